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

// sourcesOf returns the sources that stand below a row: all of them if the user wants to see them,
// otherwise who changed a value on which it depends, and an amount not taken as printed.
func (p *Proof) sourcesOf(r *proof.Row) []portfolio.Value {
	if p.sources {
		return r.Sources()
	}
	var out []portfolio.Value
	if r.From.Changed != nil {
		out = append(out, r.From)
	}
	if s, ok := r.From.Difference(); ok {
		out = append(out, s)
	}
	for _, o := range r.Basis {
		if o.Changed != nil {
			out = append(out, proof.BasisValue(o))
		}
	}
	return out
}
