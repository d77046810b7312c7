// Package draw is what screens draw with: texts measured, cut, wrapped and laid in
// columns as the terminal counts cells (cells.go, text.go, table.go), bars and lines
// of bars (chart.go), the ways to stand out and their colours (styles.go, theme.go),
// and the frame that a screen draws in (frame.go). It knows no screen.
//
// Over SSH each byte counts. Long bars are blanks in reverse, rows carry no colour,
// and on a slow line bars are ASCII.
package draw
