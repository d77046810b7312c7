package ui

import (
	tea "charm.land/bubbletea/v2"
)

// Screen is what stands on the stack of a view. Update receives sizes (already reduced to the
// body), answers to requests and, while a text field is open, keys; other keys go through the table
// of actions.
type Screen interface {
	Init() tea.Cmd
	Update(msg tea.Msg) tea.Cmd
	View() string // at most as wide and high as the last size
	Keys() KeyMap
	Notice() Notice // what the status line says about the screen itself
	Name() string   // of its kind, such as portfolio; qualifies its actions
	Spoken() Spoken // the same content, for linear mode
}

// Typist is a screen with a text field.
type Typist interface {
	Typing() bool
	Cursor() (x, y int) // in the body
}

// Forgetful is a Typist with texts that are not stored as drafts while they are typed.
type Forgetful interface {
	Typist
	Loses() bool // quitting loses what is typed
}

// Lined is a Typist whose text has several lines: a line break in a paste belongs to it.
type Lined interface {
	Typist
	TakesLines()
}

// Opened puts a screen on the stack of the current view.
type Opened struct{ Screen Screen }

func Open(s Screen) tea.Cmd { return func() tea.Msg { return Opened{s} } }

// Closed removes a screen; nil is the top one.
type Closed struct{ Screen Screen }

func CloseScreen() tea.Msg { return Closed{} }

// CloseOf removes a screen, whatever has been opened since.
func CloseOf(s Screen) tea.Cmd { return func() tea.Msg { return Closed{s} } }

// Clearing is what esc clears once nothing is left to close, and what it says then.
type Clearing struct {
	Said string // empty: there is nothing to clear
	Do   func() tea.Cmd
}

// Clearable is a screen with a query or marks to clear: first the query, then the marks.
type Clearable interface{ Clears() Clearing }

// Fronted is a screen that shows what may be changed in another view. Front is called when it is on
// top again.
type Fronted interface{ Front() tea.Cmd }

// Pointable is a screen whose choices can be clicked.
type Pointable interface {
	// Pointed returns the index of the choice, as in Spoken, at a cell of the body, and false if
	// there is none.
	Pointed(x, y int) (choice int, ok bool)
}

// Tabular is a screen whose choices have columns.
type Tabular interface {
	// PointedColumn selects the column at a cell, if there is one.
	PointedColumn(x int)
}
