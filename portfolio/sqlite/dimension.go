package sqlite

import (
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// dimension says how the codes of a dimension are stored: as numbers.
type dimension struct {
	of     func(portfolio.Date) condition // the number of a project p; nil: that of a slice
	column string                         // of slices and summary with the number; empty: see of
	table  string                         // with the codes, whose row IDs are the numbers; empty: there is none
	first  int64                          // the number of the first choice
	summed bool                           // summary has the number too

	bit int // of a set of the dimensions that divide projects
}

// dimensions is the table of how each dimension is stored.
var dimensions = map[breakdown.Dimension]dimension{
	breakdown.ByRegion:    {of: ofColumn("p.programme"), table: "programme", first: 1, summed: true},
	breakdown.ByProgramme: {of: ofColumn("p.programme"), table: "programme", first: 1, summed: true},
	breakdown.ByCountry:   {column: "place", table: "place", first: 1, summed: true, bit: bitPlace},
	breakdown.ByLine:      {column: "line", table: "line", first: 1, summed: true, bit: bitLine},
	breakdown.ByKind:      {of: ofColumn("p.kind"), first: 1, summed: true}, // the bits of a kind
	breakdown.ByStatus:    {of: statusNumberSQL},
	breakdown.ByYear:      {column: "year", summed: true, bit: bitYear},
}

func ofColumn(name string) func(portfolio.Date) condition {
	return func(portfolio.Date) condition { return condition{sql: name} }
}

func statusNumberSQL(asOf portfolio.Date) condition {
	status, args := statusSQL(asOf)
	return condition{status, args}
}

// number returns the number of a project p, or of a row of another table.
func (d dimension) number(table string, asOf portfolio.Date) condition {
	if d.of != nil {
		return d.of(asOf)
	}
	return condition{sql: table + "." + d.column}
}

// decoder returns the code of a number.
func (d dimension) decoder(by breakdown.Dimension, cat *portfolio.Catalogue) func(int64) string {
	choices := by.Choices(cat)
	if choices == nil {
		return func(n int64) string { return strconv.FormatInt(n, 10) }
	}
	return func(n int64) string {
		if i := n - d.first; i >= 0 && i < int64(len(choices)) {
			return choices[i].Code
		}
		return "unknown"
	}
}

// isSQL returns the condition that a row of a table has a code.
func isSQL(by breakdown.Dimension, table, code string, asOf portfolio.Date) condition {
	d := dimensions[by]
	number := d.number(table, asOf)
	if d.table != "" {
		return condition{number.sql + " = (SELECT id FROM " + d.table + " WHERE code = ?)", append(number.args, code)}
	}
	return condition{number.sql + " = ?", append(number.args, d.encode(by, code))}
}

// encode returns the number of a code that is not in a table; for an unknown
// code, the number after the last.
func (d dimension) encode(by breakdown.Dimension, code string) int64 {
	choices := by.Choices(nil)
	if choices == nil {
		n, _ := strconv.ParseInt(code, 10, 64) // codes of years come from cells
		return n
	}
	i := slices.IndexFunc(choices, func(c portfolio.Choice) bool { return c.Code == code })
	if i < 0 {
		i = len(choices)
	}
	return d.first + int64(i)
}

// marks returns n question marks in parentheses.
func marks(n int) string { return "(" + strings.TrimSuffix(strings.Repeat("?,", n), ",") + ")" }
