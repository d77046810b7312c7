package proof

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/proof"
)

// below returns what stands below each row of a figure: how its part comes about and where its
// values come from. A source that the row above has too is not repeated.
func (p *Proof) below(of *proof.Proof) [][]portfolio.Value {
	out := of.Below(p.sourcesOf)
	for i := range of.Rows {
		if how := of.Rows[i].How.InFull(); !how.Empty() {
			out[i] = append([]portfolio.Value{how}, out[i]...)
		}
	}
	return out
}

// sourcesOf returns what stands below a row: who changed the amount and how it was read, which the column FROM does not
// say; then the sources of what divides it, all of them if the user wants to see them, otherwise who changed it.
func (p *Proof) sourcesOf(r *proof.Row) []portfolio.Value {
	var out []portfolio.Value
	if r.From.Changed != nil {
		out = append(out, r.From)
	}
	if s, ok := r.From.Difference(); ok {
		out = append(out, s)
	}
	if p.sources {
		return append(out, r.BasisSources()...)
	}
	for _, o := range r.Basis {
		if o.Changed != nil {
			out = append(out, proof.BasisValue(o))
		}
	}
	return out
}

// hasBasis reports whether any row depends on more than its amount.
func (p *Proof) hasBasis() bool {
	for of := p.shown; of != nil; of = of.Of {
		for i := range of.Rows {
			if len(of.Rows[i].BasisSources()) > 0 {
				return true
			}
		}
	}
	return false
}
