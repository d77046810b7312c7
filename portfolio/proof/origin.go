package proof

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/provenance"
)

// basis returns the fields on which the factors of a cell depend. Of several in
// one list, the first whose origin is known counts.
func basis(c breakdown.CellRef) [][]string {
	var out [][]string
	for _, d := range breakdown.SplitOrder {
		if !fixes(c, d) {
			continue
		}
		div := d.Entry().Divides
		if div.Portions != nil {
			out = append(out, div.Fields)
			continue
		}
		for _, field := range div.Fields {
			out = append(out, []string{field})
		}
	}
	return out
}

// origins sets the sources of the row of a project: of its amount, and of the
// further fields on which its part depends. of returns that of a field.
func (r *Row) origins(amounts []string, further [][]string, p *portfolio.Project, of func(string) provenance.Origin) {
	r.From = firstKnown(amounts, of)
	for _, field := range amounts {
		if o := of(field); field != r.From.Field && !o.Unknown() {
			r.Basis = append(r.Basis, o)
		}
	}
	for _, fields := range further {
		r.Basis = append(r.Basis, splitOrigin(firstKnown(fields, of), p))
	}
}

// firstKnown returns the first origin of the fields that is known.
func firstKnown(fields []string, of func(field string) provenance.Origin) provenance.Origin {
	for _, field := range fields {
		if o := of(field); !o.Unknown() {
			return o
		}
	}
	return of(fields[0])
}

// splitOrigin returns the origin of shares. Those of service lines that nobody
// has changed are assigned by us.
func splitOrigin(o provenance.Origin, p *portfolio.Project) provenance.Origin {
	if o.Field == portfolio.FieldLines && o.Changed == nil {
		o.Ours = p.Assigned.Reason
	}
	return o
}
