package tui

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// table returns rows with the columns that the list shows now, in their order,
// and below them what their amounts are together.
func (p *projects) table(rows []portfolio.Listed) portfolio.Table {
	cols := p.columns()
	t := portfolio.Table{Name: "project", Title: p.tableTitle(), Total: p.totalRow(cols, rows)}
	for _, c := range cols {
		head := strings.ToUpper(c.label)
		if isMoney(c.key) {
			head += " US$"
		}
		t.Columns = append(t.Columns, portfolio.Column{Name: c.name, Head: head, Numeric: c.right})
	}
	for i := range rows {
		values := make([]portfolio.Value, len(cols))
		for j, c := range cols {
			values[j] = c.value(&rows[i])
		}
		t.Rows = append(t.Rows, values)
	}
	t.Notes = portfolio.Remarks(nonEmpty(legend(rows), p.list.marks.Shown())...)
	return t
}

// legend says what the signs in rows mean, as far as they have any.
func legend(rows []portfolio.Listed) string {
	assumed, provisional := "", ""
	for i := range rows {
		if d := rows[i].Duration; d.StartAssumed || d.EndAssumed {
			assumed = "~ assumed"
		}
		if rows[i].Provisional {
			provisional = "* provisional number"
		}
	}
	return joined(assumed, provisional)
}

func (p *projects) tableTitle() string {
	what := "Projects"
	if p.conf.cell != nil {
		what += ", " + p.conf.cell.label
	}
	return joined(what, p.list.spec.Query.String(), p.face.day())
}

// totalRow adds the rows up, so that it is the sum of what is written and of
// nothing else. Its label stands in the first column that has no amounts.
func (p *projects) totalRow(cols []listColumn, rows []portfolio.Listed) []portfolio.Value {
	total := make([]portfolio.Value, len(cols))
	for i, c := range cols {
		total[i] = portfolio.Text("")
		if isMoney(c.key) {
			total[i] = sumOfRows(rows, c.key)
		}
	}
	if i := slices.IndexFunc(cols, func(c listColumn) bool { return !c.right }); i >= 0 {
		total[i] = portfolio.Text(count(portfolio.Count(len(rows)).Shown(), "project", "projects"))
	}
	return total
}

func sumOfRows(rows []portfolio.Listed, k portfolio.Key) portfolio.Amount {
	var sum portfolio.Amount
	for i := range rows {
		if k == portfolio.KeyPart {
			sum = sum.Plus(portfolio.Known(rows[i].Part))
		} else {
			sum = sum.Plus(rows[i].Amounts.Of(portfolio.Measure(k)))
		}
	}
	return sum
}

// noExport says why nothing can be exported.
func (p *projects) noExport() string {
	switch {
	case p.conf.export == nil:
		return "nothing can be written to a file here; y copies rows"
	case p.working() != "":
		return p.working()
	}
	return p.nothing()
}

// askExport asks for the file that the list is written to.
func (p *projects) askExport() tea.Cmd { return p.askFile(p.fileName(), notice{}) }

// askFile asks for a file; said is what was wrong with the last one.
func (p *projects) askFile(file string, said notice) tea.Cmd {
	p.prompt.ask(prompt{label: "Write " + p.howMany() + " to:", needs: "write a file name, such as portfolio.csv", do: p.export}, file)
	p.prompt.said = said
	return nil
}

// fileName returns the name of a file for the list, from its cell and query.
func (p *projects) fileName() string {
	of := p.list.spec.Query.String()
	if p.conf.cell != nil {
		of = p.conf.cell.label + " " + of
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
func (p *projects) export(file string) tea.Cmd {
	return p.gather("writing "+p.howMany(), func(rows []portfolio.Listed) tea.Cmd {
		to, t, q := p.conf.export, p.table(rows), p.work.next()
		write := func(ctx context.Context) (string, error) { return to.Export(ctx, file, t) }
		return asJob(q, "writing "+p.howMany(), askThen(q, write, func(told string, err error) tea.Cmd {
			return p.exported(file, told, err)
		}))
	})
}

// exported says what was written, or asks for another file.
func (p *projects) exported(file, told string, err error) tea.Cmd {
	switch {
	case errors.Is(err, context.Canceled):
		return say(notice{text: "stopped; the file may be missing or old"})
	case err != nil:
		return p.askFile(file, failure("", err))
	}
	return say(notice{text: told})
}
