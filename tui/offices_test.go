package tui

import (
	"fmt"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

var syncSizes = []struct {
	name string
	w, h int
}{{"60x20", 60, 20}, {"80x24", 80, 24}, {"120x40", 120, 40}}

func TestSyncScreens(t *testing.T) {
	for _, s := range syncSizes {
		m, _ := atHeadquarters()
		d := newDriver(t, m, s.w, s.h).settle().press("@Sync", "down", "m").golden("sync/mail-" + s.name).press("esc")
		d.press("w", "enter").golden("sync/conflict-"+s.name).press("esc", "down", "down", "enter").golden("sync/held-long-" + s.name).press("j").typed("no").golden("sync/reject-" + s.name)
		d.press("esc", "esc", "end", "enter").golden("sync/refused-" + s.name)
		m, _ = atOffice()
		newDriver(t, m, s.w, s.h).settle().press("@Sync", "end", "enter").golden("sync/rejected-"+s.name).press("esc", "?").golden("sync/help-" + s.name)
	}
}

// What cannot be done says why.
func TestSyncRefuses(t *testing.T) {
	m, x := atOffice()
	d := newDriver(t, m, 80, 24).settle()
	x.fails = errBroken
	d.press("@Sync", "s").says("nothing is known of the offices yet")
	x.fails = nil
	x.status.Judged, x.status.Waiting = nil, 0
	d.press("ctrl+r", "a").says("only headquarters accepts").press("w").says("nothing waits for you")
}

// A register of many offices scrolls; the heads stay.
func TestSyncManyLinks(t *testing.T) {
	m, x := atHeadquarters()
	x.status.Links = nil
	for i := range 70 {
		x.status.Links = append(x.status.Links, linkTo(fmt.Sprintf("office%02d", i), daysAgo(i), int64(i), 0))
	}
	d := newDriver(t, m, 80, 24).settle().press("@Sync", "end").says("refused").says("LAST HEARD")
	d.press("home").says("office00")
	for range 30 {
		d.press("down")
	}
	d.says("»  office27").says("office27").golden("sync/many")
	d.size(40, 12)
	d.settle().check()
	d.press("end", "pgup", "home", "w", "enter", "esc")
	d.size(20, 5)
	d.settle().press("down", "up", "enter").check()
	d.size(1, 1)
	d.settle().press("esc").check()
}

// The mail is shown before it goes; esc leaves it, enter sends it.
func TestSyncSend(t *testing.T) {
	m, x := atHeadquarters()
	d := newDriver(t, m, 80, 24).settle().press("@Sync", "down", "s").says("Mail to copak").says("copak@example.org").says("4 changes").press("esc")
	if len(x.did) != 0 {
		t.Fatalf("esc sends: %q", x.did)
	}
	d.press("m", "enter").says("Mail to copak")
	if len(x.did) != 0 {
		t.Fatalf("looking sends: %q", x.did)
	}
	d.press("esc", "down", "s").says("hand over its invitation").press("enter", "m").says("hand over its invitation").press("esc", "up")
	d.press("s", "enter").says("1 mail to copak, 4 changes, as files in /data/outgoing").says("LAST HEARD")
	d.press("S").says("1 of 2").press("n").says("2 of 2").says("an acknowledgement only").says("no address is known").says("325 bytes, encrypted to roea; below as it reads").press("s")
	if strings.Join(x.did, "; ") != "send copak; send copak,roea" {
		t.Errorf("did %q", x.did)
	}
	x.fails = errBroken
	d.press("s").says("could not be composed").press("s").says("there is nothing to send")
}

// What goes is what was read: where other mails would be composed by now, none
// goes, and those are shown.
func TestSyncSendChanged(t *testing.T) {
	m, x := atHeadquarters()
	d := newDriver(t, m, 80, 24).settle().press("@Sync", "down", "s").says("4 changes")
	x.mails[0].Text, x.mails[0].Number = x.mails[0].Text+"n = 14\n", 5
	d.press("enter").says("Nothing was sent: what is owed has changed").says("Mail to copak").says("5 changes")
	if len(x.did) != 0 {
		t.Fatalf("sent what was not read: %q", x.did)
	}
	d.press("enter").says("1 mail to copak, 5 changes")
	if strings.Join(x.did, "; ") != "send copak" {
		t.Errorf("did %q", x.did)
	}
}

// The page of an office says how its mail goes, and why none does.
func TestSyncBarred(t *testing.T) {
	m, x := atHeadquarters()
	newDriver(t, m, 80, 24).settle().press("@Sync", "down", "enter", "end").says("not encrypted")
	for i := range x.status.Links {
		x.status.Links[i].Barred = &portfolio.Barred{}
	}
	newDriver(t, m, 80, 24).settle().press("@Sync", "down", "enter", "end").says("not composed: it cannot be encrypted")
}

// A file that is named is taken in, and every screen asks again.
func TestSyncReceive(t *testing.T) {
	m, x := atHeadquarters()
	d := newDriver(t, m, 80, 24).settle()
	asked := len(m.asked)
	d.press("@Sync", "r").typed("nowhere.eml").press("enter").says("Nothing was taken in: nowhere.eml cannot be read")
	x.report = receptionOf("roea", 4)
	x.report.Mails[0].Diffs[0].Told = "well \x1b[31mdone"
	d.press("o").says("nowhere.eml").press("ctrl+u", "enter").says("write where the mail was saved").typed("in box").press("enter").says("from roea: 4 new changes; it says: well [31mdone")
	if len(m.asked) == asked {
		t.Error("the list was not asked again")
	}
	x.report.Mails = append(x.report.Mails, portfolio.ReceivedMail{
		Where:   "a mail with a very " + strings.Repeat("long, ", 40) + "long name",
		Refused: &portfolio.Invalid{Field: "office", Value: "x", Why: "is not in the register", Action: portfolio.ListOffices},
	})
	d.press("o").typed("downloads").press("enter").golden("sync/received").press("esc").says("LAST HEARD")
	x.status.Mailbox, x.report = true, portfolio.Reception{Mailbox: "imap", Mails: []portfolio.ReceivedMail{{Own: true}}}
	d.press("ctrl+r", "r").says("nothing has come")
	if want := "receive nowhere.eml; receive in box; receive downloads; receive "; strings.Join(x.did, "; ") != want {
		t.Errorf("did %q, want %q", x.did, want)
	}
}

// What a person has changed is taken back from here, too.
func TestSyncUndo(t *testing.T) {
	m, _ := atHeadquarters()
	d := newDriver(t, m, 80, 24).settle().press("@Sync", "w", "enter").says("30 Nov 2012").press("enter").says("settled: ").says("its history has the other values")
	d.press("u").says("undone: ABCX12, last day is").says("LAST HEARD")
}

// A rejection needs a sentence; both verdicts are given from the list and from
// the page.
func TestSyncJudge(t *testing.T) {
	m, x := atHeadquarters()
	d := newDriver(t, m, 80, 24).settle().press("@Sync", "a").says("this is no held change").press("w", "down", "down", "j", "enter").says("say in a sentence why")
	d.typed("not now").press("enter").says("rejected: the change of ABCX12")
	d.press("up", "enter").says("held at headquarters").press("a").says("Accept ABCX12").press("enter").says("accepted: the change of ABCX12").says("LAST HEARD")
	if want := `A. Desk judges 129 "rejected" "not now"; A. Desk judges 27 "" ""`; strings.Join(x.did, "; ") != want {
		t.Errorf("did %q, want %q", x.did, want)
	}
	d.press("end", "enter", "x").says("done with").says("LAST HEARD")
	if len(x.status.Refused) != 0 {
		t.Error("the mail is still there")
	}
	x.fails = errBroken
	d.press("ctrl+r").says("could not be loaded")
}
