package paint

import (
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// model passes the views of another model to the painter.
type model struct {
	of      tea.Model
	painter *painter
	keys    *keys
	began   func() // called once the program runs
	suspend func()
	quit    func() // has the program quit soon
	size    func() (w, h int, err error)
	wait    func() time.Duration // see Options.Patience
	asked   atomic.Int64         // commands of keys that have not answered
	failed  *PanicError          // set before the program quits
	ending
}

// PanicError is a panic of a model or of one of its commands.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string {
	return fmt.Sprintf("the program failed: %v\n%s", e.Value, e.Stack)
}

func (m *model) Init() tea.Cmd {
	m.began()
	return m.guarded(m.of.Init(), origin{})
}

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, m.update(msg) }

func (m *model) update(msg tea.Msg) (cmd tea.Cmd) {
	defer m.catch()
	from := origin{typed: m.follows}
	switch msg := msg.(type) {
	case crashed:
		m.failed = msg.err
		return tea.Quit
	case inputEnded:
		m.ends.Store(true)
		return m.orQuit(nil)
	case settled:
		return m.orQuit(nil)
	case tea.WindowSizeMsg:
		m.painter.resize(msg.Width, msg.Height)
	case tea.ModeReportMsg:
		m.painter.modes(msg)
	case tea.KeyPressMsg:
		from = origin{key: true, typed: true}
	case tea.PasteMsg, tea.MouseMsg:
		from.typed = true
	}
	m.of, cmd = m.of.Update(msg)
	cmd = m.guarded(cmd, from)
	if m.follows {
		m.under.Add(-1)
	}
	return m.orQuit(cmd)
}

// View draws in the painter. What Bubble Tea gets is empty. Once nothing more is read nobody looks any more,
// and what was typed is handled in a fraction of the time.
func (m *model) View() tea.View {
	defer m.catch()
	if !m.blind.Load() {
		m.painter.show(m.of.View(), m.asked.Load() > 0)
	}
	m.keys.patience.Store(int64(m.wait()))
	return tea.View{}
}

// filter handles what Bubble Tea would leave to its renderer.
func (m *model) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	of, follows := msg.(outcome)
	if m.follows = follows; follows {
		msg = of.msg
	}
	switch raw := msg.(type) {
	case tea.RawMsg:
		_, _ = fmt.Fprint(m.painter, raw.Msg)
		return m.handled()
	case tea.SuspendMsg:
		m.suspend()
		return tea.ResumeMsg{}
	case tea.WindowSizeMsg: // the first one may come after a later one
		if w, h, err := m.size(); err == nil {
			return tea.WindowSizeMsg{Width: w, Height: h}
		}
	}
	if msg == tea.ClearScreen() {
		m.painter.repaint()
		return m.handled()
	}
	return msg
}

// origin is what has led to a command.
type origin struct {
	key   bool // a key: its frame waits for the answer
	typed bool // something typed, or the outcome of a command of that
}

// guarded turns a panic of a command into a message. It counts until the command has answered.
func (m *model) guarded(c tea.Cmd, from origin) tea.Cmd {
	if c == nil {
		return nil
	}
	m.count(from, 1)
	return func() tea.Msg {
		msg := m.run(c)
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = m.guarded(batch[i], from)
			}
			if m.count(from, -1); m.ends.Load() {
				batch = append(batch, m.settles)
			}
			return batch
		}
		if from.key && m.asked.Add(-1) == 0 && msg == nil {
			m.painter.hurry()
		}
		switch {
		case !from.typed:
			return msg
		case msg == nil:
			m.under.Add(-1)
			return m.settles()
		}
		return outcome{msg}
	}
}

// count counts commands.
func (m *model) count(from origin, by int64) {
	if from.key {
		m.asked.Add(by)
	}
	if from.typed {
		m.under.Add(by)
	}
}

// crashed says that a command panicked.
type crashed struct{ err *PanicError }

func (m *model) run(c tea.Cmd) (msg tea.Msg) {
	defer func() {
		if v := recover(); v != nil {
			msg = crashed{&PanicError{v, debug.Stack()}}
		}
	}()
	return c()
}

// catch ends the program after a panic of the model.
func (m *model) catch() {
	if v := recover(); v != nil {
		m.failed = &PanicError{v, debug.Stack()}
		m.quit()
	}
}
