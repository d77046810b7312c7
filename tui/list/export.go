package list

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// table returns rows with the columns shown now, in their order, and with the totals of their
// amounts.
func (p *Projects) table(rows []breakdown.Listed) portfolio.Table {
	cols := p.columns()
	t := portfolio.Table{Name: "project", Title: p.tableTitle(), Total: p.totalRow(cols, rows)}
	for _, c := range cols {
		head := strings.ToUpper(c.label)
		if IsMoney(c.key) {
			head += " US$"
		}
		t.Columns = append(t.Columns, portfolio.Column{Name: c.name, Head: head, Numeric: c.Right})
	}
	for i := range rows {
		values := make([]portfolio.Value, len(cols))
		for j, c := range cols {
			values[j] = c.value(&rows[i])
		}
		t.Rows = append(t.Rows, values)
	}
	t.Notes = fault.Remarks(draw.NonEmpty(draw.Sentence(p.outside().Shown()), portfolio.SentenceOf(p.yearNote()),
		legend(rows), p.list.Marks.Shown())...)
	return t
}

// exportTable is as table, with the columns for programs that complete those shown: the names of
// codes and the codes of names.
func (p *Projects) exportTable(rows []breakdown.Listed) portfolio.Table {
	t := p.table(rows)
	shown := slices.Clone(t.Columns)
	for _, n := range portfolio.NameColumns {
		if !slices.ContainsFunc(shown, func(c portfolio.Column) bool { return c.Name == n.Of }) {
			continue
		}
		t.Columns = append(t.Columns, portfolio.Column{Name: n.Name, Plain: true})
		for i := range rows {
			t.Rows[i] = append(t.Rows[i], portfolio.Text(n.Value(&rows[i].Project, p.face.Cat)))
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
func (p *Projects) totalRow(cols []listColumn, rows []breakdown.Listed) []portfolio.Value {
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

// whyNoExport says why the list cannot be exported, empty if it can.
func (p *Projects) whyNoExport() string {
	switch {
	case p.Conf.Export == nil:
		return "nothing can be written to a file here; y copies rows"
	case p.working() != "":
		return p.working()
	}
	return p.whyNotOpen()
}

// askExport asks for the name of the file to export to.
func (p *Projects) askExport() tea.Cmd { return p.askFile(p.fileName(), ui.Notice{}) }

// askFile asks for a file name. said is what was wrong with the previous one.
func (p *Projects) askFile(file string, said ui.Notice) tea.Cmd {
	p.prompt.Ask(edit.Prompt{Label: "Write " + p.howMany() + " to:", Needs: "write a file name, such as portfolio.csv",
		Do: p.export}, file)
	p.prompt.Said = said
	return nil
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

// export writes all rows of the list to a file.
func (p *Projects) export(file string) tea.Cmd {
	return p.gather("writing "+p.howMany(), func(rows []breakdown.Listed) tea.Cmd {
		to, t, q := p.Conf.Export, p.exportTable(rows), p.work.Next()
		write := func(ctx context.Context) (string, error) { return to.Export(ctx, file, t) }
		return ui.AsJob(q, "writing "+p.howMany(), ui.AskThen(q, write, func(told string, err error) tea.Cmd {
			return p.exported(file, told, err)
		}))
	})
}

// exported reports what was written, or asks for another file name after an error.
func (p *Projects) exported(file, told string, err error) tea.Cmd {
	switch {
	case errors.Is(err, context.Canceled):
		return ui.Say(ui.Notice{Text: "stopped; the file may be missing or old"})
	case err != nil:
		return p.askFile(file, ui.Failure("", err))
	}
	return ui.Say(ui.Notice{Text: told})
}
