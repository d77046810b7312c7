package proof

import (
	"context"

	"fieldfolio/portfolio"
)

// ShareFigure asks for a figure that was shown as a share of another, with the
// proofs of both.
type ShareFigure struct{ Part, Whole Spec }

// Rows returns the spec with at most limit rows in each of the two.
func (f ShareFigure) Rows(limit int) Spec {
	return ShareFigure{f.Part.Rows(limit), f.Whole.Rows(limit)}
}

func (f ShareFigure) prove(ctx context.Context, src Source, cat *portfolio.Catalogue) (*Proof, error) {
	p, err := f.Part.prove(ctx, src, cat)
	if err != nil {
		return nil, err
	}
	p.Of, err = f.Whole.prove(ctx, src, cat)
	return p, err
}
