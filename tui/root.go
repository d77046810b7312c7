package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// view is one of the things that the program shows, with the screens that have
// been opened in it.
type view struct {
	name  string
	first func() screen
	stack []screen
}

// root owns the views, the status line and the size; it routes messages.
type root struct {
	views         []*view
	at            int
	look          *styles
	desk          *desk
	leaving       bool // quits as soon as what was typed is kept
	status        notice
	width, height int
}

func newRoot(views []*view, d *desk, look *styles) *root {
	return &root{views: views, desk: d, look: look}
}

// Init starts the first view, and asks what was begun and not saved.
func (r *root) Init() tea.Cmd { return tea.Batch(r.show(0), r.desk.begun()) }

// Update routes: keys to the text field or the tables of actions, sizes and
// answers to the screens.
func (r *root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return r, r.resize(msg)
	case tea.ModeReportMsg:
		measured(msg)
		return r, nil
	case tea.KeyPressMsg:
		return r, r.press(msg)
	case tea.PasteMsg:
		if r.typing() != nil {
			return r, r.top().Update(msg)
		}
		return r, nil
	case opened:
		return r, r.push(msg.screen)
	case closed:
		r.pop(msg.screen)
		return r, nil
	case notice:
		r.status = msg
		return r, nil
	case draftKept:
		return r, r.kept(msg)
	case saved:
		return r, r.saved(msg)
	}
	return r, r.broadcast(msg)
}

// press takes a key: an open text field gets all but ctrl+c.
func (r *root) press(k tea.KeyPressMsg) tea.Cmd {
	r.status = notice{}
	key := k.String()
	if key == "ctrl+c" {
		return r.quit()
	}
	if r.typing() != nil {
		return r.top().Update(k)
	}
	a, ok := r.top().Keys().find(key)
	if !ok {
		a, ok = r.keys().find(key)
	}
	switch {
	case !ok:
		r.status = notice{text: clean(key) + " does nothing here", hint: "? shows the keys"}
		return nil
	case a.why() != "":
		r.status = notice{text: a.why()}
		return nil
	}
	return a.do()
}

// keys are those that hold on every screen, without those that the top one
// has another use for.
func (r *root) keys() keyMap {
	if r.typing() != nil {
		return nil
	}
	return r.everywhere().without(r.top().Keys())
}

func (r *root) everywhere() keyMap {
	back := ""
	if r.bottom() == "" {
		back = "back"
	}
	m := keyMap{
		{name: "back", keys: []string{"esc", "backspace"}, show: "esc", foot: back, help: "back to where this was opened", off: r.bottom, do: func() tea.Cmd { return closeScreen }},
		{name: "help", keys: []string{"?", "f1"}, show: "? f1", foot: "help", help: "what every key does", do: r.help},
		{name: "quit", keys: []string{"q", "ctrl+c"}, show: "q ctrl+c", foot: "quit", help: "quit", do: r.quit},
		{name: "view-next", keys: []string{"tab"}, show: "tab", help: "next view", do: func() tea.Cmd { return r.show(r.at + 1) }},
		{name: "view-previous", keys: []string{"shift+tab"}, show: "shift+tab", help: "previous view", do: func() tea.Cmd { return r.show(r.at - 1 + len(r.views)) }},
	}
	for i, v := range r.views {
		n := strconv.Itoa(i + 1)
		m = append(m, action{name: "view-" + strings.ToLower(v.name), keys: []string{n}, show: n, help: "the view " + v.name,
			do: func() tea.Cmd { return r.show(i) }})
	}
	return m
}

// bottom says why there is no way back.
func (r *root) bottom() string {
	if len(r.views[r.at].stack) < 2 {
		return "there is nothing to go back to; q quits"
	}
	return ""
}

func (r *root) help() tea.Cmd {
	if _, ok := r.top().(*help); ok {
		return closeScreen
	}
	return open(newHelp(r.top().Keys(), r.keys(), r.look))
}

// show shows a view, making its first screen if it was not shown before.
func (r *root) show(i int) tea.Cmd {
	r.at = i % len(r.views)
	v := r.views[r.at]
	if len(v.stack) > 0 {
		return nil
	}
	return r.push(v.first())
}

func (r *root) push(s screen) tea.Cmd {
	v := r.views[r.at]
	v.stack = append(v.stack, s)
	return tea.Batch(s.Update(r.body()), s.Init())
}

// pop takes a screen off, wherever it stands; nil is the top one.
func (r *root) pop(s screen) {
	if s == nil {
		s = r.top()
	}
	for _, v := range r.views {
		if i := slices.Index(v.stack, s); i > 0 {
			v.stack = slices.Delete(v.stack, i, i+1)
		}
	}
}

// quit quits; if something typed is just being kept, as soon as it is. The
// second time does not wait.
func (r *root) quit() tea.Cmd {
	if r.leaving || !r.desk.keeping() {
		return tea.Quit
	}
	r.leaving = true
	r.status = notice{text: "keeping what was typed, then quitting", hint: "ctrl+c quits at once"}
	return nil
}

// kept takes the answer of keeping a draft.
func (r *root) kept(m draftKept) tea.Cmd {
	next := m.drafts.kept(m)
	if m.err != nil {
		r.status = failure("What is typed could not be kept", m.err)
	}
	if r.leaving && !r.desk.keeping() {
		return tea.Quit
	}
	return next
}

// saved says how saving went, wherever the person who saved is by now, and has
// every screen ask again for what it shows.
func (r *root) saved(m saved) tea.Cmd {
	own := r.broadcast(m)
	if m.err != nil {
		r.status = failure(m.tried, m.err)
		return own
	}
	r.status = m.said
	return tea.Batch(own, r.broadcast(changed{}))
}

func (r *root) top() screen {
	v := r.views[r.at]
	return v.stack[len(v.stack)-1]
}

// typing returns the top screen if a text field of it is open.
func (r *root) typing() typist {
	if t, ok := r.top().(typist); ok && t.Typing() {
		return t
	}
	return nil
}

func (r *root) resize(m tea.WindowSizeMsg) tea.Cmd {
	r.width, r.height = m.Width, m.Height
	return r.broadcast(r.body())
}

// broadcast gives a message to every screen. Answers are taken only by the one
// that asked.
func (r *root) broadcast(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, v := range r.views {
		for _, s := range slices.Clone(v.stack) {
			cmds = append(cmds, s.Update(msg))
		}
	}
	return tea.Batch(cmds...)
}

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
	v.SetContent(r.draw())
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
	foot := r.look.muted.Render(footer(r.top().Keys(), r.keys(), r.width))
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
	if r.status.empty() {
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
// go from one to another.
func (r *root) tabs() string {
	var b strings.Builder
	for i, v := range r.views {
		if i == r.at {
			b.WriteString(r.look.tab.Render("[" + v.name + "]"))
		} else {
			b.WriteString(" " + r.look.muted.Render(v.name) + " ")
		}
	}
	return cut(" "+b.String(), r.width)
}
