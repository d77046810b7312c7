package mail

import (
	"net/mail"
	"regexp"
	"strings"
	"sync"

	"fieldfolio/portfolio/legible"
)

// Word is in the fences of every diff, and in the subjects of our mails.
const Word = "fieldfolio"

// Ours reports whether a message has to do with diffs: it contains one, or it
// has the subject of our mails and is what became of one, or a server's report
// about it. A subject that names us is not enough.
func (m *Message) Ours() bool {
	return m.Diffs > 0 || m.newer || ourSubject().MatchString(m.subject) && (m.Report || len(m.Faults) > 0)
}

// ourSubject is the subject of our mails, behind what gateways, lists and people
// who forward a mail put in front of it.
var ourSubject = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(\s|\[[^\]]*\]|\{[^}]*\}|\*+[^*]*\*+|(fwd?|wg|tr|rv|enc|i|pd|vb|vs):)*` + Word + ` [a-z][a-z0-9-]*\s*$`)
})

func namesUs(subject string) bool { return strings.Contains(strings.ToLower(subject), Word) }

// Glance judges a mail by its beginning: its name for people, and whether it may
// have to do with diffs.
func Glance(beginning []byte) (name string, may bool) {
	for m := range Messages(beginning) {
		if name == "" {
			name = m.Name()
		}
		may = may || m.Diffs > 0 || m.Report || namesUs(m.subject) || m.mentions()
	}
	return name, may
}

// mentions reports whether a view of the message has our name in it.
func (m *Message) mentions() bool {
	for _, v := range m.first {
		if namesUs(v.text) {
			return true
		}
	}
	for v := range m.rest {
		if v.wide { // the same once more
			break
		}
		if namesUs(v.text) {
			return true
		}
	}
	return false
}

// label is what names a mail for people, as its header has it.
type label struct{ sender, date, title string }

// mostNamed is the maximum number of characters of a sender or a subject in a
// name.
const mostNamed = 60

// Name names a message for people by its sender, date and subject, empty if its
// header has none of these.
func (m *Message) Name() string {
	if m.sender == "" && m.date == "" && m.title == "" {
		return ""
	}
	name := "mail without a sender"
	if m.sender != "" {
		name = "mail from " + shortened(m.sender)
	}
	if at, err := mail.ParseDate(strings.TrimSpace(m.date)); err == nil {
		name += " of " + at.UTC().Format("2 Jan 2006 15:04 MST")
	}
	if m.title == "" {
		return name + ", without a subject"
	}
	return name + `, "` + shortened(m.title) + `"`
}

// shortened returns a text of a header as one line that is safe to show.
func shortened(text string) string {
	text = strings.Join(strings.Fields(legible.Line(text)), " ")
	if letters := []rune(text); len(letters) > mostNamed {
		return strings.TrimSpace(string(letters[:mostNamed-1])) + "…"
	}
	return text
}
