package tui

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
)

// chooseCopy opens the list of what can be copied.
func (p *projects) chooseCopy() tea.Cmd { return open(p.copyPicker()) }

// copyPicker offers parts of the selected project, and rows.
func (p *projects) copyPicker() *picker {
	row := p.list.row(p.list.at)
	amount := row.Amounts.Of(p.measure)
	line := tabbed(p.table([]portfolio.Listed{*row}).Rows)
	items := []pick{
		{label: "number", detail: row.Number},
		{label: "title", detail: row.Title},
		{label: p.measure.Title(), words: "amount", detail: amount.Plain()},
		{label: "the row", detail: "values between tabs"},
	}
	if !amount.Known {
		items[2].off = "it is unknown: there is nothing to copy"
	}
	texts := []func() tea.Cmd{
		func() tea.Cmd { return copyText(legible.Line(row.Number), "the number of "+clean(row.Number)) },
		func() tea.Cmd { return copyText(legible.Line(row.Title), "the title of "+clean(row.Number)) },
		func() tea.Cmd { return copyText(amount.Plain(), "the "+p.measure.Title()+" of "+clean(row.Number)) },
		func() tea.Cmd { return copyText(line, "the row of "+clean(row.Number)) },
	}
	if p.marks.any() {
		n := count(portfolio.Count(len(p.marks.rows)).Shown(), "marked row", "marked rows")
		items = append(items, pick{label: "the marked rows", words: "all", detail: n})
		texts = append(texts, func() tea.Cmd { return p.copyRows(p.marks.rows, n) })
	}
	items = append(items, pick{label: "all rows", detail: p.howMany()})
	texts = append(texts, func() tea.Cmd {
		return p.gather("copying "+p.howMany(), func(rows []portfolio.Listed) tea.Cmd {
			return p.copyRows(rows, count(portfolio.Count(len(rows)).Shown(), "row", "rows"))
		})
	})
	return newPicker(pickerConfig{name: "copy", title: "Copy", items: items, do: func(i int) tea.Cmd { return texts[i]() }}, p.face)
}

// copyRows copies rows under the heads of their columns.
func (p *projects) copyRows(rows []portfolio.Listed, what string) tea.Cmd {
	t := p.table(rows)
	heads := make([]portfolio.Value, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = portfolio.Text(c.Head)
	}
	return copyText(tabbed(append([][]portfolio.Value{heads}, t.Rows...)), what)
}
