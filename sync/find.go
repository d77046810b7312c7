package sync

import (
	"strings"
)

// Find returns what stands between the fences in a text, in order. It takes
// the text as it is: what mailers did to it has to be undone before.
func Find(text string) []string {
	var found []string
	var inner []string
	open := false
	for line := range strings.Lines(strings.ReplaceAll(text, "\r\n", "\n")) {
		switch line = strings.TrimRight(line, " \t\n"); {
		case strings.EqualFold(line, Begin):
			open, inner = true, nil
		case strings.EqualFold(line, End) && open:
			found = append(found, strings.Join(inner, "\n")+"\n")
			open = false
		case open:
			inner = append(inner, line)
		}
	}
	return found
}

// Read reads what stands between the fences, armoured or not.
func (p *Peer) Read(inner string) (*Signed, error) {
	if !strings.Contains(inner, "=") {
		text, err := Unarmour(inner, p.Identity)
		if err != nil {
			return nil, err
		}
		inner = text
	}
	return Parse(inner)
}
