package ui

import (
	tea "charm.land/bubbletea/v2"
)

// Screen is what stands on a view's stack. Messages that reach Update are
// sizes, already reduced to the body, answers to requests, and keys while a
// text field is open; other keys go through the table of actions.
type Screen interface {
	Init() tea.Cmd
	Update(msg tea.Msg) tea.Cmd
	View() string // at most as wide and high as the last size
	Keys() KeyMap
	Notice() Notice // what the status line says of the screen itself
	Name() string   // of its kind, such as portfolio: actions are qualified by it
	Spoken() Spoken // the same, line by line
}

// Typist is a screen with a text field.
type Typist interface {
	Typing() bool
	Cursor() (x, y int) // in the body
}

// Opened puts a screen on the current view's stack.
type Opened struct{ Screen Screen }

func Open(s Screen) tea.Cmd { return func() tea.Msg { return Opened{s} } }

// Closed takes a screen off; nil is the top one.
type Closed struct{ Screen Screen }

func CloseScreen() tea.Msg { return Closed{} }

// CloseOf takes a screen off, whatever has been opened since.
func CloseOf(s Screen) tea.Cmd { return func() tea.Msg { return Closed{s} } }

// Pointable is a screen whose choices can be pointed at.
type Pointable interface {
	// Pointed returns the choice, as in Spoken, at a cell of the body, and false
	// where there is none.
	Pointed(x, y int) (choice int, ok bool)
}

// Tabular is a screen whose choices have columns.
type Tabular interface {
	// PointedColumn selects the column at a cell, if there is one.
	PointedColumn(x int)
}
