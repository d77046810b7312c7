package shell

import (
	"strings"

	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// asked is a line in which something is typed, over a screen.
type asked struct {
	ui.Screen // the one below
	root      *Root
	line      edit.Prompt
}

// View draws the screen below, with the line in place of its first.
func (a *asked) View() string {
	face := a.root.Face()
	line, _ := a.line.Line(&face)
	if _, rest, more := strings.Cut(a.Screen.View(), "\n"); more {
		return line + "\n" + rest
	}
	return line
}

func (a *asked) Typing() bool { return a.line.Open }

func (a *asked) Cursor() (x, y int) {
	face := a.root.Face()
	_, x = a.line.Line(&face)
	return x, 0
}

func (a *asked) Notice() ui.Notice { return a.line.Notice() }

func (a *asked) Spoken() ui.Spoken { return a.line.Spoken() }
