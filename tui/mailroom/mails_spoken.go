package mailroom

import (
	"strings"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

func (m *mails) Spoken() ui.Spoken {
	if s, unready := m.Unready(m.spokenName()); unready {
		return s
	}
	if len(m.all) == 0 {
		return ui.Spoken{Title: "Nothing is owed to anybody: all have acknowledged everything."}
	}
	x := &m.all[m.at]
	s := ui.Spoken{Title: draw.Sentence(m.spokenName())}
	s.Facts = append(sheet.SpokenFacts(m.head(x)), "Its text:")
	for l := range strings.SplitSeq(strings.TrimRight(x.Text, "\n"), "\n") {
		s.Facts = append(s.Facts, draw.Clean(l))
	}
	return s
}

// spokenName says to whom the mail is sent and which of several it is, as far as that is known.
func (m *mails) spokenName() string {
	switch n := len(m.all); n {
	case 0:
		return ""
	case 1:
		return "Mail to " + draw.Clean(m.all[0].Link.Office)
	default:
		return "Mail to " + draw.Clean(m.all[m.at].Link.Office) + ", " + ui.ShownInt(m.at+1) + " of " + ui.ShownInt(n)
	}
}
