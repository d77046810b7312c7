package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
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
	rootConfig
	at            int
	jobs          []*job    // what takes long, the latest last
	asked         time.Time // when the terminal was asked for a round trip; zero: it is not
	mouse         bool      // clicks and the wheel are taken
	leaving       bool      // quits as soon as what was typed is kept
	held          held
	status, last  notice // what is said of the last key; what was said last
	width, height int
}

// rootConfig is what a root is made of.
type rootConfig struct {
	views     []*view
	desk      *desk
	look      *styles
	remap     remap       // keys of the configuration
	first     *firstSteps // nil: nothing is explained
	prefs     *preferences
	color     bool             // themes can be chosen
	reference func() []section // the actions of every screen
}

func newRoot(c rootConfig) *root { return &root{rootConfig: c} }

// Init starts the view that is shown first, and asks what was begun and not saved.
func (r *root) Init() tea.Cmd { return tea.Batch(r.show(r.at), r.greet(), r.measureLine()) }

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
	case uv.PrimaryDeviceAttributesEvent:
		return r, r.measured(time.Now())
	case answered:
		r.held.screen = nil
		return r.Update(msg.msg)
	case patienceEnds:
		r.held.ends(msg.screen)
		return r, nil
	case tea.MouseClickMsg:
		return r, r.click(msg.Mouse())
	case tea.MouseWheelMsg:
		return r, r.wheel(msg.Mouse())
	case tea.PasteMsg:
		if r.typing() != nil {
			return r, r.top().Update(msg)
		}
		return r, nil
	case opened:
		return r, r.push(msg.screen)
	case chosen:
		r.pop(msg.from)
		return r, msg.do()
	case closed:
		r.pop(msg.screen)
		return r, nil
	case notice:
		r.status = msg
		return r, nil
	case greeted:
		return r, r.greeted(msg)
	case progress:
		return r, r.working(msg)
	case jobEnded:
		return r, r.worked(msg)
	case copied:
		return r, r.copy(msg)
	case answer[*drafts]:
		return r, r.kept(msg)
	case answer[saved]:
		return r, r.saved(msg)
	}
	return r, r.broadcast(msg)
}

// press takes a key: an open text field gets all but ctrl+c.
func (r *root) press(k tea.KeyPressMsg) tea.Cmd {
	if n := r.said(); !n.empty() && !n.tip {
		r.last = n
	}
	r.status, r.held.screen = notice{}, nil
	key := k.String()
	if key == "ctrl+c" {
		return r.quit()
	}
	if a, ok := r.stopping().find(key); ok {
		return r.act(a)
	}
	if a, ok := r.remap.on(everywhere, keyMap{r.wholeNotice()}).find(key); ok {
		return r.act(a)
	}
	a, ok := r.own().find(key)
	switch {
	case ok && a.do != nil:
		return r.act(a)
	case r.typing() != nil:
		return r.top().Update(k)
	}
	if a, ok = r.keys().find(key); !ok {
		r.status = r.unknown(key)
		return nil
	}
	return r.act(a)
}

// act does an action, or says why it cannot be done.
func (r *root) act(a action) tea.Cmd {
	if why := a.why(); why != "" {
		r.status = notice{text: why}
		return nil
	}
	return a.do()
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
	return r.held.wait(s, tea.Batch(s.Update(r.body()), s.Init()))
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
func (r *root) kept(m answer[*drafts]) tea.Cmd {
	next := m.value.kept(m.req)
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
func (r *root) saved(m answer[saved]) tea.Cmd {
	own := r.broadcast(m)
	if m.err != nil {
		r.status = failure(m.value.tried, m.err)
		return own
	}
	r.status = m.value.said
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
	r.held.drawn = ""
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
