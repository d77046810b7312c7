package paint

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// Meter draws views as Run does, for a terminal that is not there, and counts what they take.
type Meter struct{ frame *frame }

// NewMeter returns a meter for a terminal of w by h cells with the colours of xterm.
func NewMeter(w, h int) *Meter {
	f := &frame{env: []string{"TERM=xterm-256color"}, profile: colorprofile.ANSI256}
	f.enter(w, h)
	f.out.Reset()
	return &Meter{f}
}

// Draw returns the number of bytes that turn what is shown into a view.
func (m *Meter) Draw(v tea.View) int {
	m.frame.draw(v)
	n := m.frame.out.Len()
	m.frame.out.Reset()
	return n
}
