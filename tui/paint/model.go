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
	quit    func()               // has the program quit soon
	wait    func() time.Duration // see Options.Patience
	asked   atomic.Int64         // commands of keys that have not answered
	failed  *PanicError          // set before the program quits
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
	return m.guarded(m.of.Init(), false)
}

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, m.update(msg) }

func (m *model) update(msg tea.Msg) (cmd tea.Cmd) {
	defer m.catch()
	key := false
	switch msg := msg.(type) {
	case crashed:
		m.failed = msg.err
		return tea.Quit
	case tea.WindowSizeMsg:
		m.painter.resize(msg.Width, msg.Height)
	case tea.ModeReportMsg:
		m.painter.modes(msg)
	case tea.KeyPressMsg:
		key = true
	}
	m.of, cmd = m.of.Update(msg)
	return m.guarded(cmd, key)
}

// View draws in the painter. What Bubble Tea gets is empty.
func (m *model) View() tea.View {
	defer m.catch()
	m.painter.show(m.of.View(), m.asked.Load() > 0)
	m.keys.patience.Store(int64(m.wait()))
	return tea.View{}
}

// filter handles what Bubble Tea would leave to its renderer.
func (m *model) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case tea.RawMsg:
		_, _ = fmt.Fprint(m.painter, msg.Msg)
		return nil
	case tea.SuspendMsg:
		m.suspend()
		return tea.ResumeMsg{}
	}
	if msg == tea.ClearScreen() {
		m.painter.repaint()
		return nil
	}
	return msg
}

// guarded turns a panic of a command into a message. With a key, the command counts until it answers.
func (m *model) guarded(c tea.Cmd, key bool) tea.Cmd {
	if c == nil {
		return nil
	}
	if key {
		m.asked.Add(1)
	}
	return func() tea.Msg {
		msg := m.run(c)
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = m.guarded(batch[i], key)
			}
		}
		if key && m.asked.Add(-1) == 0 && msg == nil {
			m.painter.hurry()
		}
		return msg
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
