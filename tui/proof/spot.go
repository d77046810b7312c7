package proof

import (
	"fieldfolio/portfolio/proof"
	"fieldfolio/tui/ui"
)

// yes is the value of a setting that is on.
const yes = "yes"

// Spot is the selected figure, and whether only differences are shown.
func (r *Reconcile) Spot() ui.Spot {
	if !r.Loaded {
		return r.back
	}
	s := ui.SpotOf(r.cursor.At, r.keys())
	if r.only {
		s = s.With("only", yes)
	}
	return s
}

// Return selects the figure.
func (r *Reconcile) Return(to ui.Spot) { r.back, r.only = to, to.Set["only"] == yes }

// Spot is the published figure and the selected row.
func (f *finding) Spot() ui.Spot {
	return ui.Spot{Screen: "figure", Of: f.Of.Published.ID, Index: f.cursor.At}
}

// Return selects the row.
func (f *finding) Return(to ui.Spot) { f.cursor.At = to.Index }

// Spot is the selected row of the proof of a published figure; the proofs of other figures are opened from what is
// below them.
func (p *Proof) Spot() ui.Spot {
	f, ok := p.Spec.(proof.PublishedFigure)
	if !ok {
		return ui.Spot{}
	}
	s := ui.Spot{Screen: "proof", Of: f.ID, Index: p.anchors.Sel}
	if p.shown == nil {
		s.Index = p.back.Index
	}
	return s
}

// Return selects the row.
func (p *Proof) Return(to ui.Spot) { p.back = to }

// reach selects the row to which the person returns.
func (p *Proof) reach() {
	t, i := p.text(), p.back.Index
	if p.back = (ui.Spot{}); i > 0 && i < len(t.at) {
		p.anchors.Show(i, t.at, len(t.lines), p.page())
	}
}
