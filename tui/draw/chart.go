package draw

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio/report"
)

// Bars and lines of bars are drawn here only. Where the line is slow, or the
// font has no blocks, they are plain: a byte a cell where a block takes three.

// Bar returns part of whole as a bar of at most so many cells: nothing for
// nothing, otherwise one cell at least. Plain ones are whole cells of #.
func (f *Frame) Bar(part, whole int64, cells int) string {
	if f.Styles.Plain {
		return strings.Repeat("#", plainCells(part, whole, cells))
	}
	return report.Bar(part, whole, cells)
}

// Gauge returns a bar in front of what is left of the cells. Plain, that is
// dots.
func (f *Frame) Gauge(part, whole int64, cells int) string {
	if f.Styles.Plain {
		n := plainCells(part, whole, cells)
		return strings.Repeat("#", n) + strings.Repeat(".", max(cells-n, 0))
	}
	return report.Gauge(part, whole, cells)
}

// Plainly returns a drawn line with signs of one byte each where bars are plain.
func (f *Frame) Plainly(line string) string {
	if !f.Styles.Plain {
		return line
	}
	return plainSigns.Replace(line)
}

var plainSigns = strings.NewReplacer("█", "=", "▓", "#", "┃", "|", "·", ".", "‹", "<", "›", ">", "▲", "^", "░", "-",
	"▒", "+")

// solidFrom is from how many full blocks in a row blanks in reverse are shorter.
const solidFrom = 5

// Blocks draws a line of blocks in a style. Where text can stand out at all, long
// runs of full blocks are blanks in reverse: they look the same and take a byte a
// cell, where a block takes three.
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

// plainCells returns how many of some cells a part of a whole takes: none for
// nothing, otherwise one at least.
func plainCells(part, whole int64, cells int) int {
	if part <= 0 || whole <= 0 || cells <= 0 {
		return 0
	}
	n := int(float64(part)/float64(whole)*float64(cells) + 0.5)
	return max(min(n, cells), 1)
}

// Spark returns one cell for each value, as high as the value is beside the
// highest. Plain, that is a digit: 9 from nine tenths of the highest, 0 for
// what is less than a tenth; nothing is a blank either way.
func (f *Frame) Spark(values []int64) string {
	if len(values) == 0 {
		return ""
	}
	return f.SparkBeside(values, slices.Max(values))
}

// SparkBeside is spark beside a value that may stand elsewhere.
func (f *Frame) SparkBeside(values []int64, top int64) string {
	var b strings.Builder
	for _, v := range values {
		switch {
		case !f.Styles.Plain:
			b.WriteString(report.Spark(v, top))
		case v <= 0:
			b.WriteByte(' ')
		default:
			b.WriteByte('0' + byte(min(int(float64(v)/float64(top)*10), 9)))
		}
	}
	return b.String()
}
