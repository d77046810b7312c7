package tui

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
)

func TestProofScreens(t *testing.T) {
	for _, s := range sizes {
		t.Run(s.name, func(t *testing.T) {
			newDriver(t, &memory{doc: sample()}, s.w, s.h).settle().press("@Breakdown", "down", "enter", "w").golden("proof/cell-" + s.name)
			newDriver(t, &memory{doc: sample()}, s.w, s.h).settle().press("@Reconcile", "down", "enter", "w").golden("proof/share-" + s.name)
			d := newDriver(t, &memory{doc: sample()}, s.w, s.h).settle().press("enter")
			d.onField(portfolio.FieldLines).press("w").golden("proof/project-" + s.name)
		})
	}
}

// onField moves to a field of a project.
func (d *driver) onField(field string) *driver {
	d.t.Helper()
	p := d.root.top().(*project)
	for range p.text().lines {
		if p.selected() == field {
			return d
		}
		d.press("down")
	}
	d.t.Fatalf("the project has no field %s", field)
	return d
}

// TestProofWays opens rows and leads back.
func TestProofWays(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("w")
	list := d.root.draw()
	d.press("enter")
	if _, ok := d.root.top().(*project); !ok {
		t.Errorf("a row opens into %T", d.root.top())
	}
	if d.press("esc").root.draw() != list {
		t.Error("esc does not lead back to the proof")
	}
	d.press("end").golden("proof/list-end")
	d = newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("@Reconcile", "end", "enter", "w", "enter").golden("proof/figure-of-figures")
	d.press("enter").golden("proof/outcome")
	d.press("enter")
	if _, ok := d.root.top().(*record); !ok {
		t.Errorf("the outcome opens into %T", d.root.top())
	}
	d = newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("enter").onField(portfolio.FieldApproved).press("w", "enter")
	if !strings.Contains(d.root.draw(), "this is a part of the project below") {
		t.Error("nothing says why a slice does not open")
	}
	d = newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("enter").press("w")
	if !strings.Contains(d.root.draw(), "this is no figure") {
		t.Error("nothing says why a title has no proof")
	}
}

// TestProofAfterEdit shows who changed an amount, when, and what it was.
func TestProofAfterEdit(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("enter").onField(portfolio.FieldApproved)
	d.press("e", "ctrl+u").typed("7654321.5").press("enter", "esc", "w").golden("proof/changed")
}

// TestProofExport exports all rows under the name that is typed, and says what
// became of it.
func TestProofExport(t *testing.T) {
	src := &memory{doc: sample()}
	d := newDriver(t, src, 80, 24).settle().press("w", "x").golden("proof/export")
	d.press("enter")
	table := src.exported.table
	if src.exported.file != "why-whole-portfolio.csv" || !strings.Contains(d.root.draw(), "rows to why-whole-portfolio.csv") {
		t.Errorf("%s\n%s", src.exported.file, d.root.draw())
	}
	if len(table.Rows) != len(d.root.top().(*proof).shown.Rows) || table.Title != d.root.top().(*proof).shown.Question().Shown() {
		t.Errorf("%d rows of %q", len(table.Rows), table.Title)
	}
	src.exported.fails = errors.New("the disk is full")
	if text := d.press("x", "enter").root.draw(); !strings.Contains(text, "could not be exported: the disk is full") {
		t.Error(text)
	}
	d = newDriverOf(t, &memory{doc: sample()}, nil, 80, 24).settle().press("w", "x")
	if !strings.Contains(d.root.draw(), "nothing can be exported from here") {
		t.Error("nothing says why there is no export")
	}
}

// TestProofLimit says how many rows are not shown, and adds them up.
func TestProofLimit(t *testing.T) {
	doc := seed.Synthetic(proofRows+300, 1)
	d := newDriver(t, &memory{doc: doc}, 80, 24).settle().press("w", "end")
	p := d.root.top().(*proof).shown
	all, err := portfolio.Prove(context.Background(), d.src, portfolio.ListFigure{AsOf: 20110430}, &doc.Catalogue)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Rows) != proofRows || p.Sum() != all.Figure || p.Figure != all.Figure || int(p.Left)+len(p.Rows) != len(all.Rows) {
		t.Errorf("%d rows and %d more add up to %d, all %d to %d", len(p.Rows), p.Left, p.Sum(), len(all.Rows), all.Figure)
	}
	if text := d.root.draw(); !strings.Contains(text, portfolio.Count(p.Left).Shown()+" more") || !strings.Contains(text, p.Exactly(p.Figure)) {
		t.Error(text)
	}
}

// TestPrintedRowsAddUp takes random figures of every kind and adds up the rows
// that the screen prints: they are the figure, to the cent, and the sum below
// them says so.
func TestPrintedRowsAddUp(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	d := newDriver(t, &memory{doc: doc}, 120, 40)
	rapid.Check(t, func(rt *rapid.T) {
		spec := randomFigure(rt, doc)
		p, err := portfolio.Prove(context.Background(), d.src, spec, &doc.Catalogue)
		if err != nil {
			rt.Fatalf("%+v: %v", spec, err)
		}
		s := newProof(proofConfig{ctx: context.Background(), src: d.src, spec: spec}, face{cat: &doc.Catalogue, look: &styles{}, width: rapid.IntRange(40, 160).Draw(rt, "width"), height: 40})
		s.shown, s.loaded = p, true
		if got := printedSum(rt, s); got != p.Figure {
			rt.Fatalf("%s: the printed rows add up to %d, the figure is %d", p.Question(), got, p.Figure)
		}
		if len(p.Rows) > 0 && !strings.Contains(strings.Join(s.text().lines, "\n"), p.Exactly(p.Figure)) {
			rt.Fatalf("%s: the sum is not printed", p.Question())
		}
	})
}

// randomFigure asks about a cell, a list, an amount or part of a project, a
// published figure, or a figure of the plan.
func randomFigure(t *rapid.T, doc *portfolio.Document) portfolio.ProofSpec {
	p := rapid.SampledFrom(doc.Projects).Draw(t, "project")
	measure := rapid.SampledFrom(portfolio.Measures).Draw(t, "measure")
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		by := rapid.SliceOfNDistinct(rapid.SampledFrom(portfolio.Dimensions), 0, 2, rapid.ID).Draw(t, "by")
		f := portfolio.ListFigure{AsOf: 20110430, Cell: portfolio.CellRef{By: by, Measure: measure}}
		cells := portfolio.CellsOf(portfolio.BreakdownSpec{By: by, AsOf: f.AsOf}, &doc.Catalogue, []portfolio.Project{p})
		f.Cell.Codes = rapid.SampledFrom(cells).Draw(t, "cell").Codes
		return f
	case 1:
		by := rapid.SampledFrom([]portfolio.Dimension{portfolio.ByLine, portfolio.ByCountry, portfolio.ByYear}).Draw(t, "by")
		code := rapid.SampledFrom([]string{portfolio.All, p.Lines[0].Code}).Draw(t, "code")
		if !measure.AddsUp() {
			measure = portfolio.Approved
		}
		return portfolio.ProjectFigure{Record: p.ID, Cell: portfolio.CellRef{By: []portfolio.Dimension{by}, Codes: []string{code}, Measure: measure}}
	case 2:
		return portfolio.PublishedFigure{ID: rapid.SampledFrom(doc.Published).Draw(t, "published").ID}
	}
	sub := rapid.SampledFrom(doc.SubProgrammes[:3]).Draw(t, "sub-programme")
	outcome := rapid.SampledFrom(sub.Outcomes).Draw(t, "outcome")
	record := rapid.SampledFrom([]string{"", sub.Record(), outcome.Record()}).Draw(t, "record")
	return portfolio.PlanFigure{Record: record, Field: rapid.SampledFrom([]string{portfolio.FieldBudget, portfolio.FieldShortfall}).Draw(t, "field")}
}

// printedSum adds up the column of the parts as it is printed for the rows of
// the figure itself, in cents or projects.
func printedSum(t *rapid.T, s *proof) (sum int64) {
	text, cols := s.text(), s.columns(s.shown)
	from, of := gutterWidth, cols[len(cols)-2]
	for _, c := range cols[:len(cols)-2] {
		from += c.width + columnGap
	}
	for _, at := range text.at[:len(s.shown.Rows)] {
		cell := strings.TrimSpace(ansi.Cut(text.lines[at], from, from+of.width))
		digits, minus := strings.CutPrefix(strings.ReplaceAll(cell, ",", ""), "-")
		n, err := strconv.ParseInt(strings.ReplaceAll(digits, ".", ""), 10, 64)
		if err != nil {
			t.Fatalf("%q is printed as a part, in %q", cell, text.lines[at])
		}
		if !s.shown.Counts && !strings.Contains(digits, ".") {
			n *= 100
		}
		if minus {
			n = -n
		}
		sum += n
	}
	return sum
}
