package shell

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/help"
	"fieldfolio/tui/palette"
	"fieldfolio/tui/remap"
	"fieldfolio/tui/ui"
)

// View is a view, with its stack of open screens.
type View struct {
	Name  string
	Whole bool // it shows everything whatever office is chosen
	First func() ui.Screen
	Stack []ui.Screen
}

// Root is the root model: it owns the views, the status line and the size, and routes messages.
type Root struct {
	Config
	At            int
	Jobs          []*ui.Job // running jobs, the latest last
	asked         time.Time // when the terminal was asked, to measure the round trip; zero: it was not
	Mouse         bool      // handle clicks and the wheel
	Linear        bool      // nothing is drawn, see tui/linear
	rhythm        rhythm
	ahead         ahead
	words         string      // what was found last in rows
	confirmed     ui.Requests // of what was confirmed on a page of its own
	leaving       bool        // quit as soon as drafts are stored
	warned        bool        // that what is not stored is lost by quitting
	Held          firstPaint
	due           string             // the action for which the view was opened; empty if none is to be done
	stale         map[ui.Screen]bool // of those that are not on top: something was changed since they loaded
	news          news
	seen          seen
	told          ui.Notice // the news that were told last
	result        result
	met           company
	spots         spots
	Status, last  ui.Notice // result of the last key, and the notice before
	later         ui.Notice // said at the next key unless that has a result
	Width, Height int
}

// Config is what a root needs.
type Config struct {
	Views     []*View
	Editor    *edit.Editor
	Styles    *draw.Styles
	Measure   *draw.Measure
	Remap     remap.Keys  // configured keys
	First     *FirstSteps // nil: no first steps
	Prefs     *ui.Preferences
	Export    ui.Exporter // nil: nothing can be exported
	Scope     Scope
	Watch     ui.Watch         // nil: nobody else changes anything
	Mailroom  ui.Mailroom      // nil: nothing is exchanged with other offices
	Company   *Company         // nil: nobody else can be here
	Trail     func() ui.Screen // shows the audit trail; nil: this person may not read it
	Spots     Spots            // remembers where the person is
	Revisions Revisions
	Clock     string                 // why this machine's clock is far off; empty if nothing speaks against it
	Login     string                 // who has logged in, to be said as the session begins; empty: nobody has to
	Opened    string                 // what happened when the portfolio was opened, to be said once
	Color     bool                   // themes can be chosen
	Suspends  bool                   // a shell can continue the program after ctrl+z
	Reference func() []remap.Section // the actions of every screen
	Known     func() []remap.Section // the same for whoever asks, only to be looked up
	Now       func() time.Time       // when keys come; nil: by the clock
	Find      palette.Finder
	Codes     []help.Text // short names of service lines, and what they stand for
}

// New returns a root, whose editor is told which list is on the screen.
func New(c Config) *Root {
	r := &Root{Config: c, stale: map[ui.Screen]bool{}}
	r.confirmed.Base, c.Editor.Beneath = c.Editor.Ctx, r.beneath
	return r
}

// beneath returns the list on the screen or below it, nil if there is none.
func (r *Root) beneath() edit.Listing {
	for _, s := range slices.Backward(r.Views[r.At].Stack) {
		if l, ok := s.(edit.Listing); ok {
			return l
		}
	}
	return nil
}

// Init opens the first view and what the person has to be told. Unsaved drafts and first steps, which take a while
// to find, follow the first figures.
func (r *Root) Init() tea.Cmd {
	if r.Company != nil { // before drafts are read: what a session leaves that ends meanwhile is among them
		r.met.before = r.Company.before()
	}
	return tea.Batch(r.show(r.At), r.tellRevisions(), r.Held.after(r.greet()), r.measureLine(), r.watch(), r.awaitLeft())
}

// Update handles a message, tells what others have changed once that is on screen, and goes on with keys that have
// waited for the message.
func (r *Root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	next := r.route(msg)
	r.seen = seen{}
	r.timeStatus()
	told := r.tellNews(msg)
	if more := tea.Batch(told, r.goOn(), r.meet(), r.notePlace(msg)); more != nil {
		next = tea.Batch(next, more)
	}
	return r, next
}

// route routes: keys to the text field or the tables of actions, sizes and answers to the screens.
func (r *Root) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return r.resize(msg)
	case tea.ModeReportMsg:
		r.Measure.Answered(msg)
		return nil
	case tea.KeyPressMsg:
		if r.Company != nil {
			r.Company.Acted()
		}
		if r.Linear { // a line is obeyed as a whole
			return r.obey(msg)
		}
		return r.typed(msg)
	case tea.PasteMsg:
		return r.typed(msg)
	case turned:
		r.ahead.open.Add(-1)
		return r.route(msg.msg)
	case aheadEnds:
		r.ahead.over = r.ahead.over || msg.turn == r.ahead.turn
		return nil
	case uv.PrimaryDeviceAttributesEvent:
		return r.measured(time.Now())
	case burstEnds:
		return r.burstEnded(msg)
	case answered:
		r.Held.over()
		_, next := r.Update(msg.msg)
		return tea.Batch(next, r.doDue(), r.Held.followed())
	case PatienceEnds:
		r.Held.ends(msg.Screen)
		return nil
	case tea.MouseClickMsg:
		r.does()
		return r.click(msg.Mouse())
	case tea.MouseWheelMsg:
		return r.wheel(msg.Mouse())
	}
	return r.deliver(msg)
}

// deliver handles what commands answer.
func (r *Root) deliver(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ui.Opened:
		return r.push(msg.Screen)
	case ui.Chosen:
		back := r.pop(msg.From)
		return tea.Batch(back, msg.Do())
	case ui.Closed:
		return r.pop(msg.Screen)
	case ui.Notice:
		r.Status = msg
		return nil
	case greeted:
		return r.greeted(msg)
	case placeStored:
		r.spots.storing = false
		return nil
	case ui.Progress:
		return r.working(msg)
	case ui.JobEnded:
		return r.worked(msg)
	case ui.Copied:
		return r.copy(msg)
	case ui.Extracting:
		return r.extract(msg)
	case ui.Answer[*edit.Drafts]:
		return r.kept(msg)
	case ui.Answer[edit.Saved]:
		return r.saved(msg)
	case edit.Changed:
		return r.renew()
	case Moved:
		return r.moved(msg)
	case ui.Beside:
		return r.beside(msg)
	case Left:
		return r.left(msg)
	}
	return r.broadcast(msg)
}

// press handles a key by the times at which keys come.
func (r *Root) press(k tea.KeyPressMsg, now time.Time) tea.Cmd {
	pasted := r.rhythm.hear(k, now, r.Typing() != nil)
	if r.Typing() == nil && r.rhythm.ignores(k, now) {
		r.Status = r.ignoring(k)
		return nil
	}
	before, dropped := r.settle(k)
	switch {
	case dropped:
		return nil
	case pasted:
		return tea.Batch(before, r.pasted(k))
	}
	return tea.Batch(before, r.obey(k))
}

// obey does what a key is for: an open text field gets all but ctrl+c.
func (r *Root) obey(k tea.KeyPressMsg) tea.Cmd {
	if n := r.Said(); !n.Empty() && !n.Tip {
		r.last = n
	}
	r.Held.over()
	r.Status, r.later, r.due = r.later, ui.Notice{}, ""
	key := k.String()
	if key == "ctrl+c" {
		return r.Quit()
	}
	if a, ok := r.stopping().Find(key); ok {
		return r.Act(a)
	}
	if a, ok := r.Remap.On(remap.Everywhere, append(ui.KeyMap{r.wholeNotice()}, r.terminal()...)).Find(key); ok {
		return r.Act(a)
	}
	own := r.Own()
	a, ok := own.Find(key)
	switch {
	case ok && a.Saves && !r.Linear:
		return r.hold(key, func() tea.Cmd { return r.save(a, k) })
	case ok && a.Do != nil:
		return r.Act(a)
	case r.Typing() != nil:
		return r.Top().Update(k)
	}
	if _, ok := r.Top().(*revised); ok {
		return ui.CloseScreen
	}
	if a, ok = r.keysBut(own).Find(key); !ok {
		r.Status = r.Unknown(key)
		if isLetter(k) {
			r.rhythm.fruitless(r.now())
		}
		return nil
	}
	return r.Act(a)
}

// save does an action that changes data; the text field that is open does its own.
func (r *Root) save(a ui.Action, k tea.KeyPressMsg) tea.Cmd {
	if a.Do == nil {
		return r.Top().Update(k)
	}
	return r.Act(a)
}

// Act does an action, or says why it cannot be done.
func (r *Root) Act(a ui.Action) tea.Cmd {
	if why := a.Why(); why != "" {
		r.Status = ui.Notice{Text: why}
		return nil
	}
	r.goes(a)
	return a.Do()
}

// show shows a view, and makes its first screen the first time.
func (r *Root) show(i int) tea.Cmd {
	r.At = i % len(r.Views)
	v := r.Views[r.At]
	if len(v.Stack) > 0 {
		return r.surfaced()
	}
	return r.push(v.First())
}

func (r *Root) push(s ui.Screen) tea.Cmd {
	v := r.Views[r.At]
	v.Stack = append(v.Stack, s)
	return r.Held.wait(s, tea.Batch(s.Update(r.Body()), s.Init()))
}

// pop removes a screen, wherever it is on its stack; nil is the top one.
func (r *Root) pop(s ui.Screen) tea.Cmd {
	if s == nil {
		s = r.Top()
	}
	for _, v := range r.Views {
		if i := slices.Index(v.Stack, s); i > 0 {
			v.Stack = slices.Delete(v.Stack, i, i+1)
			delete(r.stale, s)
		}
	}
	return r.surfaced()
}

// Quit quits, after a draft that is being stored, and not before it was said that a text is not
// stored, or could not be. The second time it does neither.
func (r *Root) Quit() tea.Cmd {
	switch {
	case r.leaving || r.warned:
		return tea.Quit
	case r.Editor.Keeping():
		r.leaving = true
		r.Status = ui.Notice{Text: "keeping what was typed, then quitting", Hint: "ctrl+c quits at once"}
		return nil
	case r.Editor.Unkept():
		r.warned = true
		r.Status = ui.Notice{Text: "what you typed could not be kept: copy it first", Hint: "ctrl+c quits without it", Bad: true}
		return nil
	case r.loses():
		r.warned = true
		r.Status = ui.Notice{Text: "what you typed is not kept yet: enter takes it", Hint: "ctrl+c quits without it", Bad: true}
		return nil
	}
	return tea.Quit
}

// loses reports whether the text field on top has something that no draft holds. Line by line, a
// person answers a question or quits, which is no slip.
func (r *Root) loses() bool {
	f, ok := r.Typing().(ui.Forgetful)
	return ok && !r.Linear && f.Loses()
}

// kept handles the answer of storing a draft. Where saving has just failed, that notice stays: it
// says why, and what to do.
func (r *Root) kept(m ui.Answer[*edit.Drafts]) tea.Cmd {
	next := m.Value.Kept(m.Req)
	r.warned = false
	if m.Value.Unkept = m.Err != nil; m.Value.Unkept && !r.Status.Bad {
		r.Status = ui.Failure("What you typed is not kept", m.Err)
	}
	if r.leaving && !r.Editor.Keeping() {
		r.leaving = false
		return r.Quit()
	}
	if m.Err == nil {
		next = tea.Batch(next, r.storePlace())
	}
	return next
}

// saved reports the result of saving, whatever screen is on top by now, and has it load again.
func (r *Root) saved(m ui.Answer[edit.Saved]) tea.Cmd {
	own := r.broadcast(m)
	r.confirmed.Done(m.Req)
	if m.Err != nil {
		r.Status = ui.Failure(m.Value.Tried, m.Err)
		return own
	}
	if q := m.Value.Asks; q != nil {
		do := func() tea.Cmd { return q.Do(r.confirmed.Next()) }
		return tea.Batch(own, ui.Open(ui.NewConfirm(q.Text, q.Facts, do, r.Face())))
	}
	r.Editor.Own(m.Value.Step)
	r.Status = m.Value.Said
	return tea.Batch(own, r.renew())
}

func (r *Root) Top() ui.Screen {
	v := r.Views[r.At]
	return v.Stack[len(v.Stack)-1]
}

// Typing returns the top screen if its text field is open, otherwise nil.
func (r *Root) Typing() ui.Typist {
	if t, ok := r.Top().(ui.Typist); ok && t.Typing() {
		return t
	}
	return nil
}

func (r *Root) resize(m tea.WindowSizeMsg) tea.Cmd {
	r.Width, r.Height = m.Width, m.Height
	r.Held.drawn = ""
	return r.broadcast(r.Body())
}

// broadcast gives a message to every screen. Only the one that asked handles an answer.
func (r *Root) broadcast(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, v := range r.Views {
		for _, s := range slices.Clone(v.Stack) {
			cmds = append(cmds, s.Update(msg))
		}
	}
	return tea.Batch(cmds...)
}
