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
		return r.jobs[len(r.jobs)-1].notice()
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

// tabs returns the line of views. Names stay where they are; only the brackets
// go from one to another. Where there is no room for all, the first names give
// way to the current one.
func (r *root) tabs() string {
	line, places := "", r.tabPlaces()
	if places[0].to == 0 {
		line = " …"
	}
	for i, v := range r.views {
		switch {
		case places[i].to == 0:
		case i == r.at:
			line += blanks(places[i].from-width(line)) + r.look.tab.Render("["+v.name+"]")
		default:
			line += blanks(places[i].from-width(line)) + " " + r.look.muted.Render(v.name) + " "
		}
	}
	return cut(line, r.width)
}

// tabPlaces returns the cells that the name of each view takes, none for those
// that have given way.
func (r *root) tabPlaces() []cells {
	out := make([]cells, len(r.views))
	at := 1
	first := r.firstTab()
	if first > 0 {
		at += 2 // for the ellipsis
	}
	for i := first; i < len(r.views); i++ {
		out[i] = cells{at, at + width(r.views[i].name) + 2}
		at = out[i].to
	}
	return out
}

// firstTab returns the first view that is named, so that the current one is.
func (r *root) firstTab() int {
	room := r.width - 2
	for i := r.at; i >= 0; i-- {
		need := width(r.views[i].name) + 2
		if i > 0 {
			need += 2
		}
		if need > room && i < r.at {
			return i + 1
		}
		if room -= width(r.views[i].name) + 2; i == 0 {
			return 0
		}
	}
	return r.at
}
