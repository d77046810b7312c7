package report

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// TotalLabel is in the first column of the total row.
var TotalLabel = portfolio.Named("total", "TOTAL")

// BlankRow returns a row of n empty values, which sets groups of rows apart.
func BlankRow(n int) []portfolio.Value {
	row := make([]portfolio.Value, n)
	for i := range row {
		row[i] = portfolio.Text("")
	}
	return row
}

// ShareValue returns a part as a share of a whole, a blank if the part is unknown.
func ShareValue(part portfolio.Amount, whole portfolio.Cents) portfolio.Value {
	if !part.Known {
		return portfolio.Text("")
	}
	return breakdown.ShareOf(portfolio.Share(part.Cents, whole))
}
