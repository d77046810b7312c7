package report

import (
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// nameColumn is a column of a table for programs with the names, or once more
// the codes, of a dimension under the name that the list of projects uses.
type nameColumn struct {
	name string
	at   int // index of the dimension
	code bool
}

// nameColumns returns the columns to add for dimensions: NAME_name with the
// names of the codes and, for countries, country_code with the codes, since
// country is a name in the list of projects.
func nameColumns(by []breakdown.Dimension) []nameColumn {
	var out []nameColumn
	for i, d := range by {
		if !d.Named() {
			continue
		}
		if d == breakdown.ByCountry {
			out = append(out, nameColumn{string(d) + "_code", i, true})
		}
		out = append(out, nameColumn{string(d) + "_name", i, false})
	}
	return out
}

// withNames adds the name columns behind the others, so that those keep their
// places. The total row has no names.
func withNames(t portfolio.Table, b *breakdown.Breakdown, codes [][]string) portfolio.Table {
	columns := nameColumns(b.Spec.By)
	t.Columns = slices.Clip(t.Columns)
	for _, c := range columns {
		t.Columns = append(t.Columns, portfolio.Column{Name: c.name})
		for i := range t.Rows {
			code := codes[i][c.at]
			value := b.Name(b.Spec.By[c.at], code)
			if c.code {
				value = code
			}
			t.Rows[i] = append(t.Rows[i], portfolio.Text(value))
		}
		t.Total = append(t.Total, portfolio.Text(""))
	}
	return t
}
