package draw

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio/report"
)

// Only this file draws bars and sparklines. On a slow line, or where nothing but ASCII can be
// drawn, they are plain: one byte for each cell, where a block takes three.

// Bar draws part of whole as a bar of at most so many cells: none for 0, otherwise at least one.
// Plain bars are whole cells of #.
func (f *Frame) Bar(part, whole int64, cells int) string {
	if f.Styles.Plain() {
		return strings.Repeat("#", plainCells(part, whole, cells))
	}
	return report.Bar(part, whole, cells)
}

// Gauge is as Bar, with the rest of the cells filled. Plain ones are filled with dots.
func (f *Frame) Gauge(part, whole int64, cells int) string {
	if f.Styles.Plain() {
		n := plainCells(part, whole, cells)
		return strings.Repeat("#", n) + strings.Repeat(".", max(cells-n, 0))
	}
	return report.Gauge(part, whole, cells)
}

// Plainly replaces the signs of a drawn line by signs of one byte, where bars are plain.
func (f *Frame) Plainly(line string) string {
	if !f.Styles.Plain() {
		return line
	}
	return plainSigns.Replace(line)
}

var plainSigns = strings.NewReplacer("█", "=", "▓", "#", "┃", "|", "·", ".", "‹", "<", "›", ">", "▲", "^", "░", "-",
	"▒", "+")

// solidFrom is the number of adjacent full blocks from which reversed blanks take fewer bytes.
const solidFrom = 5

// Blocks draws a line of blocks in a style. Long runs of full blocks become reversed blanks where
// the styles allow it: they look the same and take one byte for each cell, a block three.
func (s *Styles) Blocks(line string, paint lipgloss.Style) string {
	if !s.solid {
		return paint.Render(line)
	}
	var b strings.Builder
	for line != "" {
		n := len(line) - len(strings.TrimLeft(line, "█"))
		if cells := n / len("█"); cells >= solidFrom {
			b.WriteString(paint.Reverse(true).Render(Blanks(cells)))
			line = line[n:]
			continue
		}
		next := strings.Index(line[n:], strings.Repeat("█", solidFrom))
		if next < 0 {
			next = len(line) - n
		}
		b.WriteString(paint.Render(line[:n+next]))
		line = line[n+next:]
	}
	return b.String()
}

// plainCells returns how many of some cells a part of a whole fills: none for 0, otherwise at
// least one.
func plainCells(part, whole int64, cells int) int {
	if part <= 0 || whole <= 0 || cells <= 0 {
		return 0
	}
	n := int(float64(part)/float64(whole)*float64(cells) + 0.5)
	return max(min(n, cells), 1)
}

// Spark draws one cell for each value, its height relative to the highest value. Plain, there are
// four heights, see PlainHeights. A value of 0 is a blank in both.
func (f *Frame) Spark(values []int64) string {
	if len(values) == 0 {
		return ""
	}
	return f.SparkBeside(values, slices.Max(values))
}

// SparkBeside is as Spark, with heights relative to top.
func (f *Frame) SparkBeside(values []int64, top int64) string {
	var b strings.Builder
	for _, v := range values {
		switch {
		case !f.Styles.Plain():
			b.WriteString(report.Spark(v, top))
		case v <= 0:
			b.WriteByte(' ')
		default:
			at := int(float64(v) / float64(top) * float64(len(PlainHeights)))
			b.WriteByte(PlainHeights[min(at, len(PlainHeights)-1)])
		}
	}
	return b.String()
}

// PlainHeights are the signs of a plain sparkline, each for a quarter of the highest value, from low
// to high. Digits were rejected: a row of them is read as a number.
const PlainHeights = ".:|#"
