package proof

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/seed"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/uitest"
)

// TestProofWays opens rows and leads back.
func TestProofWays(t *testing.T) {
	d := proving(t, &uitest.Memory{Doc: uitest.Sample()}, wholePortfolio, 80, 24)
	list := d.Root.Draw()
	if d.Press("enter"); d.Root.Top().Name() != "project" {
		t.Errorf("a row opens into %T", d.Root.Top())
	}
	if d.Press("esc").Root.Draw() != list {
		t.Error("esc does not lead back to the proof")
	}
	d.Press("end").Golden("proof/list-end")
	d = reconciling(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Press("end", "enter", "w", "enter").Golden("proof/figure-of-figures")
	d.Press("enter").Golden("proof/outcome")
	if d.Press("enter"); d.Root.Top().Name() != "record" {
		t.Errorf("the outcome opens into %T", d.Root.Top())
	}
	amount := proof.ProjectFigure{Record: uitest.SampleID, Cell: breakdown.CellRef{Measure: breakdown.Approved}}
	proving(t, &uitest.Memory{Doc: uitest.Sample()}, amount, 80, 24).Press("enter").Says("this is a part of the project below")
}

// TestProofExport exports all rows under the name that is typed, and says what
// became of it.
func TestProofExport(t *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	d := proving(t, src, wholePortfolio, 80, 24).Press("x").Golden("proof/export")
	d.Press("enter")
	table := src.Exported.Table
	if src.Exported.File != "why-whole-portfolio.csv" || !strings.Contains(d.Root.Draw(), "rows to why-whole-portfolio.csv") {
		t.Errorf("%s\n%s", src.Exported.File, d.Root.Draw())
	}
	if p := d.Root.Top().(*Proof).shown; len(table.Rows) != len(p.Rows) || table.Title != p.Question().Shown() {
		t.Errorf("%d rows of %q", len(table.Rows), table.Title)
	}
	src.Exported.Fails = errors.New("the disk is full")
	if text := d.Press("x", "enter").Root.Draw(); !strings.Contains(text, "the disk is full") {
		t.Error(text)
	}
	d.Root.Export = nil
	d.Press("esc", "x").Says("nothing can be exported here")
}

// TestProofLimit says how many rows are not shown, and adds them up.
func TestProofLimit(t *testing.T) {
	doc := seed.Synthetic(proofRows+300, 1)
	d := proving(t, &uitest.Memory{Doc: doc}, wholePortfolio, 80, 24).Press("end")
	p := d.Root.Top().(*Proof).shown
	all, err := proof.Prove(t.Context(), d.Src, wholePortfolio, &doc.Catalogue)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Rows) != proofRows || p.Sum() != all.Figure || p.Figure != all.Figure || int(p.Left)+len(p.Rows) != len(all.Rows) {
		t.Errorf("%d rows and %d more add up to %d, all %d to %d", len(p.Rows), p.Left, p.Sum(), len(all.Rows), all.Figure)
	}
	if text := d.Root.Draw(); !strings.Contains(text, portfolio.Count(p.Left).Shown()+" more") || !strings.Contains(text, p.Exactly(p.Figure)) {
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
	src := &uitest.Memory{Doc: doc}
	rapid.Check(t, func(rt *rapid.T) {
		spec := randomFigure(rt, doc)
		p, err := proof.Prove(t.Context(), src, spec, &doc.Catalogue)
		if err != nil {
			rt.Fatalf("%+v: %v", spec, err)
		}
		s := New(Config{Ctx: t.Context(), Src: src, Spec: spec}, draw.Frame{Cat: &doc.Catalogue, Styles: &draw.Styles{}, Width: rapid.IntRange(40, 160).Draw(rt, "width"), Height: 40})
		s.shown, s.Loaded = p, true
		if len(p.Rows) == 0 {
			return
		}
		if got := uitest.PrintedSum(rt, strings.Join(s.text().lines, "\n"), p.Exactly(p.Figure), p.Counts); got != p.Figure {
			rt.Fatalf("%s: the printed rows add up to %d, the figure is %d", p.Question(), got, p.Figure)
		}
	})
}

// randomFigure asks about a cell, a list, an amount or part of a project, a
// published figure, or a figure of the plan.
func randomFigure(t *rapid.T, doc *portfolio.Document) proof.Spec {
	p := rapid.SampledFrom(doc.Projects).Draw(t, "project")
	measure := rapid.SampledFrom(breakdown.Measures).Draw(t, "measure")
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		by := rapid.SliceOfNDistinct(rapid.SampledFrom(breakdown.Dimensions), 0, 2, rapid.ID).Draw(t, "by")
		f := proof.ListFigure{AsOf: 20110430, Cell: breakdown.CellRef{By: by, Measure: measure}}
		cells := breakdown.CellsOf(breakdown.BreakdownSpec{By: by, AsOf: f.AsOf}, &doc.Catalogue, []portfolio.Project{p})
		f.Cell.Codes = rapid.SampledFrom(cells).Draw(t, "cell").Codes
		return f
	case 1:
		by := rapid.SampledFrom([]breakdown.Dimension{breakdown.ByLine, breakdown.ByCountry, breakdown.ByYear}).Draw(t, "by")
		code := rapid.SampledFrom([]string{breakdown.All, p.Lines[0].Code}).Draw(t, "code")
		if !measure.AddsUp() {
			measure = breakdown.Approved
		}
		return proof.ProjectFigure{Record: p.ID, Cell: breakdown.CellRef{By: []breakdown.Dimension{by}, Codes: []string{code}, Measure: measure}}
	case 2:
		return proof.PublishedFigure{ID: rapid.SampledFrom(doc.Published).Draw(t, "published").ID}
	}
	sub := rapid.SampledFrom(doc.SubProgrammes[:3]).Draw(t, "sub-programme")
	outcome := rapid.SampledFrom(sub.Outcomes).Draw(t, "outcome")
	record := rapid.SampledFrom([]string{"", sub.Record(), outcome.Record()}).Draw(t, "record")
	return proof.PlanFigure{Record: record, Field: rapid.SampledFrom([]string{portfolio.FieldBudget, portfolio.FieldShortfall}).Draw(t, "field")}
}

// TestProofSourcesOfAmounts: where each row is an amount as it stands, whose source the row has, there is no more to show.
func TestProofSourcesOfAmounts(t *testing.T) {
	d := proving(t, &uitest.Memory{Doc: uitest.Sample()}, wholePortfolio, 80, 24)
	before := d.Root.Draw()
	if text := d.Press("o").Says("the column FROM has its source").Root.Draw(); strings.Contains(text, "Approved: Annex") {
		t.Errorf("repeated below the rows, before:\n%s\nafter:\n%s", before, text)
	}
}

// TestProofSources shows below each row where its shares come from, once, and
// hides them again; linear mode says the same.
func TestProofSources(t *testing.T) {
	cell := wholePortfolio
	cell.Cell.By, cell.Cell.Codes = []breakdown.Dimension{breakdown.ByLine}, []string{"border-control"}
	d := proving(t, &uitest.Memory{Doc: uitest.Sample()}, cell, 80, 24)
	const from = "Service lines: assigned by us: Title"
	before := d.Root.Draw()
	if strings.Contains(before, from) {
		t.Error(before)
	}
	if text := d.Press("o").Root.Draw(); strings.Count(text, from) != 1 || !strings.Contains(text, " × 33.33 % = ") {
		t.Error(text)
	}
	below := d.Root.Top().(*Proof).Spoken().Under(0)
	if len(below) != 1 || below[0] != "Service lines: assigned by us: Title." {
		t.Errorf("%q", below)
	}
	if d.Press("o").Root.Draw() != before {
		t.Error("the sources stay")
	}
}
