package seed

import (
	"math/rand/v2"
	"slices"
	"time"

	"fieldfolio/portfolio"
)

// madeFields are the fields of synthetic projects that have a generator of
// their own.
var madeFields = []string{
	portfolio.FieldNumber, portfolio.FieldTitle, portfolio.FieldKind, portfolio.FieldProgramme, portfolio.FieldCountry,
	portfolio.FieldPlaces, portfolio.FieldOverallPlaces, portfolio.FieldStart, portfolio.FieldEnd,
	portfolio.FieldApproved, portfolio.FieldOverall,
	portfolio.FieldShortfall, portfolio.FieldLines, portfolio.FieldSpent, portfolio.FieldSpentOn,
}

// FieldText returns a made-up valid text for a field of projects. The same seed
// gives the same text.
func FieldText(f portfolio.FieldSpec, cat *portfolio.Catalogue, seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 0))
	g := &generator{rng: rng, cat: cat, numbers: map[string]bool{}}
	return g.text(f)
}

func (g *generator) text(f portfolio.FieldSpec) string {
	switch {
	case f.Name == portfolio.FieldNumber:
		return g.number()
	case f.Money:
		return g.budget().Plain()
	case f.Day:
		return portfolio.DateOf(time.Date(2011, time.January, 1+g.rng.IntN(365), 0, 0, 0, 0, time.UTC)).Plain()
	case f.Listed():
		return pick(g, f.Complete(g.cat, nil, "")).Text
	}
	return pick(g, titleObjects)
}

// further fills the optional fields: one in three projects has expenditure, one
// in twenty each of the others.
func (g *generator) further(p *portfolio.Project) {
	if p.Amounts.Approved.Known && g.chance(33) {
		spent := p.Amounts.Approved.Cents * portfolio.Cents(g.rng.IntN(110)) / 100
		on := portfolio.DateOf(time.Date(2011, time.Month(1+g.rng.IntN(4)), 28, 0, 0, 0, 0, time.UTC))
		if on >= p.Duration.Start { // nothing is spent before a project starts
			p.Amounts.Spent, p.SpentOn = portfolio.Known(spent), on
			p.SetRated()
		}
	}
	for _, f := range portfolio.FieldsOf(portfolio.ProjectRecord) {
		if slices.Contains(madeFields, f.Name) || !g.chance(5) {
			continue
		}
		if v, err := f.Read(g.cat, g.text(f)); err == nil {
			f.Set(p, v.Text)
		}
	}
}
