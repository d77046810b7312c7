package tui

import (
	"cmp"
	"slices"
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

func (c *column) base() *column { return c }

// columnOf is a pointer to a column, or to what has one and more.
type columnOf[C any] interface {
	*C
	base() *column
}

// fitColumns returns those of some columns that fit into w cells, in order. The
// elastic one, if there is one, always stays, and gets the width that is left,
// its own at most if it has one.
func fitColumns[C any, P columnOf[C]](cols []C, elastic, w int) []C {
	at := func(i int) *column { return P(&cols[i]).base() }
	rest := w - gutterWidth - 1
	kept := make([]int, len(cols)) // their places, what goes first at the end
	for i := range cols {
		kept[i] = i
		if i != elastic {
			rest -= at(i).width + columnGap
		}
	}
	slices.SortFunc(kept, func(a, b int) int { return cmp.Or(at(a).drop-at(b).drop, b-a) })
	for len(kept) > 0 {
		last := at(kept[len(kept)-1])
		if last.drop == 0 || rest >= last.least {
			break
		}
		kept, rest = kept[:len(kept)-1], rest+last.width+columnGap
	}
	slices.Sort(kept)
	out := make([]C, len(kept))
	for i, place := range kept {
		out[i] = cols[place]
		if c := P(&out[i]).base(); place == elastic {
			if c.width == 0 {
				c.width = rest
			}
			c.width = max(min(c.width, rest), 1)
		}
	}
	return out
}

// joinRow lays the values of a row side by side.
func joinRow[C any, P columnOf[C]](cols []C, values []string) string {
	var b strings.Builder
	for i := range cols {
		c := P(&cols[i]).base()
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
func heads[C any, P columnOf[C]](cols []C) string {
	values := make([]string, len(cols))
	for i := range cols {
		values[i] = P(&cols[i]).base().head
	}
	return joinRow[C, P](cols, values)
}

// valueColumn is a column of a list of rows with what each says in it.
type valueColumn[R any] struct {
	column
	value func(R) string
	short func(row R, w int) string // a value of more than w cells in fewer; nil: it is cut
}

func valued[R any](c column, value func(R) string) valueColumn[R] {
	return valueColumn[R]{column: c, value: value}
}

// rowValues returns what a row says in each column.
func rowValues[R any](cols []valueColumn[R], row R) []string {
	values := make([]string, len(cols))
	for i, c := range cols {
		if values[i] = c.value(row); c.short != nil && width(values[i]) > c.width {
			values[i] = c.short(row, c.width)
		}
	}
	return values
}

// rowText returns the line of a row.
func rowText[R any](cols []valueColumn[R], row R) string { return joinRow(cols, rowValues(cols, row)) }
