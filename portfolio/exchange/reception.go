package exchange

import (
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// Reception is what came of taking in mails.
type Reception struct {
	Mails   []ReceivedMail // those that had to do with diffs, in the order in which they were read
	Others  int            // mails and files of directories that had not, and were left as they are
	Mailbox string         // from which they were fetched, such as the name of a server; empty for files
}

// ReceivedMail is what came of one mail. All of Diffs were taken; Refused is why
// others in it were not, nil if there was none.
type ReceivedMail struct {
	Where   string // name of the file, or of the mail in its mailbox
	Diffs   []ReceivedDiff
	Own     bool // it is from this office itself, and was left as it is
	Refused error
	Again   bool   // it was refused, and kept, before
	Told    string // office or address that is told with the next mail that its mail was refused; empty for none
}

// ReceivedDiff is what came of a diff that was taken in.
type ReceivedDiff struct {
	From   string       // office
	Fresh  int          // changes that were new here
	Known  int          // changes that were here already
	Held   int          // of the new ones, those that wait for a person at headquarters
	Joined bool         // the office has answered its invitation
	More   int64        // changes that the sender has still to send
	Told   string       // what the sender says of mail from here
	Judged []HeldChange // changes of this office that headquarters holds or rejects, as receipts in it say
	Anew   bool         // it showed that this database was put back: everything is sent again
}

// Needs counts what a person is needed for: changes that are held here, changes of
// this office that headquarters rejects, and mails that were refused.
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

// Words returns what came of each mail in lines, with the words that a table has for
// remedies. What this office itself has sent to its own mailbox is passed over.
func (r *Reception) Words(table map[fault.Action]string) []string {
	var lines []string
	for i := range r.Mails {
		m := &r.Mails[i]
		lines = append(lines, m.words(table)...)
		if m.Own && r.Mailbox == "" {
			lines = append(lines, "left, "+m.Where+": it is from this office itself")
		}
	}
	return lines
}

// Rest says what there was besides the mails, or that there was none; empty where
// there is nothing to say.
func (r *Reception) Rest() string {
	switch {
	case r.Others > 0:
		return portfolio.CountOf(r.Others, "other mail or file") + " without a diff, left as they are"
	case len(r.Mails) > 0:
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
	line := fmt.Sprintf("not taken%s, %s: %s", again, m.Where, m.Refused)
	if do := fault.RemedyOf(m.Refused).Words(table); do != "" {
		line += "; " + do
	}
	lines = append(lines, line)
	if m.Told != "" {
		lines = append(lines, m.Told+" is told in the next mail to it")
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
