package history

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// HistoryWindow is a history of which only the lines around those in sight are loaded.
type HistoryWindow struct {
	first int // index of the first loaded line
	Lines []historyLine
	count int // of all lines
	ui.Cursor

	of provenance.HistorySpec // with the part that is loaded

	who, record int // widths that the lines loaded so far need
}

// historyLine is a line of a history: one field of a change, or all its fields.
type historyLine []provenance.Entry

// Take stores a loaded part. Of one record each field has a line of its own; of all records a
// change is one line.
func (w *HistoryWindow) Take(spec provenance.HistorySpec, h provenance.History) {
	was := *w
	w.first, w.Lines, w.of = spec.Offset, nil, spec
	for _, e := range h.Entries {
		last := len(w.Lines) - 1
		switch {
		case spec.Record != "" && e.Field == portfolio.FieldOn: // notes are on this record
		case spec.Record == "" && last >= 0 && w.Lines[last][0].Change.ID == e.Change.ID:
			w.Lines[last] = append(w.Lines[last], e)
		default:
			w.Lines = append(w.Lines, historyLine{e})
		}
		w.who = max(w.who, min(draw.Width(edit.WhoWhere(e.Change)), 20))
		w.record = max(w.record, min(draw.Width(historyLine{e}.Name()), 14))
	}
	w.count = len(w.Lines)
	if spec.Record == "" {
		w.count = int(h.Changes)
	}
	if was.of.Text == spec.Text {
		w.Follow(was.now(w))
	}
}

// now returns where lines stand in another window of the same history.
func (w *HistoryWindow) now(in *HistoryWindow) ui.Now {
	type key struct {
		id    portfolio.ID
		field string
	}
	places := make(map[key]int, len(in.Lines))
	for i, l := range in.Lines {
		places[key{l[0].Change.ID, l[0].Field}] = in.first + i
	}
	return func(at int) (int, bool) {
		l := w.lineAt(at)
		if l == nil {
			return 0, false
		}
		i, ok := places[key{l[0].Change.ID, l[0].Field}]
		return i, ok
	}
}

// lineAt returns a line, nil if it is not loaded.
func (w *HistoryWindow) lineAt(i int) historyLine {
	if i < w.first || i >= w.first+len(w.Lines) {
		return nil
	}
	return w.Lines[i-w.first]
}

// line returns the selected line, nil if there is none or it is not loaded.
func (w *HistoryWindow) line() historyLine { return w.lineAt(w.At) }

// change returns all loaded entries of the change of the selected line.
func (w *HistoryWindow) change() []provenance.Entry {
	var of []provenance.Entry
	id := w.line()[0].Change.ID
	for _, l := range w.Lines {
		if l[0].Change.ID == id {
			of = append(of, l...)
		}
	}
	return of
}

// around returns the part of the history to load for a page.
func (w *HistoryWindow) around(page int) (offset, limit int) {
	limit = max(6*page, ui.LeastLoad)
	return max(w.Top+page/2-limit/2, 0), limit
}

// ends reports whether more lines must be loaded to scroll a page.
func (w *HistoryWindow) ends(page int) bool {
	end := w.first + len(w.Lines)
	return w.first > 0 && w.Top-page < w.first || end < w.count && w.Top+2*page > end
}

// What describes the changes of a line in at most w cells; where that is too long, it gives the new
// values only.
func (l historyLine) What(w int) string {
	if text := draw.ShownText(l.All()); draw.Width(text) <= w {
		return text
	}
	var to []portfolio.Value
	for _, e := range l.entries() {
		e.From = portfolio.FieldValue{}
		to = append(to, e.Did())
	}
	return draw.ShownText(portfolio.Join(to, "; "))
}

// All describes the changes of a line in full.
func (l historyLine) All() portfolio.Value {
	var all []portfolio.Value
	for _, e := range l.entries() {
		all = append(all, e.Did())
	}
	return portfolio.Join(all, "; ")
}

// entries returns the entries of a line, without the one that links a note to its record.
func (l historyLine) entries() []provenance.Entry {
	return slices.DeleteFunc(slices.Clone(l), func(e provenance.Entry) bool {
		return e.Field == portfolio.FieldOn &&
			len(l) > 1
	})
}

// day returns the date of a change.
func (l historyLine) day() string { return portfolio.DateOf(l[0].Change.At).Shown() }

// Name returns the name of the record of a line; of a note, that of the record it is on.
func (l historyLine) Name() string { return draw.Clean(strings.TrimPrefix(l[0].Name, "note on ")) }

// about returns the id and name of the record of a line; of a new note, those of the record it is
// on.
func (l historyLine) about() (record, name string) {
	for _, e := range l {
		if e.Field == portfolio.FieldOn {
			return e.To.Text, e.To.Text
		}
	}
	return l[0].Record, l.Name()
}

// stands says in one word whether the changes of a line still apply.
func (l historyLine) stands() string {
	brief := l[0].StateWord()
	if slices.ContainsFunc(l, func(e provenance.Entry) bool { return e.StateWord() != brief }) {
		return "in part"
	}
	return brief
}

// replaced reports whether later changes supersede all of a line.
func (l historyLine) replaced() bool {
	return !slices.ContainsFunc(l, func(e provenance.Entry) bool { return e.Stands != provenance.StandsReplaced })
}
