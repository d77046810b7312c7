package proof

import (
	"context"

	"fieldfolio/portfolio"
)

// ShareFigure asks about a figure that was shown as a share of another: about
// both.
type ShareFigure struct{ Part, Whole Spec }

// Rows returns the question with a limit of rows in each of the two.
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
