package tui

import "strings"

// Spoken says the mail that would go; its text is said as it is.
func (m *mails) Spoken() spoken {
	if s, unready := m.unready(m.spokenName()); unready {
		return s
	}
	if len(m.all) == 0 {
		return spoken{title: "Nothing is owed to anybody: all have acknowledged everything."}
	}
	x := &m.all[m.at]
	s := spoken{title: sentence(m.spokenName())}
	s.facts = append(spokenFacts(m.head(x)), "Its text:")
	for l := range strings.SplitSeq(strings.TrimRight(x.Text, "\n"), "\n") {
		s.facts = append(s.facts, clean(l))
	}
	return s
}

// spokenName says to whom the mail goes and which of several it is, as far as that is
// known.
func (m *mails) spokenName() string {
	switch n := len(m.all); n {
	case 0:
		return ""
	case 1:
		return "Mail to " + clean(m.all[0].Link.Office)
	default:
		return "Mail to " + clean(m.all[m.at].Link.Office) + ", " + shownInt(m.at+1) + " of " + shownInt(n)
	}
}
