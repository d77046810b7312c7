package proof

import (
	"context"
	"strconv"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/reconcile"
)

// PlanFigure asks for a figure of the plan: the budget or the shortfall of a
// sub-programme, an outcome, an activity or the whole programme.
type PlanFigure struct {
	Record string // such as outcome:2.3; empty for the whole programme
	Field  string // FieldBudget or FieldShortfall
}

// Rows returns f: the plan is small and always shown completely.
func (f PlanFigure) Rows(int) Spec { return f }

// planProof builds the proof of a figure of the plan.
type planProof struct {
	PlanFigure
	subs  []portfolio.SubProgramme
	proof *Proof
	codes []string // of the records added up, to find the printed total
	found bool
}

func (f PlanFigure) prove(ctx context.Context, src Source, _ *portfolio.Catalogue) (*Proof, error) {
	subs, err := src.SubProgrammes(ctx)
	if err != nil {
		return nil, err
	}
	b := &planProof{PlanFigure: f, subs: subs, proof: &Proof{What: f.Field, Unit: 100}}
	b.collect()
	if !b.found {
		return nil, &fault.Invalid{Field: "record", Value: f.Record, Why: "does not exist, or has no " + f.Field}
	}
	p := b.proof
	p.About += ", " + f.Field
	p.Figure = p.Sum()
	if err := b.origins(ctx, src); err != nil {
		return nil, err
	}
	published, err := src.Published(ctx)
	if err != nil {
		return nil, err
	}
	b.printed(published)
	return p, nil
}

// collect finds the record and adds its rows.
func (b *planProof) collect() {
	if b.Record == "" {
		b.found, b.proof.About = true, "the whole programme"
		for i := range b.subs {
			s := &b.subs[i]
			b.add(s.Record(), s.Code, s.Label, b.ofSub(s), s.Sources, len(s.Outcomes) > 0)
			b.codes = append(b.codes, s.Code)
		}
		return
	}
	for i := range b.subs {
		s := &b.subs[i]
		if s.Record() == b.Record {
			b.sub(s)
		}
		for j := range s.Outcomes {
			o := &s.Outcomes[j]
			if o.Record() == b.Record {
				b.outcome(o)
			}
			for k := range o.Activities {
				if a := &o.Activities[k]; a.Record() == b.Record && b.Field == portfolio.FieldShortfall {
					b.activity(a)
				}
			}
		}
	}
}

// add adds a row with a known amount; further says whether the row's figure has
// a proof of its own.
func (b *planProof) add(record, code, label string, amount portfolio.Amount, sources []portfolio.Source, further bool) {
	if !amount.Known {
		b.proof.Notes = append(b.proof.Notes, portfolio.Text(code+" "+label+" has no "+b.Field+" and counts as nothing."))
		return
	}
	row := Row{Record: record, Name: code, Label: label, Whole: amount, Part: int64(amount.Cents)}
	if record != b.Record {
		row.Ask = PlanFigure{Record: record, Field: b.Field}
	}
	if !further {
		row.From = provenance.Origin{Kind: portfolio.KindOf(record), Field: b.Field,
			Sources: provenance.SourcesOf(sources, b.Field)}
	}
	b.proof.Rows = append(b.proof.Rows, row)
}

func (b *planProof) sub(s *portfolio.SubProgramme) {
	b.found, b.codes = true, []string{s.Code}
	b.proof.About = "sub-programme " + s.Code
	if len(s.Outcomes) == 0 {
		b.proof.About = portfolio.LowerFirst(s.Label)
		b.add(s.Record(), s.Code, s.Label, b.ofSub(s), s.Sources, false)
	}
	for i := range s.Outcomes {
		o := &s.Outcomes[i]
		b.add(o.Record(), o.Code, o.Label, b.ofOutcome(o), o.Sources, b.Field == portfolio.FieldShortfall)
	}
}

func (b *planProof) outcome(o *portfolio.Outcome) {
	b.found, b.codes = true, []string{o.Code}
	b.proof.About = "outcome " + o.Code
	if b.Field == portfolio.FieldBudget {
		b.add(o.Record(), o.Code, o.Label, o.Budget, o.Sources, false)
		return
	}
	for i := range o.Activities {
		a := &o.Activities[i]
		b.add(a.Record(), a.Code, a.Label, a.Shortfall, a.Sources, false)
	}
}

// activity adds the parts of an activity's shortfall, and the remainder.
func (b *planProof) activity(a *portfolio.Activity) {
	b.found, b.codes = true, []string{a.Code}
	b.proof.About = "activity " + a.Code
	if len(a.Parts) == 0 || !a.Shortfall.Known {
		b.add(a.Record(), a.Code, a.Label, a.Shortfall, a.Sources, false)
		return
	}
	rest := a.Shortfall.Cents
	for i, p := range a.Parts {
		b.add(a.Record(), "part "+strconv.Itoa(i+1), p.Label, portfolio.Known(p.Shortfall), a.Sources, false)
		b.proof.Rows[i].From.Sources = partSources(b.proof.Rows[i].From.Sources, p.Printed)
		rest -= p.Shortfall
	}
	if rest != 0 {
		b.add(a.Record(), "rest", "in no part of its own", portfolio.Known(rest), a.Sources, false)
		b.proof.Notes = append(b.proof.Notes, portfolio.Say("The parts add up to %s; the shortfall is %s.",
			a.Shortfall.Cents-rest, a.Shortfall))
	}
}

// partSources returns the sources of a part of an activity.
func partSources(of []portfolio.Source, printed string) []portfolio.Source {
	if len(of) == 0 {
		return nil
	}
	return []portfolio.Source{{Record: of[0].Record, Field: of[0].Field, Where: of[0].Where, Printed: printed}}
}

// ofSub returns the budget of a sub-programme: the sum of its outcomes, or its
// own requirement if it has none.
func (b *planProof) ofSub(s *portfolio.SubProgramme) portfolio.Amount {
	if len(s.Outcomes) == 0 {
		if b.Field == portfolio.FieldBudget {
			return s.Requirement
		}
		return s.Shortfall
	}
	var sum portfolio.Amount
	for i := range s.Outcomes {
		sum = sum.Plus(b.ofOutcome(&s.Outcomes[i]))
	}
	return sum
}

func (b *planProof) ofOutcome(o *portfolio.Outcome) portfolio.Amount {
	if b.Field == portfolio.FieldBudget {
		return o.Budget
	}
	var sum portfolio.Amount
	for _, a := range o.Activities {
		sum = sum.Plus(a.Shortfall)
	}
	return sum
}

// origins marks the rows whose value comes from a change.
func (b *planProof) origins(ctx context.Context, src Source) error {
	records := make([]string, len(b.proof.Rows))
	for i, r := range b.proof.Rows {
		records[i] = r.Record
	}
	all, err := src.Origins(ctx, records, b.Field, portfolio.FieldRequired)
	for i := range b.proof.Rows {
		r := &b.proof.Rows[i]
		field := b.Field
		if r.From.Kind == portfolio.SubProgrammeRecord && field == portfolio.FieldBudget {
			field = portfolio.FieldRequired // the name of a sub-programme's own budget
		}
		if o := all[provenance.FieldOf{Record: r.Record, Field: field}]; o.Changed != nil && r.From.Kind != "" {
			o.Sources = r.From.Sources
			r.From = o
		}
	}
	return err
}

// printed adds where the document prints a different total.
func (b *planProof) printed(all []portfolio.Published) {
	records := portfolio.RuleOutcomes
	if b.Field == portfolio.FieldShortfall {
		records = portfolio.RuleActivities
	}
	if text := reconcile.NewStated(all).Otherwise(records, b.codes,
		portfolio.Known(portfolio.Cents(b.proof.Figure))); text != "" {
		b.proof.Notes = append(b.proof.Notes, portfolio.Text("Otherwise in the document: "+text+"."))
	}
}
