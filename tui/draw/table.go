package draw

import (
	"cmp"
	"slices"
	"strings"
)

// Column is a column of a list.
type Column struct {
	Head  string
	Width int  // in cells
	Right bool // figures stand at the right
	Drop  int  // where there is no room, the highest goes first; 0 always stays
	Least int  // how many cells the elastic column must have for this one to stay
}

// columnGap is the room between two columns, gutterWidth the one before the
// first.
const (
	ColumnGap   = 2
	GutterWidth = 3
)

func (c *Column) base() *Column { return c }

// columnOf is a pointer to a column, or to what has one and more.
type columnOf[C any] interface {
	*C
	base() *Column
}

// FitColumns returns those of some columns that fit into w cells, in order. The
// elastic one, if there is one, always stays, and gets the width that is left,
// its own at most if it has one.
func FitColumns[C any, P columnOf[C]](cols []C, elastic, w int) []C {
	at := func(i int) *Column { return P(&cols[i]).base() }
	rest := w - GutterWidth - 1
	kept := make([]int, len(cols)) // their places, what goes first at the end
	for i := range cols {
		kept[i] = i
		if i != elastic {
			rest -= at(i).Width + ColumnGap
		}
	}
	slices.SortFunc(kept, func(a, b int) int { return cmp.Or(at(a).Drop-at(b).Drop, b-a) })
	for len(kept) > 0 {
		last := at(kept[len(kept)-1])
		if last.Drop == 0 || rest >= last.Least {
			break
		}
		kept, rest = kept[:len(kept)-1], rest+last.Width+ColumnGap
	}
	slices.Sort(kept)
	out := make([]C, len(kept))
	for i, place := range kept {
		out[i] = cols[place]
		if c := P(&out[i]).base(); place == elastic {
			if c.Width == 0 {
				c.Width = rest
			}
			c.Width = max(min(c.Width, rest), 1)
		}
	}
	return out
}

// JoinRow lays the values of a row side by side.
func JoinRow[C any, P columnOf[C]](cols []C, values []string) string {
	var b strings.Builder
	for i := range cols {
		c := P(&cols[i]).base()
		if i > 0 {
			b.WriteString(Blanks(ColumnGap))
		}
		if c.Right {
			b.WriteString(Right(values[i], c.Width))
		} else {
			b.WriteString(Left(values[i], c.Width))
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// Heads returns the line of heads.
func Heads[C any, P columnOf[C]](cols []C) string {
	values := make([]string, len(cols))
	for i := range cols {
		values[i] = P(&cols[i]).base().Head
	}
	return JoinRow[C, P](cols, values)
}

// ValueColumn is a column of a list of rows with what each says in it.
type ValueColumn[R any] struct {
	Column
	Value func(R) string
	Short func(row R, w int) string // a value of more than w cells in fewer; nil: it is cut
}

func Valued[R any](c Column, value func(R) string) ValueColumn[R] {
	return ValueColumn[R]{Column: c, Value: value}
}

// RowValues returns what a row says in each column.
func RowValues[R any](cols []ValueColumn[R], row R) []string {
	values := make([]string, len(cols))
	for i, c := range cols {
		if values[i] = c.Value(row); c.Short != nil && Width(values[i]) > c.Width {
			values[i] = c.Short(row, c.Width)
		}
	}
	return values
}

// RowText returns the line of a row.
func RowText[R any](cols []ValueColumn[R], row R) string { return JoinRow(cols, RowValues(cols, row)) }
