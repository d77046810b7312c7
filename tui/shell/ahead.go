package shell

import (
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/ui"
)

// aheadTime is how long a key waits for the command of the key before it. Opening and closing a screen take far
// less; what takes longer is a request, for which nobody has to wait.
const aheadTime = 20 * time.Millisecond

const (
	// mostAhead is the number of keys that wait. Nobody types so many; the rest is ignored.
	mostAhead = 20_000

	// mostPasted is the number of bytes of pastes that wait.
	mostPasted = ui.MostPasted + 1
)

// ahead holds keys that were typed ahead. Over a slow line, and after esc, several arrive at once: each is meant for
// the screen that the one before it opens or closes, not for the one that is still there.
type ahead struct {
	open atomic.Int64 // commands of keys that have not ended
	turn int          // number of the latest key that was obeyed
	last time.Time    // when that key came
	over bool         // the next key has waited long enough for it
	keys []typed
	size int  // bytes of the pastes among them
	lost bool // too many waited: some were ignored
}

// typed is a key or a paste, and when it came.
type typed struct {
	msg tea.Msg
	at  time.Time
}

// turned is a message of a key's command that changes which screen is on top.
type turned struct{ msg tea.Msg }

// aheadEnds says that the key after a turn may not have to wait any longer, and after turn 0 that a command has ended.
type aheadEnds struct{ turn int }

// typed takes a key or a paste, and does what it is for unless it has to wait.
func (r *Root) typed(msg tea.Msg) tea.Cmd {
	t := typed{msg, r.now()}
	switch {
	case len(r.ahead.keys) > 0:
		if !r.ahead.hold(t) {
			r.ahead.lost = true
		}
		return nil
	case r.ahead.open.Load() > 0 && t.at.Sub(r.ahead.last) < aheadTime:
		r.ahead.hold(t)
		return r.ahead.wake()
	}
	return r.turn(t)
}

// hold has a key or a paste wait, and reports false if too much waits already.
func (h *ahead) hold(t typed) bool {
	size := t.size()
	if len(h.keys) >= mostAhead || h.size > 0 && h.size+size > mostPasted {
		return false
	}
	h.keys, h.size = append(h.keys, t), h.size+size
	return true
}

// size returns the number of bytes of a paste, 0 for a key.
func (t *typed) size() int {
	p, _ := t.msg.(tea.PasteMsg)
	return len(p.Content)
}

// turn does what a key is for. The next one waits for its command, but not for what a letter in a text field asks,
// nor for an action that waits itself to see whether that key makes it part of a paste.
func (r *Root) turn(t typed) tea.Cmd {
	r.seen = seen{}
	r.ahead.turn++
	r.ahead.last, r.ahead.over = t.at, false
	k, ok := t.msg.(tea.KeyPressMsg)
	if !ok {
		return r.paste(t.msg)
	}
	letter := k.Text != "" && r.Typing() != nil
	do := r.press(k, t.at)
	if letter || r.rhythm.waiting != nil {
		return do
	}
	return r.ahead.follow(do)
}

// paste gives a paste to the text field that is open, if one is.
func (r *Root) paste(msg tea.Msg) tea.Cmd {
	if r.Typing() == nil {
		return nil
	}
	r.Status = ui.Notice{} // of the key before
	return r.Top().Update(msg)
}

// goOn does what the keys are for that have waited, until one has to wait for the one before it.
func (r *Root) goOn() tea.Cmd {
	var all []tea.Cmd
	for len(r.ahead.keys) > 0 && (r.ahead.over || r.ahead.open.Load() == 0) {
		t := r.ahead.keys[0]
		r.ahead.keys, r.ahead.size = r.ahead.keys[1:], r.ahead.size-t.size()
		all = append(all, r.turn(t))
		if len(r.ahead.keys) > 0 {
			all = append(all, r.ahead.wake())
		}
	}
	if r.ahead.lost && len(r.ahead.keys) == 0 {
		r.ahead.lost = false
		r.Status = ui.Notice{Text: "too much was typed at once: the rest was ignored", Bad: true}
	}
	return tea.Batch(all...)
}

// wake lets the next key go on once it has waited long enough.
func (h *ahead) wake() tea.Cmd {
	turn := h.turn
	return tea.Tick(aheadTime, func(time.Time) tea.Msg { return aheadEnds{turn} })
}

// follow has keys wait for a command.
func (h *ahead) follow(do tea.Cmd) tea.Cmd {
	if do == nil {
		return nil
	}
	h.open.Add(1)
	return func() tea.Msg {
		msg := do()
		switch m := msg.(type) {
		case ui.Opened, ui.Closed, ui.Chosen: // counts until it has been handled
			return turned{msg}
		case tea.BatchMsg:
			for i := range m {
				m[i] = h.follow(m[i])
			}
		case nil:
			msg = aheadEnds{}
		}
		h.open.Add(-1)
		return msg
	}
}
