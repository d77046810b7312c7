// Package paint shows a Bubble Tea model in a terminal. It takes the place of Bubble Tea's renderer,
// which wakes sixty times a second at rest and makes each key wait for its next tick: here a view is
// written as soon as an update has produced it, and at rest nothing runs. It can go once Bubble Tea
// draws only new views (proposals 1776 and 1796 of its repository).
//
// Run puts the terminal, this process's own or one at the other end of a stream (terminal.go), in raw
// mode and on its alternate screen (run.go). A model of its own passes
// every view to the painter (model.go), a goroutine that writes the difference to what the terminal
// shows (painter.go, frame.go); output that nobody reads stops the painter, not the program. Keys
// are read here too (keys.go), because an escape sequence may arrive in pieces over a slow line.
//
// The package is built on ultraviolet's TerminalRenderer, not on its TerminalScreen, which cannot
// scroll the terminal: a list that moves by one row would be written whole.
package paint
