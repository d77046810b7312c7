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
	of   func(code, name string) string
}

// namesOf returns the columns to add for dimensions: NAME_name with the names of
// the codes. A country or region in the dimension country has the columns of the
// list of projects, where country is a text: country_code and country_name, and
// last those for places that are not countries.
func namesOf(by []breakdown.Dimension) []nameColumn {
	var out, last []nameColumn
	for i, d := range by {
		switch {
		case !d.Named():
		case d == breakdown.ByCountry:
			out = append(out, nameColumn{string(d) + "_code", i, forCountries(codeOf)},
				nameColumn{string(d) + "_name", i, forCountries(itsName)})
			last = append(last, nameColumn{portfolio.RegionCodeColumn, i, forRegions(codeOf)},
				nameColumn{portfolio.RegionNameColumn, i, forRegions(itsName)})
		default:
			out = append(out, nameColumn{string(d) + "_name", i, itsName})
		}
	}
	return append(out, last...)
}

func codeOf(code, _ string) string  { return code }
func itsName(_, name string) string { return name }

// forCountries returns a function that is empty for places that are not countries.
func forCountries(of func(code, name string) string) func(code, name string) string {
	return func(code, name string) string {
		if !portfolio.IsCountry(code) {
			return ""
		}
		return of(code, name)
	}
}

// forRegions returns a function that is empty for countries.
func forRegions(of func(code, name string) string) func(code, name string) string {
	return func(code, name string) string {
		if portfolio.IsCountry(code) {
			return ""
		}
		return of(code, name)
	}
}

// withNames adds the name columns behind the others, so that those keep their
// places. The total row has no names.
func withNames(t portfolio.Table, b *breakdown.Breakdown, codes [][]string) portfolio.Table {
	columns := namesOf(b.Spec.By)
	t.Columns = slices.Clip(t.Columns)
	for _, c := range columns {
		t.Columns = append(t.Columns, portfolio.Column{Name: c.name})
		for i := range t.Rows {
			code := codes[i][c.at]
			t.Rows[i] = append(t.Rows[i], portfolio.Text(c.of(code, b.Name(b.Spec.By[c.at], code))))
		}
		t.Total = append(t.Total, portfolio.Text(""))
	}
	return t
}
