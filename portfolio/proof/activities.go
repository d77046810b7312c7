package proof

import (
	"context"

	"fieldfolio/portfolio"
)

// ActivitiesFigure asks for the sum of the shortfalls of the priority activities
// that a query selects.
type ActivitiesFigure struct{ Query portfolio.Query }

// Rows returns f: the plan is small and always shown completely.
func (f ActivitiesFigure) Rows(int) Spec { return f }

func (f ActivitiesFigure) prove(ctx context.Context, src Source, cat *portfolio.Catalogue) (*Proof, error) {
	subs, err := src.SubProgrammes(ctx)
	if err != nil {
		return nil, err
	}
	about := "priority activities"
	if len(f.Query.Terms) > 0 {
		about += ", " + f.Query.String()
	}
	b := &planProof{PlanFigure: PlanFigure{Field: portfolio.FieldShortfall}, subs: subs,
		proof: &Proof{About: about, What: portfolio.FieldShortfall, Unit: 100}}
	for record, a := range portfolio.Priorities(subs) {
		if f.Query.MatchesActivity(a, cat) {
			b.add(record, a.Code, a.Label, a.Shortfall, a.Sources, false)
		}
	}
	b.proof.Figure = b.proof.Sum()
	return b.proof, b.origins(ctx, src)
}
