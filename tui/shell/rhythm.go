package shell

import (
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

const (
	// together is the time within which keys belong to one burst. Nobody types two different letters so fast.
	together = 20 * time.Millisecond
	// typedByHand is how many different letters of a burst may be commands: a key, and one that says what it is for.
	typedByHand = 2
	// lull is how long letters are ignored after one that does nothing, so that a word meant for a search does
	// not run as commands.
	lull = time.Second
	// deliberate is the time after which the same letter, pressed again, is meant as a command. Words have letters
	// twice, too, but whoever types one does not wait so long.
	deliberate = 300 * time.Millisecond
)

// rhythm tells keys pressed one by one from text that a terminal pastes as if it were typed:
//   - Keys that arrive less than 20 ms apart are a burst. From the third letter on, a burst is a paste: text in a
//     text field in which it began or that / opens, nothing elsewhere. Enter and tab in it are text too. A key that
//     repeats counts once.
//   - A key that changes data is obeyed only if no text came in the 20 ms before and after it.
//   - After a letter that does nothing, letters are ignored until a second has passed without one. The status line
//     says so; the same letter pressed again is obeyed, and so is a digit that comes next but not as fast as in a
//     word, or anything after tab.
type rhythm struct {
	last    time.Time // when the last key came
	key     string    // that key, if it was a letter
	letters int       // in the burst
	text    bool      // the burst began in a text field, or with /
	close   bool      // the key before was another one of a text, in the same burst
	texty   bool      // the last key was
	deaf    time.Time // until then letters are ignored
	ignored string    // the last letter that was
	waiting *waiting  // nil: nothing waits
}

// waiting is an action that changes data and waits for the end of its burst.
type waiting struct {
	key string
	do  func() tea.Cmd
}

// burstEnds says that no letter may come any more that an action waits for.
type burstEnds struct{ of *waiting }

// isLetter reports whether a key types what words and figures are made of.
func isLetter(k tea.KeyPressMsg) bool {
	c, _ := utf8.DecodeRuneInString(k.Text)
	return k.Text != "" && (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || c == ' ')
}

// ofText reports whether a key may be one of a text: enter and tab are, and ctrl+j, which is a line's end.
func ofText(k tea.KeyPressMsg) bool {
	return k.Text != "" || k.Code == tea.KeyEnter || k.Code == tea.KeyTab || k.String() == "ctrl+j"
}

// hear takes note of a key, and reports whether it belongs to a paste.
func (h *rhythm) hear(k tea.KeyPressMsg, now time.Time, typing bool) (pasted bool) {
	h.close = h.texty && now.Sub(h.last) < together && (k.Text == "" || k.Text != h.key)
	if now.Sub(h.last) >= together {
		h.letters, h.key, h.text = 0, "", typing || k.Text == "/"
	}
	h.last, h.texty = now, ofText(k)
	switch {
	case k.Text != "" && k.Text != h.key:
		h.letters, h.key = h.letters+1, k.Text
	case k.Text == "" && k.Code != tea.KeyEnter && k.Code != tea.KeyTab:
		return false
	}
	return h.letters > typedByHand
}

// fruitless takes note of a letter that does nothing.
func (h *rhythm) fruitless(now time.Time) { h.deaf, h.ignored = now.Add(lull), "" }

// ignores reports whether a letter is ignored after one that did nothing.
func (h *rhythm) ignores(k tea.KeyPressMsg, now time.Time) bool {
	if !isLetter(k) || !now.Before(h.deaf) {
		if k.Code == tea.KeyTab { // which no word has
			h.deaf = time.Time{}
		}
		return false
	}
	c, _ := utf8.DecodeRuneInString(k.Text)
	meant := k.Text == h.ignored || h.ignored == "" && unicode.IsDigit(c)
	if since := now.Sub(h.deaf.Add(-lull)); meant && since >= deliberate {
		h.deaf = time.Time{}
		return false
	}
	h.deaf, h.ignored = now.Add(lull), k.Text
	return true
}

// ignoring says that a letter was ignored, and how it is obeyed.
func (r *Root) ignoring(k tea.KeyPressMsg) ui.Notice {
	if _, ok := r.Keys().Find(k.String()); !ok {
		return r.Unknown(k.String())
	}
	n := ui.Notice{Text: draw.Clean(k.String()) + " ignored as part of a word", Hint: "pressed again, it is a command"}
	if search := r.searches(); search != "" {
		n.Hint += "; " + search
	}
	return n
}

// hold keeps an action that changes data until its burst ends. One that came right after other text is not done.
func (r *Root) hold(key string, do func() tea.Cmd) tea.Cmd {
	if r.rhythm.close {
		return r.drop(key)
	}
	if key == "enter" && r.Typing() == nil && r.now().Before(r.rhythm.deaf) { // it ends a word that was no command
		r.rhythm.deaf = time.Time{}
		r.Status = ui.Notice{Text: "enter was not done, since letters came just before it", Hint: "press it again"}
		return nil
	}
	w := &waiting{key, do}
	r.rhythm.waiting = w
	return tea.Tick(together, func(time.Time) tea.Msg { return burstEnds{w} })
}

// drop says that an action was not done. What follows in the burst is text.
func (r *Root) drop(key string) tea.Cmd {
	r.rhythm.letters = typedByHand + 1
	r.Status = ui.Notice{Text: key + " was not done, since text came with it", Hint: "press it alone"}
	return nil
}

// settle does the action that waits. If the next key says that it was part of a paste, it is dropped, and so is
// that key. A letter that is held down repeats.
func (r *Root) settle(k tea.KeyPressMsg) (done tea.Cmd, dropped bool) {
	w := r.rhythm.waiting
	r.rhythm.waiting = nil
	switch {
	case w == nil:
		return nil, false
	case ofText(k) && r.rhythm.close:
		return r.drop(w.key), true
	}
	return w.do(), false
}

// burstEnded does the action that has waited for the end of its burst.
func (r *Root) burstEnded(m burstEnds) tea.Cmd {
	if m.of != r.rhythm.waiting {
		return nil
	}
	done, _ := r.settle(tea.KeyPressMsg{})
	return done
}

// pasted handles a key of a paste that came as if it was typed.
func (r *Root) pasted(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case r.Typing() == nil || !r.rhythm.text:
		if r.Status.Empty() {
			r.Status = ui.Notice{Text: "several letters at once are not commands", Hint: "/ searches"}
		}
		return nil
	case k.Text == "" && r.takesLines():
		return r.Top().Update(tea.PasteMsg{Content: "\n"})
	case k.Text == "":
		r.Status = ui.Notice{Text: k.String() + " came with text, and is part of it", Hint: "press it again"}
		return r.Top().Update(tea.PasteMsg{Content: " "})
	}
	r.Status = ui.Notice{} // of the key before the text
	return r.Top().Update(k)
}

// takesLines reports whether the text on top has several lines.
func (r *Root) takesLines() bool {
	_, ok := r.Top().(ui.Lined)
	return ok
}

// now returns the time at which a key comes.
func (r *Root) now() time.Time {
	if r.Now != nil {
		return r.Now()
	}
	return time.Now()
}
