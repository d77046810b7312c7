package list

import (
	"context"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// extract returns the list as x and y take it, with the columns that are shown.
func (p *Projects) extract() ui.Extract {
	row := p.list.Row(p.list.At)
	table, cat, src, spec := p.tabled(), p.face.Cat, p.Conf.Src, p.list.Spec
	spec.Offset, spec.Limit = 0, 0
	var command []string
	if spec.Cell == nil { // no command prints the projects behind a figure
		command = ui.CommandOf(spec.Query, spec.AsOf, "list")
	}
	return ui.Extract{Command: command, File: p.fileName(), What: p.howMany(), Of: draw.Clean(row.Number),
		At: table([]breakdown.Listed{*row}), Marked: completed(table(p.marks.rows), p.marks.rows, cat),
		All: func(ctx context.Context) (portfolio.Table, error) {
			rows, err := ui.RowsOf(src, spec)(ctx)
			return completed(table(rows), rows, cat), err
		}}
}

// tabled returns a function that makes a table of rows, with the columns shown now, in their order,
// and with the totals of their amounts. It can be called beside the screens.
func (p *Projects) tabled() func([]breakdown.Listed) portfolio.Table {
	cols, of := p.columns(), portfolio.Table{Name: "project", Title: p.tableTitle()}
	for _, c := range cols {
		head := strings.ToUpper(c.label)
		if IsMoney(c.key) {
			head += " US$"
		}
		of.Columns = append(of.Columns, portfolio.Column{Name: c.name, Head: head, Numeric: c.Right})
	}
	of.Columns = slices.Clip(of.Columns)
	outside, years, marks := draw.Sentence(p.outside().Shown()), portfolio.SentenceOf(p.yearNote()), p.list.Marks.Shown()
	return func(rows []breakdown.Listed) portfolio.Table {
		t := of
		t.Total = totalRow(cols, rows)
		for i := range rows {
			values := make([]portfolio.Value, len(cols))
			for j, c := range cols {
				values[j] = c.value(&rows[i])
			}
			t.Rows = append(t.Rows, values)
		}
		t.Notes = fault.Remarks(draw.NonEmpty(outside, years, legend(rows), marks)...)
		return t
	}
}

// completed returns a table of rows with the columns for programs that complete those shown: the
// names of codes and the codes of names.
func completed(t portfolio.Table, rows []breakdown.Listed, cat *portfolio.Catalogue) portfolio.Table {
	shown := slices.Clone(t.Columns)
	for _, n := range portfolio.NameColumns {
		if !slices.ContainsFunc(shown, func(c portfolio.Column) bool { return c.Name == n.Of }) {
			continue
		}
		t.Columns = append(t.Columns, portfolio.Column{Name: n.Name, Plain: true})
		for i := range rows {
			t.Rows[i] = append(t.Rows[i], portfolio.Text(n.Value(&rows[i].Project, cat)))
		}
		t.Total = append(t.Total, portfolio.Text(""))
	}
	return t
}

// legend explains the signs that occur in rows.
func legend(rows []breakdown.Listed) string {
	assumed, provisional, disorder := "", "", ""
	for i := range rows {
		if d := rows[i].Duration; d.StartAssumed || d.EndAssumed {
			assumed = "~ assumed"
		}
		if rows[i].Provisional {
			provisional = "* provisional number"
		}
		if rows[i].Disordered() {
			disorder = "! values do not fit together"
		}
	}
	return draw.Joined(assumed, provisional, disorder)
}

func (p *Projects) tableTitle() string {
	what := "Projects"
	if p.Conf.Cell != nil {
		what += ", " + p.Conf.Cell.Label
	}
	return draw.Joined(what, p.list.Spec.Query.Shown(p.face.AsOf), p.face.Day())
}

// totalRow returns the totals of exactly these rows. Its label stands in the first column without
// amounts.
func totalRow(cols []listColumn, rows []breakdown.Listed) []portfolio.Value {
	total := make([]portfolio.Value, len(cols))
	for i, c := range cols {
		total[i] = portfolio.Text("")
		if IsMoney(c.key) {
			total[i] = sumOfRows(rows, c.key)
		}
	}
	if i := slices.IndexFunc(cols, func(c listColumn) bool { return !c.Right }); i >= 0 {
		total[i] = portfolio.Text(draw.Count(portfolio.Count(len(rows)).Shown(), "project", "projects"))
	}
	return total
}

func sumOfRows(rows []breakdown.Listed, k portfolio.Key) portfolio.Amount {
	var sum portfolio.Amount
	for i := range rows {
		if k == breakdown.KeyPart {
			sum = sum.Plus(rows[i].Part)
		} else {
			sum = sum.Plus(breakdown.AmountOf(rows[i].Amounts, breakdown.Measure(k)))
		}
	}
	return sum
}

// fileName suggests a file name made from the list's cell and query.
func (p *Projects) fileName() string {
	of := p.list.Spec.Query.String()
	if p.Conf.Cell != nil {
		of = p.Conf.Cell.Label + " " + of
	}
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return '-'
	}, strings.ToLower(of))
	name = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' }), "-")
	if name == "" {
		name = "portfolio"
	}
	return strings.TrimRight(name[:min(len(name), 40)], "-") + ".csv"
}
