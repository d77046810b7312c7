// Package draw is what screens draw with: texts measured, cut, wrapped and laid out in columns as
// the terminal counts cells (cells.go, text.go, table.go), the line of views (tabs.go), bars and
// sparklines (chart.go), styles and themes (styles.go, theme.go), values and phrases made safe to
// show (value.go, phrase.go), and the size and styles to draw in (frame.go). It knows no screen.
//
// Over SSH each byte counts. So long bars are reversed blanks, rows carry no colour, and on a slow
// line bars are ASCII.
package draw
