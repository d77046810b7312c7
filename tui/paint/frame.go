package paint

import (
	"bytes"
	"runtime"
	"slices"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

const (
	// moveCost is about what moving the cursor takes in bytes: fewer equal cells between two changes
	// are written again.
	moveCost = 7

	// fewLines is the number of changed lines up to which a frame is written change by change. With
	// more, the terminal may have to scroll, and that is decided for the whole screen.
	fewLines = 6

	// onePacket is the number of bytes that reach a terminal at once: longer frames are kept from
	// being seen half written.
	onePacket = 512
)

// frame is what a terminal shows. It is not safe for concurrent use.
type frame struct {
	env     []string
	profile colorprofile.Profile
	method  ansi.Method // how the terminal measures characters
	atomic  bool        // the terminal shows a frame only when it is complete

	out   bytes.Buffer // to be written
	r     *uv.TerminalRenderer
	shown uv.ScreenBuffer
	view  tea.View // shown
	stale bool     // the terminal may show anything
}

// enter takes the terminal over.
func (f *frame) enter(w, h int) {
	f.out.WriteString(ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable + ansi.SetModeBracketedPaste +
		ansi.KittyKeyboard(ansi.KittyDisambiguateEscapeCodes, 1))
	f.r = uv.NewTerminalRenderer(&f.out, f.env)
	f.r.SetColorProfile(f.profile)
	f.r.SetFullscreen(true)
	f.r.SetRelativeCursor(false)
	f.r.SetBackspace(true)
	f.r.SetTabStops(-1)
	f.r.SetMapNewline(false)
	f.view = tea.View{}
	if f.method == ansi.GraphemeWidth {
		f.out.WriteString(ansi.SetModeUnicodeCore)
	}
	f.resize(w, h)
}

// leave gives the terminal back as it was.
func (f *frame) leave() {
	f.mouse(tea.MouseModeNone)
	f.cursor(nil)
	if f.method == ansi.GraphemeWidth {
		f.out.WriteString(ansi.ResetModeUnicodeCore)
	}
	f.out.WriteString(ansi.KittyKeyboard(0, 1) + ansi.ResetModeBracketedPaste + ansi.ResetModeAltScreenSaveCursor +
		ansi.SetModeTextCursorEnable)
}

// measure makes the terminal measure characters as graphemes.
func (f *frame) measure() {
	if f.method == ansi.GraphemeWidth {
		return
	}
	f.method = ansi.GraphemeWidth
	f.out.WriteString(ansi.SetModeUnicodeCore)
	f.measured()
	f.view.Content = "" // all of it is measured again
}

// measured has everything measured as the terminal does.
func (f *frame) measured() {
	f.shown.Method = f.method
	f.r.SetWidthMethod(f.method)
	f.r.SetGraphemeWidth(f.method == ansi.GraphemeWidth)
}

func (f *frame) resize(w, h int) {
	if f.shown.RenderBuffer == nil || f.shown.Width() != w || f.shown.Height() != h {
		f.shown = uv.NewScreenBuffer(w, h)
	}
	f.measured()
	f.r.Resize(w, h)
	f.stale = true
}

// differs reports whether there is anything to draw for a view.
func (f *frame) differs(v tea.View) bool {
	return v.Content != "" && (f.stale || !same(f.view, v))
}

// draw appends to out what turns the view shown into another, which differs.
func (f *frame) draw(v tea.View) {
	before := f.out.Len()
	f.mouse(v.MouseMode)
	if f.stale || v.Content != f.view.Content {
		f.contents(v.Content)
	}
	if v.Cursor != nil {
		f.r.MoveTo(v.Cursor.X, v.Cursor.Y)
	}
	_ = f.r.Flush() // into out, which cannot fail
	f.cover(before)
	f.cursor(v.Cursor)
	f.view, f.stale = v, false
}

// contents writes the cells that differ. Each line of a text begins without a style, so that those are left alone
// that are as before.
func (f *frame) contents(text string) {
	next := borrow(f.shown.Width(), f.shown.Height(), f.method)
	defer scratch.Put(next)
	changes := f.changes(next, text)
	if f.stale {
		f.r.Erase()
	}
	one := !f.stale && lines(changes) <= fewLines
	f.r.SetScrollOptim(!one && runtime.GOOS != "windows") // scrolled regions misplace the cursor of Windows Terminal
	for _, c := range changes {
		for x := c.from; x < c.to; x++ {
			if cell := next.CellAt(x, c.y); cell != nil && !cell.IsZero() {
				f.shown.SetCell(x, c.y, cell)
			}
		}
		if one {
			f.r.Render(f.shown.RenderBuffer)
		}
	}
	if !one {
		f.r.Render(f.shown.RenderBuffer)
	}
}

// scratch is where frames are drawn before they are compared. A screen takes a quarter of a megabyte, which is not
// kept for each of many terminals.
var scratch sync.Pool

// borrow returns a screen from scratch, with anything on it.
func borrow(w, h int, method ansi.Method) *uv.ScreenBuffer {
	s, _ := scratch.Get().(*uv.ScreenBuffer)
	if s == nil || s.Width() != w || s.Height() != h {
		fresh := uv.NewScreenBuffer(w, h)
		s = &fresh
	}
	s.Method = method
	return s
}

// change is a range of cells of a line.
type change struct{ y, from, to int }

// changes draws the lines of a text that are not as before, and returns the ranges in which they differ from those
// shown, line by line.
func (f *frame) changes(next *uv.ScreenBuffer, text string) []change {
	var out []change
	was := f.view.Content
	for y := range next.Height() {
		var before, line string
		before, was, _ = strings.Cut(was, "\n")
		line, text, _ = strings.Cut(text, "\n")
		if line == before && !f.stale {
			continue
		}
		uv.NewStyledString(line).Draw(next, uv.Rect(0, y, next.Width(), 1))
		out = append(out, f.changed(next, y)...)
	}
	return out
}

// changed returns the ranges in which a line differs from the one shown.
func (f *frame) changed(next *uv.ScreenBuffer, y int) []change {
	var out []change
	for x := range next.Width() {
		if next.CellAt(x, y).Equal(f.shown.CellAt(x, y)) {
			continue
		}
		if len(out) > 0 && x-out[len(out)-1].to < moveCost {
			out[len(out)-1].to = x + 1
		} else {
			out = append(out, change{y, x, x + 1})
		}
	}
	return out
}

func lines(all []change) int {
	return len(slices.CompactFunc(slices.Clone(all), func(a, b change) bool { return a.y == b.y }))
}

// cover keeps a long frame from being seen half written.
func (f *frame) cover(from int) {
	if f.out.Len()-from <= onePacket {
		return
	}
	before, after := "", ""
	switch {
	case f.atomic:
		before, after = ansi.SetModeSynchronizedOutput, ansi.ResetModeSynchronizedOutput
	case f.view.Cursor != nil:
		before, after = ansi.ResetModeTextCursorEnable, ansi.SetModeTextCursorEnable
	default:
		return
	}
	long := bytes.Clone(f.out.Bytes()[from:])
	f.out.Truncate(from)
	f.out.WriteString(before)
	f.out.Write(long)
	f.out.WriteString(after)
}

// cursor shows or hides the cursor.
func (f *frame) cursor(c *tea.Cursor) {
	switch was := f.view.Cursor; {
	case c != nil && was == nil:
		f.out.WriteString(ansi.SetModeTextCursorEnable)
	case c == nil && was != nil:
		f.out.WriteString(ansi.ResetModeTextCursorEnable)
	}
}

func (f *frame) mouse(m tea.MouseMode) {
	switch m {
	case f.view.MouseMode:
	case tea.MouseModeNone:
		f.out.WriteString(ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseExtSgr)
	default:
		f.out.WriteString(ansi.SetModeMouseButtonEvent + ansi.SetModeMouseExtSgr)
	}
}

// same reports whether two views look the same.
func same(a, b tea.View) bool {
	if a.Content != b.Content || a.MouseMode != b.MouseMode || (a.Cursor == nil) != (b.Cursor == nil) {
		return false
	}
	return a.Cursor == nil || a.Cursor.Position == b.Cursor.Position
}
