package exchange

import (
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// Reception is the result of receiving mails.
type Reception struct {
	Mails   []ReceivedMail // mails with diffs, or meant to have one, in the order in which they were read
	Others  int            // other mails and files, which were skipped
	Removed int            // rejected mails that were kept before and are too old, too large or too many now
	Mailbox string         // where they were fetched from, such as the name of a server; empty for files
	Skipped []SkippedMail
	Left    int    // mails left in the mailbox for the next round
	Limit   string // why, such as: 20 minutes are over
}

// SkippedMail is a mail that the mailbox did not give out. Those behind it were
// received.
type SkippedMail struct {
	Where string // name of the mail
	Why   string
	Last  bool // the next rounds do not try again
}

// ReceivedMail is the result of receiving one mail. Diffs were accepted;
// Refused is the reason why others in it were not, nil if there are none.
type ReceivedMail struct {
	Where   string // name of the file, or of the mail in its mailbox
	Diffs   []ReceivedDiff
	Own     bool // sent by this office itself, and skipped
	Auto    bool // an automatic reply, and skipped
	Refused error
	Again   bool   // rejected before, and kept
	Told    string // office to which the next mail says that its mail was rejected; empty for none
}

// ReceivedDiff is the result of receiving one diff.
type ReceivedDiff struct {
	From   string       // office
	Fresh  int          // changes that were new, without receipts
	Known  int          // changes that this copy already had, likewise
	Held   int          // new changes that wait for a person at headquarters
	Aside  int          // new changes that the rules refuse; at headquarters they are among Held
	Joined bool         // it answers the office's invitation
	More   int64        // changes that the sender has not sent yet
	Told   string       // what the sender reports about mail from here
	Judged []HeldChange // changes of this office that receipts in it hold or reject, or that a person accepted
	Anew   bool         // it showed that this database was restored from a backup: everything is sent again
}

// Idle reports whether a diff had nothing that a person would want to know.
func (d *ReceivedDiff) Idle() bool {
	return d.Fresh+d.Known+d.Held+d.Aside == 0 && d.More == 0 && len(d.Judged) == 0 && d.Told == "" && !d.Joined && !d.Anew
}

// Needs counts what needs a person: changes held here, changes of this office
// that headquarters rejected, and mails that were rejected.
func (r *Reception) Needs() (held, rejected, refused int) {
	for i := range r.Mails {
		m := &r.Mails[i]
		if m.Refused != nil {
			refused++
		}
		for _, d := range m.Diffs {
			held += d.Held
			for _, h := range d.Judged {
				if h.Ruling == portfolio.Rejected {
					rejected++
				}
			}
		}
	}
	return held, rejected, refused
}

// Words returns the result for each mail in lines, and what was left in the
// mailbox; table words the remedies. Mails that this office itself sent to its
// mailbox are left out.
func (r *Reception) Words(table map[fault.Action]string) []string {
	var lines []string
	for i := range r.Mails {
		m := &r.Mails[i]
		lines = append(lines, m.words(table)...)
		if m.Own && r.Mailbox == "" {
			lines = append(lines, "skipped "+m.Where+": it is from this office itself")
		}
		if m.Auto {
			lines = append(lines, "skipped "+m.Where+": it is an automatic reply")
		}
	}
	for i := range r.Skipped {
		lines = append(lines, r.Skipped[i].words())
	}
	if r.Left > 0 && r.Limit != "" {
		lines = append(lines, r.Limit+": "+portfolio.CountOf(r.Left, "mail")+" left for the next round")
	}
	if r.Removed > 0 {
		lines = append(lines, "removed from the rejected mails, as the oldest: "+portfolio.CountOf(r.Removed, "mail"))
	}
	return lines
}

func (m *SkippedMail) words() string {
	next := "; the next round tries again"
	if m.Last {
		next = "; it is not tried again; look at it in a mail program"
	}
	return "skipped " + m.Where + ": " + m.Why + next
}

// Rest returns a sentence about what was skipped, or that there was no mail;
// empty if neither applies.
func (r *Reception) Rest() string {
	switch {
	case r.Others > 0:
		return portfolio.CountOf(r.Others, "other mail or file") + " without a diff, left as they are"
	case len(r.Mails) > 0, len(r.Skipped) > 0, r.Left > 0:
		return ""
	case r.Mailbox != "":
		return "nothing new in " + r.Mailbox
	}
	return "there is no file in it"
}

func (m *ReceivedMail) words(table map[fault.Action]string) []string {
	var lines []string
	for i := range m.Diffs {
		lines = append(lines, m.Diffs[i].words()...)
	}
	if m.Refused == nil {
		return lines
	}
	again := ""
	if m.Again {
		again = " again"
	}
	line := fmt.Sprintf("rejected%s, %s: %s", again, m.Where, m.Refused)
	if do := fault.RemedyOf(m.Refused).Words(table); do != "" {
		line += "; " + do
	}
	lines = append(lines, line)
	if m.Told != "" {
		lines = append(lines, "the next mail to "+m.Told+", when one is due, says so")
	}
	return lines
}

func (d *ReceivedDiff) words() []string {
	var b strings.Builder
	add := func(is bool, format string, args ...any) {
		if is {
			fmt.Fprintf(&b, format, args...)
		}
	}
	add(true, "from %s: %s", d.From, portfolio.CountOf(d.Fresh, "new change"))
	add(d.Known > 0, ", %d known already", d.Known)
	add(d.Held > 0, ", %d held for review", d.Held)
	add(d.Aside > 0, ", %d set aside, because the rules refuse them", d.Aside)
	add(d.More > 0, "; %d more follow once this is answered", d.More)
	add(d.Joined, "; it has joined")
	add(d.Anew, "; this database was put back, so everything goes out once more and comes back")
	add(d.Told != "", "; it says: %s", d.Told)
	lines := []string{b.String()}
	for i := range d.Judged {
		lines = append(lines, "  "+d.Judged[i].Sentence())
	}
	return lines
}
