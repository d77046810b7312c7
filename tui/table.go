package tui

import (
	"strings"
)

// column is a column of a list.
type column struct {
	head  string
	width int  // in cells
	right bool // figures stand at the right
	drop  int  // where there is no room, the highest goes first; 0 always stays
	least int  // how many cells the elastic column must have for this one to stay
}

// columnGap is the room between two columns, gutterWidth the one before the
// first.
const (
	columnGap   = 2
	gutterWidth = 3
)

// fitColumns returns the places in cols of the columns that fit into w cells,
// in order, and the width of the elastic one, which gets what is left, its own
// width at most if it has one.
func fitColumns(cols []column, elastic, w int) (places []int, rest int) {
	keep := make([]bool, len(cols))
	for i := range cols {
		keep[i] = true
	}
	for {
		rest = w - gutterWidth - 1
		worst := -1
		for i, c := range cols {
			if !keep[i] {
				continue
			}
			if i != elastic {
				rest -= c.width + columnGap
			}
			if c.drop > 0 && (worst < 0 || c.drop > cols[worst].drop) {
				worst = i
			}
		}
		if worst < 0 || rest >= cols[worst].least {
			break
		}
		keep[worst] = false
	}
	for i := range cols {
		if keep[i] {
			places = append(places, i)
		}
	}
	if elastic >= 0 && cols[elastic].width > 0 {
		rest = min(rest, cols[elastic].width)
	}
	return places, max(rest, 1)
}

// joinRow lays the values of a row side by side.
func joinRow(cols []column, values []string) string {
	var b strings.Builder
	for i, c := range cols {
		if i > 0 {
			b.WriteString(blanks(columnGap))
		}
		if c.right {
			b.WriteString(right(values[i], c.width))
		} else {
			b.WriteString(left(values[i], c.width))
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// heads returns the line of heads.
func heads(cols []column) string {
	values := make([]string, len(cols))
	for i, c := range cols {
		values[i] = c.head
	}
	return joinRow(cols, values)
}
