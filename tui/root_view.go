package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// ownStatusLine is the height from which the status has a line of its own; on
// lower screens it covers the footer.
const ownStatusLine = 16

// body returns the size that is left for a screen.
func (r *root) body() tea.WindowSizeMsg {
	h := r.height - 2
	if r.height >= ownStatusLine {
		h--
	}
	return tea.WindowSizeMsg{Width: r.width, Height: max(h, 0)}
}

// View draws the whole screen.
func (r *root) View() tea.View {
	var v tea.View
	v.AltScreen = true
	if r.width <= 0 || r.height <= 0 {
		return v
	}
	if r.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if r.held.screen != nil {
		v.SetContent(r.held.drawn)
		return v
	}
	r.held.drawn = r.draw()
	v.SetContent(r.held.drawn)
	if t := r.typing(); t != nil {
		x, y := t.Cursor()
		v.Cursor = tea.NewCursor(x, y+1)
		v.Cursor.Blink = false
	}
	return v
}

func (r *root) draw() string {
	body := r.body().Height
	lines := []string{r.tabs()}
	if body > 0 {
		lines = append(lines, strings.Split(page(strings.Split(r.top().View(), "\n"), r.width, body), "\n")...)
	}
	foot := r.look.muted.Render(footer(r.own(), r.keys(), r.width))
	status := r.statusLine()
	switch {
	case r.height >= ownStatusLine:
		lines = append(lines, status, foot)
	case status != "" && !r.said().tip:
		lines = append(lines, status)
	default:
		lines = append(lines, foot)
	}
	return page(lines, r.width, r.height)
}

// said is what the status line says: of the last key, or of the screen.
func (r *root) said() notice {
	switch {
	case r.status.empty() && len(r.jobs) > 0:
		return r.latest().notice()
	case r.status.empty():
		return r.top().Notice()
	}
	return r.status
}

func (r *root) statusLine() string {
	n := r.said()
	if n.empty() {
		return ""
	}
	return n.line(r.look, r.width)
}

// tabs returns the line of views. Names stay where they are, and only the
// brackets go from one to another, unless the current one would be out of sight.
func (r *root) tabs() string {
	var b strings.Builder
	first := r.firstTab()
	for i, v := range r.views[first:] {
		if first+i == r.at {
			b.WriteString(r.look.tab.Render("[" + v.name + "]"))
		} else {
			b.WriteString(" " + r.look.muted.Render(v.name) + " ")
		}
	}
	margin := " "
	if first > 0 {
		margin = "…"
	}
	return cut(margin+b.String(), r.width)
}

// firstTab is the first view that the line names.
func (r *root) firstTab() int {
	end := 1
	for _, v := range r.views[:r.at+1] {
		end += width(v.name) + 2
	}
	room := r.width
	if r.at < len(r.views)-1 {
		room-- // for what says that there are more
	}
	first := 0
	for ; first < r.at && end > room; first++ {
		end -= width(r.views[first].name) + 2
	}
	return first
}

// tabPlaces returns the cells that the name of each view takes, none for those
// that are out of sight.
func (r *root) tabPlaces() []cells {
	out := make([]cells, len(r.views))
	at, first := 1, r.firstTab()
	for i, v := range r.views {
		if i < first {
			continue
		}
		out[i] = cells{at, at + width(v.name) + 2}
		at = out[i].to
	}
	return out
}
