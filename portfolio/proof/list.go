package proof

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/provenance"
)

// ListFigure asks for the total of a list, or for a cell or a total of a
// breakdown. Its rows are projects with their amounts, the largest first; if
// projects are counted, each is 1.
type ListFigure struct {
	Query portfolio.Query
	AsOf  portfolio.Date    // decides the status
	Cell  breakdown.CellRef // without dimensions: everything that the query selects; no measure means Approved
	Unit  portfolio.Cents   // to which the screen rounds; 0 means whole dollars
	rows  int               // maximum; 0: all
}

// Rows returns the spec with at most limit rows.
func (f ListFigure) Rows(limit int) Spec {
	f.rows = limit
	return f
}

func (f ListFigure) prove(ctx context.Context, src Source, cat *portfolio.Catalogue) (*Proof, error) {
	if f.Cell.Measure == "" {
		f.Cell.Measure = breakdown.Approved
	}
	if part, whole, ok := f.Cell.Measure.Rate(); ok {
		return ShareFigure{f.of(part), f.of(whole)}.prove(ctx, src, cat)
	}
	listed, err := src.Projects(ctx, f.list())
	if err != nil {
		return nil, err
	}
	m := f.Cell.Measure
	p := &Proof{About: f.about(cat), What: m.Title(), Counts: m.Counts(), Unit: wholeDollars(f.Unit)}
	b := &listProof{f, src, newScope(f.Cell, f.Query, cat), f.Query.ConfinedTo(cat), listed, p}
	for i := range listed {
		p.Rows = append(p.Rows, b.row(&listed[i]))
	}
	p.Figure = p.Sum()
	if f.rows > 0 && len(listed) == f.rows {
		if err := b.leave(ctx); err != nil {
			return nil, err
		}
	}
	if err := b.origins(ctx); err != nil {
		return nil, err
	}
	if p.Printed, err = b.printedNotes(ctx); err != nil {
		return nil, err
	}
	p.Notes, err = b.notes(ctx)
	return p, err
}

// of returns the spec for another measure.
func (f ListFigure) of(m breakdown.Measure) ListFigure {
	f.Cell.Measure = m
	return f
}

func wholeDollars(unit portfolio.Cents) portfolio.Cents {
	if unit == 0 {
		return 100
	}
	return unit
}

// list returns the list whose rows are those of the proof.
func (f ListFigure) list() breakdown.ListSpec {
	order := breakdown.Order{Key: breakdown.KeyPart, Desc: true}
	if f.Cell.Measure.Counts() {
		order = breakdown.Order{Key: portfolio.KeyNumber}
	}
	return breakdown.ListSpec{Query: f.Query, AsOf: f.AsOf, Cell: &f.Cell, Sort: []breakdown.Order{order}, Limit: f.rows}
}

// listProof builds the proof of a list.
type listProof struct {
	ListFigure
	src    Source
	within *scope
	covers string // the years and places to which the query confines amounts, in words; empty if it does not
	listed []breakdown.Listed
	proof  *Proof
}

func (b *listProof) row(l *breakdown.Listed) Row {
	r := Row{Record: l.ID, Name: l.Number, Label: l.Title, Whole: breakdown.AmountOf(l.Whole, b.Cell.Measure),
		Part: int64(l.Part.Cents)}
	if b.Cell.Measure.Counts() {
		r.Part = 1
		return r
	}
	whole := l.Project
	whole.Amounts = l.Whole
	r.How = calculationOf(b.within, &whole, r.Part)
	return r
}

// leave records the rows that are not shown: their sum is the total less the
// rows shown.
func (b *listProof) leave(ctx context.Context) error {
	totals, err := b.src.Totals(ctx, b.list())
	if err != nil {
		return err
	}
	p := b.proof
	if totals.Projects <= int64(len(p.Rows)) {
		return nil // no more rows than are shown
	}
	whole := int64(totals.Part.Cents)
	if p.Counts {
		whole = totals.Projects
	}
	p.Left, p.LeftPart = totals.Projects-int64(len(p.Rows)), whole-p.Figure
	p.Figure = whole
	return nil
}

// origins adds the sources of the amounts, and of what divides them.
func (b *listProof) origins(ctx context.Context) error {
	amounts, further := b.Cell.Measure.Fields(), basis(b.within)
	if b.proof.Counts {
		amounts, further = []string{portfolio.FieldNumber}, nil
	}
	rows := b.proof.Rows
	records := make([]string, len(rows))
	for i, r := range rows {
		records[i] = r.Record
	}
	all, err := b.src.Origins(ctx, records, slices.Concat(amounts, slices.Concat(further...))...)
	for i := range rows {
		r := &rows[i]
		of := amounts
		if !b.proof.Counts {
			of = b.Cell.Measure.FieldsOf(&b.listed[i].Project)
		}
		r.origins(of, further, &b.listed[i].Project, func(field string) provenance.Origin {
			o := all[provenance.FieldOf{Record: r.Record, Field: field}]
			o.Kind, o.Field = portfolio.ProjectRecord, field
			return o
		})
	}
	return err
}

// notes returns the remarks on the rows.
func (b *listProof) notes(ctx context.Context) ([]portfolio.Value, error) {
	p := b.proof
	if p.Counts {
		return []portfolio.Value{portfolio.Text("Each project counts once, however many service lines, places and years it has here.")}, nil
	}
	notes := portfolio.Texts(append(b.Cell.Measure.FormulaNote(), splitNotes(b.within, p.Rows)...))
	if n := b.assumed(); n > 0 {
		notes = append(notes, portfolio.Text(assumedNote(n, p.Left > 0)))
	}
	if b.covers != "" {
		totals, err := b.src.Totals(ctx, b.list())
		if err != nil {
			return nil, err
		}
		if out := totals.Outside; out != nil && out.Part.Known {
			notes = append(notes, portfolio.Say("Outside %s there are %s more.", b.covers, out.Part.Cents.ExactUSD()))
		}
	}
	count := b.list()
	count.Cell = &breakdown.CellRef{By: b.Cell.By, Codes: b.Cell.Codes, Measure: breakdown.ProjectCount}
	totals, err := b.src.Totals(ctx, count)
	if without := totals.Projects - int64(len(p.Rows)) - p.Left; without > 0 {
		notes = append(notes, portfolio.Say("%s more %s no %s here, which is not the same as none.", portfolio.Count(without),
			verbOf(without, "project states", "projects state"), b.Cell.Measure.Title()))
	}
	return notes, err
}

func verbOf(n int64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// assumed counts the projects with an assumed start or end date, if the figure
// depends on dates.
func (b *listProof) assumed() (n int) {
	dated := func(d breakdown.Dimension) bool { return d.RestsOnDays() && b.within.fixes(d) }
	if !slices.ContainsFunc(breakdown.Dimensions, dated) {
		return 0
	}
	for i := range b.listed {
		if d := b.listed[i].Duration; d.StartAssumed || d.EndAssumed {
			n++
		}
	}
	return n
}

func assumedNote(n int, ofShown bool) string {
	shown := ""
	if ofShown {
		shown = " shown"
	}
	return fmt.Sprintf("Of %s%s a day is only assumed.", portfolio.CountOf(n, "project"), shown)
}

// about names what the figure covers: the codes of the cell, then the query.
// The approved budget, being the default measure, is not named.
func (f ListFigure) about(cat *portfolio.Catalogue) string {
	var parts []string
	for i, d := range f.Cell.By {
		if code := f.Cell.Codes[i]; code != breakdown.All {
			parts = append(parts, d.Within(code, cat))
		}
	}
	for _, t := range f.Query.Terms {
		parts = append(parts, f.termWords(t, cat))
	}
	if len(parts) == 0 {
		parts = []string{"the whole portfolio"}
	}
	if m := f.Cell.Measure; m != breakdown.Approved && !m.Counts() {
		parts = append(parts, m.Title())
	}
	return strings.Join(slices.Compact(parts), ", ")
}

// termWords returns a term in words if it confines amounts or selects one code,
// otherwise as typed, with the days that it means.
func (f ListFigure) termWords(t portfolio.Term, cat *portfolio.Catalogue) string {
	if t.Confines() {
		return t.ConfinedTo(cat)
	}
	if d, ok := breakdown.DimensionOf(t.Key); ok && !t.Not && len(t.Values) == 1 {
		return d.Within(t.Values[0], cat)
	}
	return portfolio.Query{}.And(t).Shown(f.AsOf)
}
