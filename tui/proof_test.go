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
	"fieldfolio/portfolio/breakdown"
	proofs "fieldfolio/portfolio/proof"
	"fieldfolio/seed"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/project"
	"fieldfolio/tui/proof"
	"fieldfolio/tui/uitest"
)

func TestProofScreens(t *testing.T) {
	for _, s := range uitest.Sizes {
		t.Run(s.Name, func(t *testing.T) {
			newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Settle().Press("@Breakdown", "down", "enter", "w").Golden("proof/cell-" + s.Name)
			newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Settle().Press("@Reconcile", "down", "enter", "w").Golden("proof/share-" + s.Name)
			d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Settle().Press("enter")
			onField(d, portfolio.FieldLines).Press("w").Golden("proof/project-" + s.Name)
		})
	}
}

// onField moves to a field of a project.
func onField(d *uitest.Driver, field string) *uitest.Driver {
	d.T.Helper()
	p := d.Root.Top().(*project.Project)
	for range p.Text().Lines {
		if p.Selected() == field {
			return d
		}
		d.Press("down")
	}
	d.T.Fatalf("the project has no field %s", field)
	return d
}

// TestProofWays opens rows and leads back.
func TestProofWays(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("w")
	list := d.Root.Draw()
	d.Press("enter")
	if _, ok := d.Root.Top().(*project.Project); !ok {
		t.Errorf("a row opens into %T", d.Root.Top())
	}
	if d.Press("esc").Root.Draw() != list {
		t.Error("esc does not lead back to the proof")
	}
	d.Press("end").Golden("proof/list-end")
	d = newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("@Reconcile", "end", "enter", "w", "enter").Golden("proof/figure-of-figures")
	d.Press("enter").Golden("proof/outcome")
	d.Press("enter")
	if d.Root.Top().Name() != "record" {
		t.Errorf("the outcome opens into %T", d.Root.Top())
	}
	d = onField(newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("enter"), portfolio.FieldApproved).Press("w", "enter")
	if !strings.Contains(d.Root.Draw(), "this is a part of the project below") {
		t.Error("nothing says why a slice does not open")
	}
	d = newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("enter").Press("w")
	if !strings.Contains(d.Root.Draw(), "this is no figure") {
		t.Error("nothing says why a title has no proof")
	}
}

// TestProofAfterEdit shows who changed an amount, when, and what it was.
func TestProofAfterEdit(t *testing.T) {
	d := onField(newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("enter"), portfolio.FieldApproved)
	d.Press("e", "ctrl+u").Typed("7654321.5").Press("enter", "esc", "w").Golden("proof/changed")
}

// TestProofExport exports all rows under the name that is typed, and says what
// became of it.
func TestProofExport(t *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, src, 80, 24).Settle().Press("w", "x").Golden("proof/export")
	d.Press("enter")
	table := src.Exported.Table
	if src.Exported.File != "why-whole-portfolio.csv" || !strings.Contains(d.Root.Draw(), "rows to why-whole-portfolio.csv") {
		t.Errorf("%s\n%s", src.Exported.File, d.Root.Draw())
	}
	if len(table.Rows) != len(d.Root.Top().(*proof.Proof).Shown.Rows) || table.Title != d.Root.Top().(*proof.Proof).Shown.Question().Shown() {
		t.Errorf("%d rows of %q", len(table.Rows), table.Title)
	}
	src.Exported.Fails = errors.New("the disk is full")
	if text := d.Press("x", "enter").Root.Draw(); !strings.Contains(text, "could not be exported: the disk is full") {
		t.Error(text)
	}
	d = newDriverOf(t, &uitest.Memory{Doc: uitest.Sample()}, nil, 80, 24).Settle().Press("w", "x")
	if !strings.Contains(d.Root.Draw(), "nothing can be exported from here") {
		t.Error("nothing says why there is no export")
	}
}

// TestProofLimit says how many rows are not shown, and adds them up.
func TestProofLimit(t *testing.T) {
	doc := seed.Synthetic(proof.ProofRows+300, 1)
	d := newDriver(t, &uitest.Memory{Doc: doc}, 80, 24).Settle().Press("w", "end")
	p := d.Root.Top().(*proof.Proof).Shown
	all, err := proofs.Prove(context.Background(), d.Src, proofs.ListFigure{AsOf: 20110430}, &doc.Catalogue)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Rows) != proof.ProofRows || p.Sum() != all.Figure || p.Figure != all.Figure || int(p.Left)+len(p.Rows) != len(all.Rows) {
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
	d := newDriver(t, &uitest.Memory{Doc: doc}, 120, 40)
	rapid.Check(t, func(rt *rapid.T) {
		spec := randomFigure(rt, doc)
		p, err := proofs.Prove(context.Background(), d.Src, spec, &doc.Catalogue)
		if err != nil {
			rt.Fatalf("%+v: %v", spec, err)
		}
		s := proof.New(proof.Config{Ctx: context.Background(), Src: d.Src, Spec: spec}, draw.Frame{Cat: &doc.Catalogue, Styles: &draw.Styles{}, Width: rapid.IntRange(40, 160).Draw(rt, "width"), Height: 40})
		s.Shown, s.Loaded = p, true
		if got := printedSum(rt, s); got != p.Figure {
			rt.Fatalf("%s: the printed rows add up to %d, the figure is %d", p.Question(), got, p.Figure)
		}
		if len(p.Rows) > 0 && !strings.Contains(strings.Join(s.Text().Lines, "\n"), p.Exactly(p.Figure)) {
			rt.Fatalf("%s: the sum is not printed", p.Question())
		}
	})
}

// randomFigure asks about a cell, a list, an amount or part of a project, a
// published figure, or a figure of the plan.
func randomFigure(t *rapid.T, doc *portfolio.Document) proofs.Spec {
	p := rapid.SampledFrom(doc.Projects).Draw(t, "project")
	measure := rapid.SampledFrom(breakdown.Measures).Draw(t, "measure")
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		by := rapid.SliceOfNDistinct(rapid.SampledFrom(breakdown.Dimensions), 0, 2, rapid.ID).Draw(t, "by")
		f := proofs.ListFigure{AsOf: 20110430, Cell: breakdown.CellRef{By: by, Measure: measure}}
		cells := breakdown.CellsOf(breakdown.BreakdownSpec{By: by, AsOf: f.AsOf}, &doc.Catalogue, []portfolio.Project{p})
		f.Cell.Codes = rapid.SampledFrom(cells).Draw(t, "cell").Codes
		return f
	case 1:
		by := rapid.SampledFrom([]breakdown.Dimension{breakdown.ByLine, breakdown.ByCountry, breakdown.ByYear}).Draw(t, "by")
		code := rapid.SampledFrom([]string{breakdown.All, p.Lines[0].Code}).Draw(t, "code")
		if !measure.AddsUp() {
			measure = breakdown.Approved
		}
		return proofs.ProjectFigure{Record: p.ID, Cell: breakdown.CellRef{By: []breakdown.Dimension{by}, Codes: []string{code}, Measure: measure}}
	case 2:
		return proofs.PublishedFigure{ID: rapid.SampledFrom(doc.Published).Draw(t, "published").ID}
	}
	sub := rapid.SampledFrom(doc.SubProgrammes[:3]).Draw(t, "sub-programme")
	outcome := rapid.SampledFrom(sub.Outcomes).Draw(t, "outcome")
	record := rapid.SampledFrom([]string{"", sub.Record(), outcome.Record()}).Draw(t, "record")
	return proofs.PlanFigure{Record: record, Field: rapid.SampledFrom([]string{portfolio.FieldBudget, portfolio.FieldShortfall}).Draw(t, "field")}
}

// printedSum adds up the column of the parts as it is printed for the rows of
// the figure itself, in cents or projects.
func printedSum(t *rapid.T, s *proof.Proof) (sum int64) {
	text, cols := s.Text(), s.Columns(s.Shown)
	from, of := draw.GutterWidth, cols[len(cols)-2]
	for _, c := range cols[:len(cols)-2] {
		from += c.Width + draw.ColumnGap
	}
	for _, at := range text.At[:len(s.Shown.Rows)] {
		cell := strings.TrimSpace(ansi.Cut(text.Lines[at], from, from+of.Width))
		digits, minus := strings.CutPrefix(strings.ReplaceAll(cell, ",", ""), "-")
		n, err := strconv.ParseInt(strings.ReplaceAll(digits, ".", ""), 10, 64)
		if err != nil {
			t.Fatalf("%q is printed as a part, in %q", cell, text.Lines[at])
		}
		if !s.Shown.Counts && !strings.Contains(digits, ".") {
			n *= 100
		}
		if minus {
			n = -n
		}
		sum += n
	}
	return sum
}
