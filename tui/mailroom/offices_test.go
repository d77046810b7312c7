package mailroom

import (
	"fmt"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/uitest"
)

func TestSyncScreens(t *testing.T) {
	for _, s := range uitest.SmallSizes {
		m, _ := uitest.AtHeadquarters()
		d := shown(t, m, s.W, s.H).Press("down", "m").Golden("sync/mail-" + s.Name).Press("esc")
		d.Press("!", "enter").Golden("sync/conflict-"+s.Name).Press("esc", "down", "down", "enter").Golden("sync/held-long-" + s.Name).Press("R").Typed("no").Golden("sync/reject-" + s.Name)
		d.Press("esc", "esc", "down", "down", "enter").Golden("sync/refused-" + s.Name)
		m, _ = uitest.AtOffice()
		shown(t, m, s.W, s.H).Press("!", "enter").Golden("sync/rejected-" + s.Name)
	}
}

// What cannot be done says why.
func TestSyncRefuses(t *testing.T) {
	m, x := uitest.AtOffice()
	x.Fails = uitest.ErrBroken
	d := shown(t, m, 80, 24).Press("s").Says("nothing is known of the offices yet")
	x.Fails = nil
	x.Stand.Judged, x.Stand.Waiting = nil, 0
	d.Press("ctrl+r", "a").Says("only headquarters accepts").Press("!").Says("nothing waits for you")
}

// A register of many offices scrolls; the heads stay.
func TestSyncManyLinks(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	x.Stand.Links = nil
	for i := range 70 {
		x.Stand.Links = append(x.Stand.Links, uitest.LinkTo(fmt.Sprintf("office%02d", i), uitest.DaysAgo(i), int64(i), 0))
	}
	d := shown(t, m, 80, 24).Press("end").Says("invited, and not heard yet: newcomer").Says("LAST HEARD")
	d.Press("home").Says("office00")
	for range 30 {
		d.Press("down")
	}
	d.Says("»  office27").Says("office27").Golden("sync/many")
	d.Size(40, 12)
	d.Settle().Check()
	d.Press("end", "pgup", "home", "!", "enter", "esc")
	d.Size(20, 5)
	d.Settle().Press("down", "up", "enter").Check()
	d.Size(1, 1)
	d.Settle().Press("esc").Check()
}

// The mail is shown before it goes; esc leaves it, enter sends it.
func TestSyncSend(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	d := shown(t, m, 80, 24).Press("down", "s").Says("Mail to copak").Says("copak@example.org").Says("4 changes").Press("esc")
	if len(x.Did) != 0 {
		t.Fatalf("esc sends: %q", x.Did)
	}
	d.Press("m", "enter").Says("Mail to copak")
	if len(x.Did) != 0 {
		t.Fatalf("looking sends: %q", x.Did)
	}
	d.Press("esc", "down", "s").Says("hand over its invitation").Press("enter", "m").Says("hand over its invitation").Press("esc", "up")
	d.Press("s", "enter").Says("1 mail to copak, 4 changes, as files in /data/outgoing").Says("LAST HEARD")
	d.Press("S").Says("1 of 2").Press("n").Says("2 of 2").Says("an acknowledgement only").Says("no address is known").Says("325 bytes, encrypted to roea; below as it reads").Press("s")
	if strings.Join(x.Did, "; ") != "send copak; send copak,roea" {
		t.Errorf("did %q", x.Did)
	}
	x.Fails = uitest.ErrBroken
	d.Press("s").Says("could not be composed").Press("s").Says("there is nothing to send")
}

// What goes is what was read: where other mails would be composed by now, none
// goes, and those are shown.
func TestSyncSendChanged(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	d := shown(t, m, 80, 24).Press("down", "s").Says("4 changes")
	x.Out[0].Text, x.Out[0].Number = x.Out[0].Text+"n = 14\n", 5
	d.Press("enter").Says("Nothing was sent: what is owed has changed").Says("Mail to copak").Says("5 changes")
	if len(x.Did) != 0 {
		t.Fatalf("sent what was not read: %q", x.Did)
	}
	d.Press("enter").Says("1 mail to copak, 5 changes")
	if strings.Join(x.Did, "; ") != "send copak" {
		t.Errorf("did %q", x.Did)
	}
}

// The page of an office says how its mail goes, and why none does.
func TestSyncBarred(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	shown(t, m, 80, 24).Press("down", "enter", "end").Says("not encrypted")
	for i := range x.Stand.Links {
		x.Stand.Links[i].Barred = &exchange.Barred{}
	}
	shown(t, m, 80, 24).Press("down", "enter", "end").Says("not composed: it cannot be encrypted")
}

// A file that is named is taken in.
func TestSyncReceive(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	d := shown(t, m, 80, 24).Press("r").Typed("nowhere.eml").Press("enter").Says("Nothing was taken in: nowhere.eml cannot be read")
	x.Report = uitest.ReceptionOf("roea", 4)
	x.Report.Mails[0].Diffs[0].Told = "well \x1b[31mdone"
	d.Press("o").Says("nowhere.eml").Press("ctrl+u", "enter").Says("write where the mail was saved").Typed("in box").Press("enter").Says("from roea: 4 new changes; it says: well <U+001B>[31mdone")
	x.Report.Mails = append(x.Report.Mails, exchange.ReceivedMail{
		Where:   "a mail with a very " + strings.Repeat("long, ", 40) + "long name",
		Refused: &fault.Invalid{Field: "office", Value: "x", Why: "is not in the register", Action: fault.ListOffices},
	})
	d.Press("o").Typed("downloads").Press("enter").Golden("sync/received").Press("esc").Says("LAST HEARD")
	x.Stand.Mailbox, x.Report = true, exchange.Reception{Mailbox: "imap", Mails: []exchange.ReceivedMail{{Own: true}}}
	d.Press("ctrl+r", "r").Says("nothing has come")
	if want := "receive nowhere.eml; receive in box; receive downloads; receive "; strings.Join(x.Did, "; ") != want {
		t.Errorf("did %q, want %q", x.Did, want)
	}
}

// What a person has changed is taken back from here, too.
func TestSyncUndo(t *testing.T) {
	m, _ := uitest.AtHeadquarters()
	d := shown(t, m, 80, 24).Press("!", "enter").Says("30 Nov 2012").Press("enter").Says("settled: ").Says("its history has the other values")
	d.Press("u").Says("undone: ABCX12, last day is").Says("LAST HEARD")
}

// What is typed to a held change is kept for that change and that verdict.
func TestRemarkIsKept(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	shown(t, m, 80, 24).Press("!", "down", "enter", "R").Typed("not now")
	d := shown(t, m, 100, 24).Press("!", "down", "enter", "a").Lacks("not now").Press("esc")
	if _, what, ok := onlyDraft(t, m); !ok || what != "a reason to reject a change of ABCX12" {
		t.Errorf("kept as %q", what)
	}
	d.Press("esc", "R").Says("not now").Says("your draft of ").Press("enter").Says("rejected: the change of ABCX12")
	if want := `A. Desk judges 27 "rejected" "not now"`; strings.Join(x.Did, "; ") != want || len(m.Editor.Drafts) > 0 {
		t.Errorf("did %q, drafts %v", x.Did, m.Editor.Drafts)
	}
	shown(t, m, 80, 24).Press("!", "down", "a").Typed("fine")
	shown(t, m, 100, 24).Press("!", "down", "a").Says("fine").Press("esc")
	if len(m.Editor.Drafts) > 0 {
		t.Errorf("esc leaves %v", m.Editor.Drafts)
	}
}

// onlyDraft returns the text of the one draft that there is, and what it is in words.
func onlyDraft(t *testing.T, m *uitest.Memory) (text, what string, ok bool) {
	t.Helper()
	if len(m.Editor.Drafts) != 1 {
		t.Fatalf("drafts %v", m.Editor.Drafts)
	}
	for _, d := range m.Editor.Drafts {
		what, text, ok = d.Text()
	}
	return text, what, ok
}

// A rejection needs a sentence; both verdicts are given from the list and from
// the page.
func TestSyncJudge(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	d := shown(t, m, 80, 24).Press("a").Says("this is not a held change").Press("!", "down", "down", "R", "enter").Says("say in a sentence why")
	d.Typed("not now").Press("enter").Says("rejected: the change of ABCX12")
	d.Press("up", "enter").Says("held at headquarters").Press("a").Says("Accept ABCX12").Press("enter").Says("accepted: the change of ABCX12").Says("LAST HEARD")
	if want := `A. Desk judges 129 "rejected" "not now"; A. Desk judges 27 "" ""`; strings.Join(x.Did, "; ") != want {
		t.Errorf("did %q, want %q", x.Did, want)
	}
	d.Press("!", "down", "down", "enter", "D").Says("done with").Says("LAST HEARD")
	if len(x.Stand.Refused) != 0 {
		t.Error("the mail is still there")
	}
	x.Fails = uitest.ErrBroken
	d.Press("ctrl+r").Says("could not be loaded")
}

// An office is done with a change that headquarters has rejected, and with no other one.
func TestSyncDismissesChange(t *testing.T) {
	m, x := uitest.AtOffice()
	d := shown(t, m, 80, 24).Press("!", "down", "enter").Says("held at headquarters").Press("D").Says("this is not a rejected change")
	d.Press("esc", "up", "enter").Says("rejected by headquarters").Says("D done with it").Press("D")
	d.Says("done with: the change stays in the history").Says("LAST HEARD").Golden("sync/dismissed")
	if want := "dismiss 30"; strings.Join(x.Did, "; ") != want {
		t.Errorf("did %q, want %q", x.Did, want)
	}
	m, _ = uitest.AtHeadquarters()
	shown(t, m, 80, 24).Press("!", "down", "enter", "D").Says("only the office that made it")
}

// An earlier copy can be retired; the one heard last cannot.
func TestSyncRetiresCopy(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	d := shown(t, m, 80, 24).Press("down", "down", "down", "enter").Says("26614a85").Press("D")
	d.Says("only an earlier copy of an office can be retired here").Press("esc")
	d.Press("down", "enter").Says("an earlier one").Says("retire copy").Press("D")
	d.Says("nothing more is sent to roea.11111111, unless a mail comes from it").Says("LAST HEARD")
	if len(x.Did) != 1 || x.Did[0] != "retire roea.11111111" {
		t.Errorf("did %q", x.Did)
	}
}

// A change that others overtook says so on its page, and that accepting it has made a conflict.
func TestSyncAcceptsIntoConflict(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	held := m.Make("roea", "B. Field", portfolio.Change{Record: uitest.SampleID,
		Fields: []portfolio.Setting{{Field: portfolio.FieldTitle, Value: "Theirs"}}})
	m.Make("local", "C. Hale", portfolio.Change{Record: uitest.SampleID,
		Fields: []portfolio.Setting{{Field: portfolio.FieldTitle, Value: "Ours"}}})
	of := &x.Stand.Judged[1]
	of.Change, of.Record = held, *m.RecordOf(uitest.SampleID)
	of.Record.Log.Hold(held.ID, true)
	for _, w := range []int{80, 60} {
		d := shown(t, m, w, 24).Press("!", "down", "down", "down", "enter").Says("changed meanwhile by C. Hale, local").Press("a")
		d.Says("Accept ABCX12; a remark, or enter:").Says("enter accept")
		if d.Press("esc").Press("R"); w == 80 {
			d.Says("enter reject")
		}
	}
	d := shown(t, m, 80, 24).Press("!", "down", "down", "down", "a", "enter")
	d.Says("accepted; ABCX12 has a conflict now: title")
	m, x = uitest.AtHeadquarters()
	d = shown(t, m, 80, 24).Press("!", "down", "enter").Press("a", "enter").Says("accepted: the change of ABCX12")
	if text := d.All(); strings.Contains(text, "meanwhile") || len(x.Did) != 1 {
		t.Errorf("did %q:\n%s", x.Did, text)
	}
}
