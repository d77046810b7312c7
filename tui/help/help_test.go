package help

import (
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
	"fieldfolio/tui/draw"
)

// Every example of a query can be read.
func TestQueriesOfHelp(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range Queries {
		if _, err := portfolio.ParseQuery(q.What, &doc.Catalogue); err != nil {
			t.Errorf("%s: %v", q.What, err)
		}
	}
}

// TestSignsInASCII checks that the help explains each sign as the screens show it in ASCII, and that
// none has two meanings.
func TestSignsInASCII(t *testing.T) {
	h := New(nil, nil, nil, draw.Frame{Styles: &draw.Styles{ASCII: true}, Width: 80, Height: 24})
	text, seen := "\n"+h.Face.Drawn(strings.Join(h.lines(), "\n")), map[string]bool{}
	for _, s := range h.signs() {
		sign := h.Face.Drawn(s.What)
		if !strings.Contains(text, "\n   "+sign+" ") || seen[sign] {
			t.Errorf("%s is not explained, or twice:%s", sign, text)
		}
		seen[sign] = true
	}
	for drawn, want := range map[string]string{"Capacity " + h.Face.Cut("of States", 5): "..", "25,370,934" + draw.Otherwise + "  13": "!="} {
		if got := h.Face.Drawn(drawn); !strings.Contains(got, want) || !seen[want] {
			t.Errorf("%q is drawn as %q, and %s is explained: %v", drawn, got, want, seen[want])
		}
	}
}
