package list

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/legible"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// chooseCopy opens a picker of what can be copied.
func (p *Projects) chooseCopy() tea.Cmd { return ui.Open(p.copyPicker()) }

// copyPicker offers values of the selected project, its row, and the rows of the list.
func (p *Projects) copyPicker() *ui.Picker {
	row := p.list.Row(p.list.At)
	amount := breakdown.AmountOf(row.Amounts, p.Measure)
	line := ui.Tabbed(p.table([]breakdown.Listed{*row}).Rows)
	items := []ui.Pick{
		{Label: "number", Detail: row.Number},
		{Label: "title", Detail: row.Title},
		{Label: p.Measure.Title(), Words: "amount", Detail: amount.Plain()},
		{Label: "the row", Detail: "values between tabs"},
	}
	if !amount.Known {
		items[2].Off = "it is unknown: there is nothing to copy"
	}
	texts := []func() tea.Cmd{
		func() tea.Cmd { return ui.CopyText(legible.Line(row.Number), "the number of "+draw.Clean(row.Number)) },
		func() tea.Cmd { return ui.CopyText(legible.Line(row.Title), "the title of "+draw.Clean(row.Number)) },
		func() tea.Cmd {
			return ui.CopyText(amount.Plain(), "the "+p.Measure.Title()+" of "+draw.Clean(row.Number))
		},
		func() tea.Cmd { return ui.CopyText(line, "the row of "+draw.Clean(row.Number)) },
	}
	if p.marks.any() {
		n := draw.Count(portfolio.Count(len(p.marks.rows)).Shown(), "marked row", "marked rows")
		items = append(items, ui.Pick{Label: "the marked rows", Words: "all", Detail: n})
		texts = append(texts, func() tea.Cmd { return p.copyRows(p.marks.rows, n) })
	}
	items = append(items, ui.Pick{Label: "all rows", Detail: p.howMany()})
	texts = append(texts, func() tea.Cmd {
		return p.gather("copying "+p.howMany(), func(rows []breakdown.Listed) tea.Cmd {
			return p.copyRows(rows, draw.Count(portfolio.Count(len(rows)).Shown(), "row", "rows"))
		})
	})
	return ui.NewPicker(ui.PickerConfig{Screen: "copy", Title: "Copy", Items: items,
		Do: func(i int) tea.Cmd { return texts[i]() }}, p.face)
}

// copyRows copies rows with the heads of their columns.
func (p *Projects) copyRows(rows []breakdown.Listed, what string) tea.Cmd {
	t := p.table(rows)
	heads := make([]portfolio.Value, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = portfolio.Text(c.Head)
	}
	return ui.CopyText(ui.Tabbed(append([][]portfolio.Value{heads}, t.Rows...)), what)
}
