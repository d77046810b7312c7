package proof

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/provenance"
)

// ProjectFigure asks for an amount of one project, or for the part of it that
// belongs to a service line, a place or a year. Its rows are the project's
// slices. If every code of the cell is All, slices with the same codes in the
// cell's dimensions are one row: by line, or by year.
type ProjectFigure struct {
	Record string            // id of the record
	Cell   breakdown.CellRef // by service line, place or year; without dimensions: the whole amount
}

// Rows returns f: a project has few slices.
func (f ProjectFigure) Rows(int) Spec { return f }

func (f ProjectFigure) prove(ctx context.Context, src Source, cat *portfolio.Catalogue) (*Proof, error) {
	project, err := src.Project(ctx, portfolio.ByID(f.Record))
	if err != nil {
		return nil, err
	}
	record, err := src.Record(ctx, portfolio.ByID(f.Record))
	if err != nil {
		return nil, err
	}
	measure := f.Cell.Measure
	if part, whole, ok := measure.Rate(); ok {
		return ShareFigure{f.of(part), f.of(whole)}.prove(ctx, src, cat)
	}
	amount := breakdown.AmountOf(project.Amounts, measure)
	p := &Proof{About: f.about(project, cat), What: measure.Title(), Unit: 100}
	if !amount.Known {
		p.Asked, p.Notes = "unknown", []portfolio.Value{portfolio.Text("The " + measure.Title() + " is not known.")}
		return p, nil
	}
	p.Rows = f.rows(project, cat)
	var further [][]string
	if len(p.Rows) > 1 || len(f.Cell.By) > 0 {
		further = basis(newScope(f.rowCell(), portfolio.Query{}, cat))
	}
	for i := range p.Rows {
		p.Rows[i].origins(measure.FieldsOf(project), further, project, func(field string) provenance.Origin {
			return provenance.OriginOf(record, field, project.Sources)
		})
	}
	p.Figure = p.Sum()
	p.Notes = f.notes(project, record)
	return p, nil
}

// of returns the spec for another measure.
func (f ProjectFigure) of(m breakdown.Measure) ProjectFigure {
	f.Cell.Measure = m
	return f
}

func (f ProjectFigure) about(p *portfolio.Project, cat *portfolio.Catalogue) string {
	parts := []string{p.Number}
	for i, d := range f.Cell.By {
		if code := f.Cell.Codes[i]; code != breakdown.All {
			parts = append(parts, d.Within(code, cat))
		}
	}
	return strings.Join(append(parts, f.Cell.Measure.Title()), ", ")
}

// groups reports whether slices are grouped by the cell's dimensions.
func groups(c breakdown.CellRef) bool {
	return len(c.By) > 0 && !slices.ContainsFunc(c.Codes, func(code string) bool { return code != breakdown.All })
}

// rowCell returns the cell of a row, with codes that are not yet set: by the
// dimensions that group slices, or by all.
func (f ProjectFigure) rowCell() breakdown.CellRef {
	by := breakdown.SplitOrder
	if groups(f.Cell) {
		by = f.Cell.By
	}
	return breakdown.CellRef{By: by, Codes: make([]string, len(by)), Measure: f.Cell.Measure}
}

// rows returns the slices of the cell, grouped into rows.
func (f ProjectFigure) rows(project *portfolio.Project, cat *portfolio.Catalogue) []Row {
	var cells []breakdown.CellRef
	parts, at := []int64(nil), map[string]int{}
	for _, s := range breakdown.Slices(project) {
		if !has(f.Cell, &s) || !s.Sums.Figure(f.Cell.Measure).Known {
			continue
		}
		c := f.rowCell()
		for i, d := range c.By {
			c.Codes[i] = d.Entry().Divides.Of(&s)
		}
		key := breakdown.JoinCodes(c.Codes)
		if _, ok := at[key]; !ok {
			at[key] = len(cells)
			cells, parts = append(cells, c), append(parts, 0)
		}
		parts[at[key]] += int64(s.Of(f.Cell.Measure))
	}
	out := make([]Row, len(cells))
	for i, c := range cells {
		out[i] = sliceRow(project, c, parts[i], cat)
	}
	return out
}

// sliceRow returns the row of a part of a project, without its sources.
func sliceRow(p *portfolio.Project, c breakdown.CellRef, part int64, cat *portfolio.Catalogue) Row {
	var labels, names []string
	for i, d := range c.By {
		code := c.Codes[i]
		names = append(names, d.Within(code, cat))
		labels = append(labels, rowLabel(d, code, cat))
	}
	how := calculationOf(newScope(c, portfolio.Query{}, cat), p, part)
	return Row{Record: p.ID, Name: strings.Join(labels, " "), Label: strings.Join(names, ", "),
		Whole: breakdown.AmountOf(p.Amounts, c.Measure), Part: part, How: how}
}

// rowLabel returns the short name of a code, or the code itself. The codes of
// regions are numbers, which say nothing beside a year: they have their names.
func rowLabel(d breakdown.Dimension, code string, cat *portfolio.Catalogue) string {
	label := cmp.Or(d.Short(code, cat), d.Plain(code))
	if _, err := strconv.Atoi(label); err == nil && d != breakdown.ByYear {
		return d.Within(code, cat)
	}
	return label
}

// has reports whether a slice belongs to the cell.
func has(c breakdown.CellRef, s *breakdown.Slice) bool {
	for i, d := range c.By {
		if div := d.Entry().Divides; div != nil && c.Codes[i] != breakdown.All && c.Codes[i] != div.Of(s) {
			return false
		}
	}
	return true
}

// notes returns how the amount was divided and what was changed.
func (f ProjectFigure) notes(p *portfolio.Project, r *portfolio.Record) []portfolio.Value {
	notes := portfolio.Texts(f.Cell.Measure.FormulaNote())
	if o := Assigned(provenance.OriginOf(r, portfolio.FieldLines, p.Sources), p); len(p.Lines) > 1 && !o.Unknown() {
		notes = append(notes, portfolio.Say("Service lines: %s.", o))
	}
	if d := p.Duration; (d.StartAssumed || d.EndAssumed) && d.Known() && d.Start.Year() != d.End.Year() {
		notes = append(notes, portfolio.Text("A day of the duration is only assumed."))
	}
	if len(breakdown.Slices(p)) > 1 {
		notes = append(notes, portfolio.Text(splitsRound))
	}
	if p.Withdrawn {
		notes = append(notes, portfolio.Text("The project is withdrawn and counts nowhere."))
	}
	for _, field := range f.Cell.Measure.FieldsOf(p) {
		notes = append(notes, changesOf(r, field)...)
	}
	return notes
}

// changesOf lists the changes of a field, the newest first, if there are
// several.
func changesOf(r *portfolio.Record, field string) []portfolio.Value {
	var out []portfolio.Value
	for _, e := range provenance.HistoryOf(r) {
		if e.Field == field {
			stands := portfolio.Sentence(string(e.Stands))
			if hq := e.Headquarters(); hq != "" {
				stands = portfolio.Say("%s, %s", stands, portfolio.Sentence(hq))
			}
			out = append(out, portfolio.Say("%s, %s: %s%s%s, %s.", portfolio.DateOf(e.Change.At), e.Change.By(), e.FromValue(),
				portfolio.To, e.ToValue(), stands))
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}
