package format

import (
	"bytes"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/report"
	"fieldfolio/portfolio/report/facts"
)

func drawnCatalogue() *portfolio.Catalogue {
	return &portfolio.Catalogue{
		Programmes: []portfolio.Programme{{Code: "ruritania", Name: "Ruritania and neighbours"}},
		Lines:      []portfolio.Line{{Code: "drugs", Label: "DRG", Name: "Drugs"}, {Code: "law", Label: "LEI", Name: "Law"}},
		Places:     []portfolio.Place{{Code: "RU", Name: "Ruritania"}},
		Document:   20110430,
		Reference:  20110430,
	}
}

func drawnProject() *portfolio.Project {
	return &portfolio.Project{
		ID: "ABCX12", Number: "ABCX12", Title: "An \x1b[31minvented project whose amount is misprinted in the document", Kind: portfolio.Field,
		Programme: "ruritania", Country: "Ruritania", Places: []portfolio.Portion{{Code: "RU", Share: 10000}},
		Lines:    []portfolio.Portion{{Code: "drugs", Share: 5000}, {Code: "law", Share: 5000}},
		Duration: portfolio.Duration{Start: 20011106, End: 20120630, EndAssumed: true},
		Amounts:  portfolio.Amounts{Approved: portfolio.Known(portfolio.Dollars(1234567))},
		Assigned: portfolio.Assignment{Reason: "Its title.", Confidence: "high"},
		Sources: []portfolio.Source{
			{Field: "number", Where: "Annex 9, V, row 20"},
			{Field: "approved", Where: "Annex 9, V, row 20", Printed: "1.234,567", Taken: "1234567", Why: "A misplaced separator."},
			{Field: "end", Where: "Annex 9, V, row 20", Printed: "30 Ju 2012", Taken: "2012-06-30", Why: "July cannot be ruled out.", Assumed: true},
		},
	}
}

func TestSheetShowsWhatWasPrintedAndTaken(t *testing.T) {
	sheet := facts.Sheet{Project: drawnProject(), Catalogue: drawnCatalogue(), AsOf: 20110430}
	for _, width := range []int{40, 60, 80, 120} {
		var b bytes.Buffer
		if err := WriteSheet(&b, sheet, Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		out := b.String()
		for _, l := range strings.Split(out, "\n") {
			if ansi.StringWidth(l) > width {
				t.Errorf("width %d: %q", width, l)
			}
		}
		if strings.Contains(out, "\x1b") {
			t.Error("an escape sequence got through")
		}
		for _, want := range []string{"(assumed)", "printed: 30 Ju 2012", "taken: 2012-06-30", "617,284", "89 % elapsed", "not published", "10 years 8 months"} {
			if width >= 60 && !strings.Contains(out, want) {
				t.Errorf("width %d: %q is missing in\n%s", width, want, out)
			}
		}
	}
}

func TestTimelineMarksTheDay(t *testing.T) {
	p := *drawnProject()
	ended := p
	ended.Number, ended.Duration = "ENDED1", portfolio.Duration{Start: 20050101, End: 20101231}
	line := report.NewTimeline(portfolio.Query{}, 20110430, drawnCatalogue(), []breakdown.Listed{{Project: p}, {Project: ended}})
	var b bytes.Buffer
	if err := WriteTimeline(&b, line, Options{Width: 80}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if !strings.HasPrefix(lines[3], "ENDED1") || !strings.Contains(lines[3], "┃") || !strings.Contains(lines[4], "▓") {
		t.Errorf("got\n%s", b.String())
	}
	bar, _, _ := strings.Cut(lines[4], "▓")
	below, _, _ := strings.Cut(lines[5], "▲")
	if ansi.StringWidth(bar) != ansi.StringWidth(below) {
		t.Errorf("the day is marked at %d and %d", ansi.StringWidth(bar), ansi.StringWidth(below))
	}
}
