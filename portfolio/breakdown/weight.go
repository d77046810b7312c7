package breakdown

import (
	"strconv"

	"fieldfolio/portfolio"
)

// Weights returns the codes among which a dimension divides a project's amount
// of a stored measure, with their weights: shares in hundredths of a per cent,
// or days. It returns none for a dimension that does not divide amounts.
func (d Dimension) Weights(p *portfolio.Project, m Measure) []Weight {
	div := d.Entry().Divides
	switch {
	case div == nil:
		return nil
	case div.Portions != nil:
		return weights(div.Portions(p, m))
	}
	var out []Weight
	for _, y := range yearWeights(p, m) {
		out = append(out, Weight{strconv.Itoa(y.Year), y.Weight.Weight})
	}
	return out
}
