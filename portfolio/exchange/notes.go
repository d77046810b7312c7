package exchange

import (
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// Notes returns what is to be known about the exchange and needs nobody: the
// fingerprint of headquarters, what others say, who has not answered yet.
func (st *SyncStatus) Notes() []fault.Remark {
	notes := append(st.fingerprints(), st.firstSteps()...)
	for i := range st.Links {
		l := &st.Links[i]
		if l.Told != "" && !l.Refuses() && (st.Retired == "" || !strings.HasPrefix(l.Told, st.Retired)) { // those are needs
			notes = append(notes, fault.Remarks(l.Says())...)
		}
		if u, waits := l.Waits(st.Now); waits {
			notes = append(notes, fault.Remarks(u.Sentence(l.Office))...)
		}
		if l.Dead {
			notes = append(notes, fault.Remark{Text: fmt.Sprintf("%s: another copy of %s was heard later; "+
				"if nobody uses this one: %%s", l.CopyName(), l.Office),
				Remedy: fault.Remedy{Action: fault.RetireCopy, Of: l.CopyName()}})
		}
	}
	if text := st.absentText(); text != "" {
		notes = append(notes, fault.Remark{Text: text + ": %s",
			Remedy: fault.Remedy{Action: fault.ListChanges, Of: st.Absent[0].String()}})
	}
	for i := range st.Aside {
		notes = append(notes, fault.Remarks(st.Aside[i].Sentence())...)
	}
	return notes
}

// fingerprints says by which fingerprint people know headquarters, and which other one
// they have confirmed.
func (st *SyncStatus) fingerprints() []fault.Remark {
	self := &st.Self
	notes := fault.Remarks("headquarters " + self.Headquarter + " has the fingerprint " + self.Roots.Fingerprint())
	if self.Confirmed != "" {
		yet := "no mail under that key has come yet"
		if self.Claimed != "" {
			yet = "mail came under another key, " + self.Claimed
		}
		notes = append(notes, fault.Remark{Text: "confirmed: " + self.Confirmed + "; " + yet + "; if that is a mistake: %s",
			Remedy: fault.Remedy{Action: fault.WithdrawKey, Of: self.Roots.Fingerprint()}})
	}
	if silent := st.unconfirmed(); len(silent) > 0 {
		notes = append(notes, fault.Remarks("to confirm the fingerprint, as far as headquarters knows: "+
			strings.Join(silent, ", "))...)
	}
	return notes
}

// unconfirmed returns the offices that have acknowledged nothing since
// headquarters has its present key, if that is not its first.
func (st *SyncStatus) unconfirmed() (offices []string) {
	if !st.Self.AtHeadquarters() || len(st.Self.Roots) < 2 {
		return nil
	}
	acked := map[string]bool{}
	for i := range st.Links {
		acked[st.Links[i].Office] = acked[st.Links[i].Office] || st.Links[i].Acked > 0
	}
	for _, o := range st.Register.Offices() {
		if had, linked := acked[o.Code]; linked && !had && len(o.Keys) > 0 && !o.Retired {
			offices = append(offices, o.Code)
		}
	}
	return offices
}

// firstSteps lists who has not answered an invitation, or what to do if nothing
// was exchanged yet.
func (st *SyncStatus) firstSteps() []fault.Remark {
	var invited []string
	for _, o := range st.Register.Offices() {
		if o.Code != st.Self.Office && len(o.Keys) == 0 && !o.Retired {
			invited = append(invited, o.Code)
		}
	}
	switch {
	case st.Self.Office == st.Self.Headquarter && len(invited) > 0:
		return fault.Remarks("invited, and not heard yet: " + strings.Join(invited, ", "))
	case len(st.Links) > 0:
		return nil
	case st.Restoring():
		return fault.Remarks("no office has brought the register yet: " + Restoring)
	case st.Self.Office == st.Self.Headquarter:
		return []fault.Remark{{Text: "no office exchanges with headquarters yet: %s",
			Remedy: fault.Remedy{Action: fault.AddOffice}}}
	}
	return []fault.Remark{{Text: "nothing was sent yet: %s", Remedy: fault.Remedy{Action: fault.SendFirst,
		Of: st.Self.Headquarter}}}
}

// absentText says how many changes wait for a record that is not here; empty if
// none do.
func (st *SyncStatus) absentText() string {
	switch n := len(st.Absent); n {
	case 0:
		return ""
	case 1:
		return "1 change waits for a record that is not here"
	default:
		return portfolio.CountOf(n, "change") + " wait for records that are not here"
	}
}
