package shell

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/picker"
	"fieldfolio/tui/ui"
)

// extract asks in which way a table is exported, or offers what can be copied of it. Marked rows can be exported
// without the others.
func (r *Root) extract(m ui.Extracting) tea.Cmd {
	switch {
	case !m.ToFile:
		return r.push(r.copies(m.Of))
	case r.Export == nil:
		return ui.Say(noExport)
	case len(m.Of.Marked.Rows) > 0:
		return r.push(r.exports(m.Of))
	}
	return r.chooseWay(m.Of)
}

var noExport = ui.Notice{Text: "nothing can be exported here", Hint: "y copies rows"}

// exports offers the marked rows of a table, then all.
func (r *Root) exports(x ui.Extract) *picker.Screen {
	marked := x
	marked.What, marked.All, marked.Command = markedRows(x), ui.Fixed(x.Marked), nil
	of := []ui.Extract{marked, x}
	items := []picker.Item{{Label: "the marked rows", Detail: marked.What}, {Label: "all rows", Detail: x.What}}
	return picker.New(picker.Config{Screen: "export-rows", Title: "Export", Items: items,
		Do: func(i int) tea.Cmd { return r.chooseWay(of[i]) }}, r.Face())
}

// markedRows says how many rows of a table are marked.
func markedRows(x ui.Extract) string {
	return ui.Number(len(x.Marked.Rows), "marked row", "marked rows")
}

// chooseWay offers the ways in which a table can be exported. If there is only one, it is taken.
func (r *Root) chooseWay(x ui.Extract) tea.Cmd {
	ways := r.Export.Ways(x)
	switch len(ways) {
	case 0:
		return ui.Say(noExport)
	case 1:
		return r.exportBy(ways[0], x)
	}
	items := make([]picker.Item, len(ways))
	for i, w := range ways {
		items[i] = picker.Item{Label: w.Label, Detail: w.Detail, Off: w.Off}
	}
	title := "Export"
	if x.What != "" {
		title += " " + x.What
	}
	return r.push(picker.New(picker.Config{Screen: "export-way", Title: title, Items: items,
		Do: func(i int) tea.Cmd { return r.exportBy(ways[i], x) }}, r.Face()))
}

// exportBy exports a table in a way.
func (r *Root) exportBy(w ui.Way, x ui.Extract) tea.Cmd {
	switch {
	case w.Off != "":
		return ui.Say(ui.Notice{Text: w.Off})
	case w.Clipboard:
		return r.copyAll(x)
	case w.Command != "":
		return r.copyCommand(w.Command)
	case w.Names == "":
		return r.write(w, x)
	}
	return r.push(newExport(r, w, x))
}

// write exports a table in a way for which nothing is asked.
func (r *Root) write(w ui.Way, x ui.Extract) tea.Cmd {
	asked := ui.Requests{Base: r.Editor.Ctx}
	q := asked.Next()
	return ui.AsJob(q, "exporting "+x.Rows(), func() tea.Msg {
		defer q.Cancel()
		told, err := written(q.Ctx, w, x, "")
		switch {
		case errors.Is(err, context.Canceled):
			return ui.Notice{Text: "stopped; nothing was exported"}
		case err != nil:
			return ui.Failure("Nothing was exported", err)
		}
		return exported(told)
	})
}

// written writes the whole table in a way, under a name.
func written(ctx context.Context, w ui.Way, x ui.Extract, name string) (string, error) {
	t, err := x.All(ctx)
	if err != nil {
		return "", err
	}
	return w.Write(ctx, name, t)
}

// exported returns the notice of a sentence about an export, which a command may end.
func exported(told string) ui.Notice {
	told, command, _ := strings.Cut(told, "\n")
	return ui.Notice{Text: draw.Clean(told), Copy: draw.Clean(command), Lasts: true}
}

// export is the line in which the name of a file is typed, over the screen whose table is written to it.
type export struct {
	asked
	way   ui.Way
	of    ui.Extract
	doing ui.Requests
}

func newExport(r *Root, w ui.Way, x ui.Extract) *export {
	e := &export{asked: asked{Screen: r.Top(), root: r}, way: w, of: x, doing: ui.Requests{Base: r.Editor.Ctx}}
	label := "Export to:"
	if x.What != "" {
		label = "Export " + x.What + " to:"
	}
	formats := ui.Notice{Text: w.Names}
	_ = e.line.Ask(edit.Prompt{Label: label, Needs: "enter a file name, such as " + x.File,
		Check: func(string) ui.Notice { return formats }, Doing: &e.doing,
		Left: func() tea.Cmd { return ui.CloseOf(e) }, Do: e.write}, x.File)
	return e
}

func (e *export) Init() tea.Cmd { return nil }

// Update handles keys and what became of the file; the screen below gets everything else itself.
func (e *export) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return e.line.Update(msg)
	case ui.Answer[ui.Next]:
		return e.doing.GoOn(msg)
	}
	return nil
}

// write writes the whole table to a file.
func (e *export) write(file string) tea.Cmd {
	q, of, way := e.doing.Next(), e.of, e.way
	return ui.AsJob(q, "writing "+of.Rows(), ui.AskThen(q, func(ctx context.Context) (string, error) {
		return written(ctx, way, of, file)
	}, e.written))
}

// written says what was written; after an error the line stays open for another name.
func (e *export) written(told string, err error) tea.Cmd {
	e.line.Done(err)
	switch {
	case errors.Is(err, context.Canceled):
		return tea.Batch(ui.CloseOf(e), ui.Say(ui.Notice{Text: "stopped; no file was written"}))
	case err != nil:
		e.line.Said = ui.Failure("", err)
		return nil
	}
	return tea.Batch(ui.CloseOf(e), ui.Say(exported(told)))
}

func (e *export) Keys() ui.KeyMap { return e.line.Keys() }

func (*export) Name() string { return "export" }

// copies offers the values of the selected row, the row, the marked rows and all rows of a table.
func (r *Root) copies(x ui.Extract) *picker.Screen {
	var items []picker.Item
	var do []func() tea.Cmd
	add := func(p picker.Item, f func() tea.Cmd) { items, do = append(items, p), append(do, f) }
	for i, c := range x.At.Columns {
		if len(x.At.Rows) != 1 {
			break
		}
		if text := legible.Line(x.At.Rows[0][i].Plain()); text != "" {
			add(picker.Item{Label: ui.Label(c), Detail: text, Words: c.Head},
				func() tea.Cmd { return r.copyText(x, text, ofRow("the "+ui.Label(c), x)) })
		}
	}
	switch n := len(x.At.Rows); {
	case n == 1:
		add(picker.Item{Label: "the row", Detail: "values between tabs"},
			func() tea.Cmd { return r.copyText(x, ui.ForClipboard(x.At, false), ofRow("the row", x)) })
	case n > 1:
		what := ui.Number(n, "row", "rows")
		add(picker.Item{Label: "the selected rows", Detail: what},
			func() tea.Cmd { return r.copyText(x, ui.ForClipboard(x.At, true), ofRow(what, x)) })
	}
	if len(x.Marked.Rows) > 0 {
		what := markedRows(x)
		add(picker.Item{Label: "the marked rows", Words: "all", Detail: what},
			func() tea.Cmd { return r.copyText(x, ui.ForClipboard(x.Marked, true), what) })
	}
	add(picker.Item{Label: "all rows", Detail: x.What}, func() tea.Cmd { return r.copyAll(x) })
	return picker.New(picker.Config{Screen: "copy", Title: "Copy", Items: items,
		Do: func(i int) tea.Cmd { return do[i]() }}, r.Face())
}

// ofRow says of which row something is copied.
func ofRow(what string, x ui.Extract) string {
	if x.Of == "" {
		return what
	}
	return what + " of " + x.Of
}

// copyText copies a text from a table, and tells the exporter.
func (r *Root) copyText(x ui.Extract, text, what string) tea.Cmd {
	send := ui.CopyText(text, what)
	return func() tea.Msg {
		said := send()
		if _, is := said.(ui.Copied); is && r.Export != nil {
			r.Export.Copied(r.Editor.Ctx, x, what)
		}
		return said
	}
}

// copyAll copies all rows. Esc stops it.
func (r *Root) copyAll(x ui.Extract) tea.Cmd {
	asked := ui.Requests{Base: r.Editor.Ctx}
	q := asked.Next()
	return ui.AsJob(q, "copying "+x.Rows(), func() tea.Msg {
		defer q.Cancel()
		t, err := x.All(q.Ctx)
		switch {
		case errors.Is(err, context.Canceled):
			return ui.Notice{Text: "stopped; nothing was copied"}
		case err != nil:
			return ui.Failure("The rows could not be copied", err)
		}
		return r.copyText(x, ui.ForClipboard(t, true), portfolio.CountOf(len(t.Rows), "row"))()
	})
}
