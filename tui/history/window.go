package history

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// HistoryWindow is a history of which only the lines around those in sight are loaded.
type HistoryWindow struct {
	first int               // index of the first loaded line
	Lines []provenance.Step // all of a step; in the history of one step, each of a change
	count int               // of all lines
	all   int               // changes in them
	ui.Cursor

	of provenance.HistorySpec // with the part that is loaded

	who, person, record int // widths that the lines loaded so far need
	year                int // of all lines loaded so far; severalYears if they differ, 0 without lines
}

// Take stores a loaded part, whose widths it takes by a measure.
func (w *HistoryWindow) Take(by *draw.Measure, spec provenance.HistorySpec, h provenance.History) {
	was := *w
	w.first, w.Lines, w.of = spec.Offset, nil, spec
	for _, e := range h.Entries {
		if last := len(w.Lines) - 1; last >= 0 && w.together(w.Lines[last][0].Change, e.Change) {
			w.Lines[last] = append(w.Lines[last], e)
		} else {
			w.Lines = append(w.Lines, provenance.Step{e})
		}
	}
	for _, l := range w.Lines {
		w.person = max(w.person, min(by.Cells(draw.Clean(l[0].Change.Person)), widestWho))
		w.who = max(w.who, min(by.Cells(edit.WhoWhere(l[0].Change)), widestWho))
		w.record = max(w.record, min(by.Cells(nameOf(l)), 14))
		if year := l[0].Change.At.UTC().Year(); w.year == 0 {
			w.year = year
		} else if w.year != year {
			w.year = severalYears
		}
	}
	w.count, w.all = int(h.Steps), int(h.Changes)
	if was.of.Text == spec.Text {
		w.Follow(was.now(w))
	}
}

// severalYears is the year of lines that have not all the same one.
const severalYears = -1

// widestWho is the maximum width of authors.
const widestWho = 20

// together reports whether two changes stand on one line.
func (w *HistoryWindow) together(a, b *portfolio.Change) bool {
	return a.ID == b.ID || w.of.Step == "" && provenance.StepOf(a) == provenance.StepOf(b)
}

// now returns where lines stand in another window of the same history.
func (w *HistoryWindow) now(in *HistoryWindow) ui.Now {
	places := make(map[portfolio.ID]int, len(in.Lines))
	for i, l := range in.Lines {
		places[l[0].Change.ID] = in.first + i
	}
	return func(at int) (int, bool) {
		l := w.lineAt(at)
		if l == nil {
			return 0, false
		}
		i, ok := places[l[0].Change.ID]
		return i, ok
	}
}

// lineAt returns a line, nil if it is not loaded.
func (w *HistoryWindow) lineAt(i int) provenance.Step {
	if i < w.first || i >= w.first+len(w.Lines) {
		return nil
	}
	return w.Lines[i-w.first]
}

// line returns the selected line, nil if there is none or it is not loaded.
func (w *HistoryWindow) line() provenance.Step { return w.lineAt(w.At) }

// around returns the part of the history to load for a page.
func (w *HistoryWindow) around(page int) (offset, limit int) {
	limit = 6 * page
	return max(w.Top+page/2-limit/2, 0), limit
}

// ends reports whether more lines must be loaded to scroll a page.
func (w *HistoryWindow) ends(page int) bool {
	end := w.first + len(w.Lines)
	return w.first > 0 && w.Top-page < w.first || end < w.count && w.Top+2*page > end
}
