package shell

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Tabs returns the line of views.
func (r *Root) Tabs() *draw.Tabs {
	names := make([]string, len(r.Views))
	for i, v := range r.Views {
		names[i] = v.Name
	}
	return &draw.Tabs{Names: names, At: r.At, Face: r.Face()}
}

// OwnStatusLine is the height from which the status has a line of its own; on lower screens it
// shares that of the keys.
const OwnStatusLine = 30

// Body returns the size that is left for a screen.
func (r *Root) Body() tea.WindowSizeMsg {
	h := r.Height - 2
	if r.Height >= OwnStatusLine {
		h--
	}
	return tea.WindowSizeMsg{Width: r.Width, Height: max(h, 0)}
}

// View draws the whole terminal.
func (r *Root) View() tea.View {
	var v tea.View
	v.AltScreen = true
	if r.Width <= 0 || r.Height <= 0 {
		return v
	}
	if r.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if r.Held.screen != nil {
		v.SetContent(r.Held.drawn)
		return v
	}
	r.Held.drawn = r.Draw()
	v.SetContent(r.Held.drawn)
	if t := r.Typing(); t != nil {
		x, y := t.Cursor()
		v.Cursor = tea.NewCursor(x, y+1)
		v.Cursor.Blink = false
	}
	return v
}

func (r *Root) Draw() string {
	lines, said := r.above()
	if r.Height >= OwnStatusLine {
		lines = append(lines, r.statusLine(said))
	}
	face := r.Face()
	lines = append(lines, r.footer(said).Line(&face))
	return face.Drawn(face.Page(lines))
}

// above returns the lines above the status line, and the notice for that.
func (r *Root) above() ([]string, ui.Notice) {
	lines, said := []string{r.Tabs().Line()}, r.Said()
	body := r.Face()
	if body.Resize(r.Body()); body.Height > 0 {
		lines = append(lines, strings.Split(body.Page(strings.Split(r.see(), "\n")), "\n")...)
		r.seen = seen{}
		r.emphasize(lines)
		said = r.over(lines, said)
	}
	return lines, said
}

// seen is how the top screen looks after a message, as long as nothing else has been done since.
type seen struct {
	screen ui.Screen // nil: it has to look again
	drawn  string
}

// see returns how the top screen looks.
func (r *Root) see() string {
	if r.seen.screen != r.Top() {
		r.seen = seen{r.Top(), r.Top().View()}
	}
	return r.seen.drawn
}

// over puts a notice that is longer than the line below the body over the last lines of it, and
// returns what is left for that line. It covers neither the selected line nor the one in which a
// text is typed: then it stands above that.
func (r *Root) over(lines []string, said ui.Notice) ui.Notice {
	most := (len(lines) + 1) / 2
	text := said.Lines(r.Measure, r.Width, most)
	if len(text) == 1 {
		return said
	}
	at, rest := len(lines)-len(text)+1, ui.Notice{}
	kept := min(r.keptLine(lines), len(lines)) // a screen that has just become lower can keep one out of sight
	if kept < at {
		rest = ui.Notice{Text: strings.TrimSpace(text[len(text)-1]), Bad: said.Bad}
		text = text[:len(text)-1]
	} else if at = kept - len(text); at < 1 {
		return said
	}
	for i, l := range text {
		lines[at+i] = said.Ink(r.Styles).Render(l)
	}
	if len(lines) >= roomForGap && at > 1 && at-1 != kept && r.Typing() == nil {
		lines[at-1] = ""
	}
	return rest
}

// roomForGap is the height from which an empty line sets a long notice off from what it stands over,
// unless each letter that is typed may change it.
const roomForGap = 18

// keptLine returns the index of the line in which a text is typed or that is selected, -1 if there
// is none.
func (r *Root) keptLine(lines []string) int {
	if t := r.Typing(); t != nil {
		_, y := t.Cursor()
		return y + 1
	}
	return slices.IndexFunc(lines, func(l string) bool { return strings.ContainsAny(l, ui.Marker+"«") })
}

// emphasize makes the selected line stand out: the one with the marker in its gutter.
func (r *Root) emphasize(lines []string) {
	for i, l := range lines {
		if strings.HasPrefix(l, ui.Marker) {
			lines[i] = r.Styles.Selected(l, r.Width)
		}
	}
}

// footer returns the last line. On low screens it has what is said too: a tip between the keys,
// anything else before them, and so the tip of a text field.
func (r *Root) footer(n ui.Notice) ui.Footer {
	keys, face := r.Own(), r.Face()
	all := r.keysBut(keys)
	own, global := r.footedOwn(keys, all), r.footed(all)
	switch typing := r.Typing() != nil; {
	case r.Height >= OwnStatusLine || n.Empty():
		return ui.NewFooter(own, global, &face)
	case typing, n.Row:
		return ui.NewStatusFooter(n, own, &face)
	case n.Tip:
		return ui.NewTipFooter(n, own, global, &face)
	}
	return ui.NewStatusFooter(n, global, &face)
}

// Said returns what the status line says: the result of the last key, or the screen's notice.
func (r *Root) Said() ui.Notice {
	n := r.Status
	switch {
	case n.Empty() && len(r.Jobs) > 0:
		n = r.Latest().Notice()
	case n.Empty():
		n = r.Top().Notice()
	}
	if r.Styles.ASCII {
		return n.InWords()
	}
	return n
}

func (r *Root) statusLine(n ui.Notice) string {
	if n.Empty() {
		return ""
	}
	return n.Ink(r.Styles).Render(n.Lines(r.Measure, r.Width, 1)[0])
}
