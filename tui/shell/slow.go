package shell

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"fieldfolio/tui/ui"
)

// PrefSlow and PrefASCII are the preferences that hold what a person has turned on by a key. What the line or the
// terminal asks for is not remembered. Signs that a person turned on against what is known of the terminal are, by the
// reason why they were off: another terminal may have another one.
const (
	PrefSlow  = "slow"
	PrefASCII = "ascii"
	// On is the value of a preference that is turned on.
	On = "on"
)

// slowTrip is the round trip from which a line counts as slow.
const slowTrip = 300 * time.Millisecond

// measureLine asks the terminal once what it is, in three bytes. The time to the answer is the
// round trip; a terminal that never answers does not count as slow. Asking for the cursor position
// was rejected: in the first line of the screen its answer is the same as the key F3.
func (r *Root) measureLine() tea.Cmd {
	if r.Styles.Slow {
		return nil
	}
	r.asked = time.Now()
	return tea.Raw(ansi.RequestPrimaryDeviceAttributes)
}

// measured handles the answer. On a slow line the screens load other rows.
func (r *Root) measured(now time.Time) tea.Cmd {
	slow := !r.asked.IsZero() && now.Sub(r.asked) >= slowTrip
	r.asked = time.Time{}
	if !slow {
		return nil
	}
	r.Styles.Slow = true
	n := ui.Notice{Text: "the line is slow: fewer columns and plain bars", Hint: r.firstKey("slow") + " shows all"}
	if r.Status.Empty() {
		r.Status = n
	} else {
		r.later = n
	}
	return r.broadcast(r.Body())
}

// slowing is the action that turns the settings of a slow line on and off.
func (r *Root) slowing() ui.Action {
	return ui.Action{Name: "slow", Keys: []string{"f4"}, Show: "f4",
		Help: "slow line: fewer columns and plain bars, or all of it", Do: func() tea.Cmd {
			r.Styles.Slow = !r.Styles.Slow
			text := "all columns and bars"
			if r.Styles.Slow {
				text = "fewer columns and plain bars, as for a slow line"
			}
			return r.turned(PrefSlow, switched(r.Styles.Slow), text)
		}}
}

// switched returns the value of a preference that was turned on or off.
func switched(on bool) string {
	if on {
		return On
	}
	return ""
}

// turned draws the screens with a setting that was turned on or off, and remembers that by a value, unless it is empty.
func (r *Root) turned(name, value, says string) tea.Cmd {
	if value != "" {
		says += ", also next time"
	}
	show := tea.Batch(r.broadcast(r.Body()), ui.Say(ui.Notice{Text: says}))
	if r.Prefs == nil {
		return show
	}
	return tea.Batch(show, r.Prefs.Set(name, value))
}

// plainSigns is the action that draws nothing but ASCII, or all signs again.
func (r *Root) plainSigns() ui.Action {
	return ui.Action{Name: "ascii", Keys: []string{"f6"}, Show: "f6", Help: "signs and letters in ASCII only, or all of them", Do: func() tea.Cmd {
		r.Styles.ASCII = !r.Styles.ASCII
		text, value := "all signs and letters", switched(r.Styles.ASCII)
		switch {
		case r.Styles.ASCII:
			text = "signs and letters in ASCII only"
		case r.First != nil:
			value = r.First.Plain
		}
		return r.turned(PrefASCII, value, text)
	}}
}
