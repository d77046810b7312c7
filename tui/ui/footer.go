package ui

import (
	"strings"

	"fieldfolio/tui/draw"
)

// Footer is the last line: keys, and on low screens also what is said.
type Footer struct {
	keys []footed
	said Notice
	text string // what is said, in the room that it has; empty: nothing
	at   int    // its first cell
}

// footed is an action in the footer, and its place.
type footed struct {
	draw.Span
	Action Action
	text   string
}

// footGap is the number of cells between two parts of the footer.
const footGap = 2

// NewFooter returns the footer in the width of a frame: the keys of a screen, then the global ones at
// the right, as many as fit; the last ones of the screen are dropped first.
func NewFooter(own, global KeyMap, face *draw.Frame) Footer {
	return Footer{keys: footPlaces(footItems(own), footItems(global), face)}
}

// leastTip is the number of cells in which a tip that is cut still says something.
const leastTip = 20

// NewTipFooter returns the footer with a tip between the keys of the screen and the global ones. The
// last keys of the screen give way to it, but not the first three: then the tip is cut.
func NewTipFooter(tip Notice, own, global KeyMap, face *draw.Frame) Footer {
	text := tip.sentence()
	left, right := footItems(own), footItems(global)
	for n := len(left); n >= min(len(left), 3); n-- {
		f := Footer{keys: footPlaces(left[:n], right, face), said: tip, text: text, at: 1}
		if kept := min(n, max(len(f.keys)-len(right), 0)); kept > 0 {
			f.at = f.keys[kept-1].To + footGap
		}
		room := face.Width - 1 - footWidth(right, face) - footGap - f.at
		if n == min(len(left), 3) && room >= leastTip {
			f.text = face.Cut(text, room)
		}
		if face.Cells(f.text) <= room {
			return f
		}
	}
	return NewFooter(own, global, face)
}

// NewStatusFooter returns the footer with a notice, and to its right as many of some keys as fit,
// the first ones. Of a tip that does not fit, the hint is
// left out, then all of it.
func NewStatusFooter(said Notice, keys KeyMap, face *draw.Frame) Footer {
	w := face.Width
	if said.Tip && 1+face.Cells(said.sentence()) > w {
		said.Hint = ""
	}
	if said.Tip && 1+face.Cells(said.sentence()) > w {
		return NewFooter(keys, nil, face)
	}
	f := Footer{said: said, text: said.Lines(face.Measure, w, 1)[0]}
	items, room := footItems(keys), w-1-face.Cells(f.text)-footGap
	for len(items) > 0 && footWidth(items, face) > room {
		items = items[:len(items)-1]
	}
	f.keys = placed(items, w-1-footWidth(items, face), face)
	return f
}

// Line draws the footer.
func (f Footer) Line(face *draw.Frame) string {
	line, said := "", f.text == ""
	say := func() {
		line += draw.Blanks(f.at-face.Cells(line)) + f.text
		said = true
	}
	for _, k := range f.keys {
		if !said && f.at < k.From {
			say()
		}
		line += draw.Blanks(k.From-face.Cells(line)) + k.text
	}
	if !said {
		say()
	}
	if line = face.Cut(line, face.Width); f.said.Bad && strings.HasPrefix(line, f.text) {
		return face.Styles.Bad.Render(f.text) + face.Styles.Muted.Render(line[len(f.text):])
	}
	return face.Styles.Muted.Render(line)
}

// At returns the action that the footer shows at a cell, and false if there is none.
func (f Footer) At(x int) (Action, bool) {
	for _, k := range f.keys {
		if x >= k.From && x < k.To && k.Action.Do != nil {
			return k.Action, true
		}
	}
	return Action{}, false
}

// footPlaces places keys at the left and at the right of a frame.
func footPlaces(left, right []footed, face *draw.Frame) []footed {
	room := face.Width - 2
	for len(right) > 1 && footWidth(right, face) > room {
		right = right[:len(right)-1]
	}
	tail, n := footWidth(right, face), 0
	for n < len(left) && footWidth(left[:n+1], face)+footGap+tail <= room {
		n++
	}
	return append(placed(left[:n], 1, face), placed(right, face.Width-1-tail, face)...)
}

// placed returns keys side by side, from a cell on.
func placed(items []footed, at int, face *draw.Frame) []footed {
	out := make([]footed, len(items))
	for i, f := range items {
		f.Span = draw.Span{From: at, To: at + face.Cells(f.text)}
		out[i], at = f, f.To+footGap
	}
	return out
}

func footWidth(items []footed, face *draw.Frame) int {
	n := -footGap
	for _, f := range items {
		n += face.Cells(f.text) + footGap
	}
	return max(n, 0)
}

func footItems(m KeyMap) []footed {
	var out []footed
	for _, a := range m {
		if a.Foot != "" {
			key, _, _ := strings.Cut(a.Show, " ")
			out = append(out, footed{Action: a, text: key + " " + a.Foot})
		}
	}
	return out
}
