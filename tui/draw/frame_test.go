package draw

import (
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

// TestCaption: figures of another day are never shown without that day.
func TestCaption(t *testing.T) {
	const document, past = portfolio.Date(20110430), portfolio.Date(20110630)
	short, long := " all projects", " rows region   columns line   approved   region:west-africa,eastern-africa"
	for _, c := range []struct {
		width int
		past  portfolio.Date
		shown string
		want  string // the end of the line
	}{
		{80, 0, short, "  as of 30 Apr 2011 (document)"},
		{80, 0, long, "…  as of 30 Apr 2011"},
		{80, past, short, "  as of 30 Apr 2011, as it stood on 30 Jun 2011"},
		{80, past, " rows region   columns line   approved", "  as it stood on 30 Jun 2011"},
		{80, past, long, "…  as it stood on 30 Jun 2011"},
		{40, 0, long, "  approved …"},
		{40, past, long, "…  at 30 Jun 2011"},
	} {
		f := Frame{Cat: &portfolio.Catalogue{Document: document}, AsOf: document, Past: c.past,
			Styles: &Styles{}, Width: c.width, Height: 24}
		got := strings.TrimRight(f.Caption(c.shown), " ")
		if !strings.HasSuffix(got, c.want) || f.Cells(got) > c.width {
			t.Errorf("%q, %d wide, past %v: %q, want …%q", c.shown, c.width, c.past, got, c.want)
		}
	}
}
