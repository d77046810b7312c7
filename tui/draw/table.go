package draw

import (
	"cmp"
	"slices"
	"strings"
)

// Column is a column of a table.
type Column struct {
	Head  string
	Width int  // in cells
	Right bool // align right, for figures
	Drop  int  // dropped where there is no room, the highest first; 0 is never dropped
	Least int  // the column is shown only if the elastic one has so many cells
}

// columnGap is the space between two columns, GutterWidth the space before the first.
const (
	ColumnGap   = 2
	GutterWidth = 3
)

func (c *Column) base() *Column { return c }

// columnOf is a pointer to a Column or to a type that embeds one.
type columnOf[C any] interface {
	*C
	base() *Column
}

// FitColumns returns the columns that fit into w cells, in order. The elastic one, an index or -1,
// always stays and gets the width that is left, up to its own width if it has one.
func FitColumns[C any, P columnOf[C]](cols []C, elastic, w int) []C {
	at := func(i int) *Column { return P(&cols[i]).base() }
	rest := w - GutterWidth - 1
	kept := make([]int, len(cols)) // indexes; those dropped first at the end
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

// JoinRow returns a line with the values of a row, one for each column.
func JoinRow[C any, P columnOf[C]](m *Measure, cols []C, values []string) string {
	var b strings.Builder
	for i := range cols {
		c := P(&cols[i]).base()
		if i > 0 {
			b.WriteString(Blanks(ColumnGap))
		}
		if c.Right {
			b.WriteString(m.Right(values[i], c.Width))
		} else {
			b.WriteString(m.Left(values[i], c.Width))
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// Heads returns the line of column heads, behind the gutter.
func Heads[C any, P columnOf[C]](f *Frame, cols []C) string {
	values := make([]string, len(cols))
	for i := range cols {
		values[i] = P(&cols[i]).base().Head
	}
	return f.Styles.Head.Render(Blanks(GutterWidth) + JoinRow[C, P](f.Measure, cols, values))
}

// ValueColumn is a column with a function that returns its value in a row.
type ValueColumn[R any] struct {
	Column
	Value func(R) string
	Short func(row R, w int) string // shortens a value that is wider than w cells; nil: it is cut
}

func Valued[R any](c Column, value func(R) string) ValueColumn[R] {
	return ValueColumn[R]{Column: c, Value: value}
}

// RowValues returns the text of a row in each column.
func RowValues[R any](m *Measure, cols []ValueColumn[R], row R) []string {
	values := make([]string, len(cols))
	for i, c := range cols {
		if values[i] = c.Value(row); c.Short != nil && m.Cells(values[i]) > c.Width {
			values[i] = c.Short(row, c.Width)
		}
	}
	return values
}

// RowText returns the line of a row.
func RowText[R any](m *Measure, cols []ValueColumn[R], row R) string {
	return JoinRow(m, cols, RowValues(m, cols, row))
}
