package proof

import (
	"context"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/reconcile"
)

// PublishedFigure asks for a figure that the document prints: for the rows of
// the document from which it is recomputed.
type PublishedFigure struct {
	ID   string // of the published figure
	rows int
}

// Rows returns the spec with at most limit rows.
func (f PublishedFigure) Rows(limit int) Spec {
	f.rows = limit
	return f
}

func (f PublishedFigure) prove(ctx context.Context, src Source, _ *portfolio.Catalogue) (*Proof, error) {
	all, err := src.Findings(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(x reconcile.Finding) bool { return x.Published.ID == f.ID })
	if i < 0 {
		return nil, &fault.Invalid{Field: "published figure", Value: f.ID, Why: "does not exist"}
	}
	of := all[i]
	field := fieldOf(&of.Published)
	origins, err := src.Origins(ctx, recordsOf(of), field)
	if err != nil {
		return nil, err
	}
	p := &Proof{About: of.Published.Statement + ", " + of.Published.Where, What: "amount in the document", Unit: 100,
		Printed: notesOf(of)}
	if of.Published.Unit.Counts() {
		p.What, p.Things = "number in the document", of.Published.Unit
	}
	for _, r := range of.Rows {
		row := proofRow(r, all, origins[provenance.FieldOf{Record: r.Record, Field: field}], of.Published.Rule.Records)
		if p.Things != "" {
			row.Whole = portfolio.Amount{}
		}
		if r.Record == "" {
			row.From.Sources = []portfolio.Source{{Where: of.Published.ListedIn(), Printed: r.Label}}
		}
		p.Rows = append(p.Rows, row)
	}
	p.Figure = p.Sum()
	if of.Verdict == reconcile.CannotBeChecked {
		p.Asked = of.Published.Printed
	}
	p.limit(f.rows)
	if whole, ok := published(all, of.Published.Rule.Of); ok {
		p.Of = printedOf(whole)
	}
	return p, nil
}

// fieldOf returns the field of the rows of a figure: what is added up or, if they
// are counted, what names them.
func fieldOf(p *portfolio.Published) string {
	switch records := p.Rule.Records; {
	case records == portfolio.RuleProjects && p.Unit.Counts():
		return portfolio.FieldNumber
	case p.Unit.Counts():
		return portfolio.FieldTitle
	case records == portfolio.RuleOutcomes:
		return portfolio.FieldBudget
	}
	return p.Rule.Measure
}

// limit keeps the first rows only.
func (p *Proof) limit(rows int) {
	if rows <= 0 || len(p.Rows) <= rows {
		return
	}
	for _, r := range p.Rows[rows:] {
		p.Left++
		p.LeftPart += r.Part
	}
	p.Rows = p.Rows[:rows]
}

// recordsOf returns the ids of the records behind a figure's rows.
func recordsOf(f reconcile.Finding) []string {
	out := make([]string, len(f.Rows))
	for i, r := range f.Rows {
		out[i] = r.Record
	}
	return out
}

func published(all []reconcile.Finding, id string) (reconcile.Finding, bool) {
	for _, f := range all {
		if f.Published.ID == id {
			return f, true
		}
	}
	return reconcile.Finding{}, false
}

// proofRow converts a row of a published figure. Its value is the document's,
// even if it was changed since.
func proofRow(r reconcile.Row, all []reconcile.Finding, from provenance.Origin, kind portfolio.RuleRecords) Row {
	row := Row{Record: r.Record, Name: r.Name, Label: r.Label, Whole: portfolio.Known(r.Amount),
		Part: int64(r.Amount)}
	from.Changed, from.Values = nil, 0
	if figure, ok := published(all, r.Record); ok && kind == portfolio.RuleFigures {
		row.Record, row.Ask = "", PublishedFigure{ID: r.Record}
		row.Name = figure.Published.Where
		from = provenance.Origin{Sources: []portfolio.Source{{Where: figure.Published.Where,
			Printed: figure.Published.Printed}}}
	}
	if kind == portfolio.RuleParts {
		for i := range from.Sources {
			from.Sources[i].Printed, from.Sources[i].Taken = r.Printed, ""
		}
	}
	if ask := planQuestion(r.Record, kind); ask != nil {
		row.Ask = ask
	}
	row.From = from
	return row
}

// planQuestion returns the spec for a record of the plan, nil for other rows.
func planQuestion(record string, kind portfolio.RuleRecords) Spec {
	switch {
	case !strings.Contains(record, ":"):
		return nil
	case kind == portfolio.RuleActivities, kind == portfolio.RuleParts:
		return PlanFigure{Record: record, Field: portfolio.FieldShortfall}
	case kind == portfolio.RuleOutcomes:
		return PlanFigure{Record: record, Field: portfolio.FieldBudget}
	}
	return nil
}

// notesOf returns what the document prints, and the remarks on it.
func notesOf(f reconcile.Finding) []portfolio.Value {
	notes := causeFirst(f, printedNote(f))
	if len(f.Rows) > 0 {
		notes = append(notes, portfolio.Text("The rows are the document's own, without later changes."))
	}
	return notes
}

// printedNote compares what the document prints with what its rows add up to.
func printedNote(f reconcile.Finding) portfolio.Phrase {
	printed := printedIn(f)
	if f.Verdict != reconcile.Differs {
		return portfolio.Say("%s, which %s.", printed, string(f.Verdict))
	}
	difference := portfolio.Signed(f.DifferenceValue().Shown(), f.DifferenceValue().Shown())
	return portfolio.Say("%s; computed %s, a difference of %s.", printed, f.ComputedValue(), difference)
}

// printedIn says what the document prints, and where.
func printedIn(f reconcile.Finding) portfolio.Phrase {
	p := f.Published
	if p.Printed != f.PublishedValue().Shown() {
		return portfolio.Say("Printed %q in %s: %s", p.Printed, p.Where, f.PublishedValue())
	}
	return portfolio.Say("Printed %s in %s", f.PublishedValue(), p.Where)
}

// printedNotes says what the document prints as the total of the list, and why
// that differs; nothing if it prints none.
func (b *listProof) printedNotes(ctx context.Context) ([]portfolio.Value, error) {
	programme := b.list().PrintedList()
	if programme == "" || b.Cell.Measure != breakdown.Approved {
		return nil, nil
	}
	all, err := b.src.Findings(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(f reconcile.Finding) bool {
		_, ok := portfolio.PrintedTotal([]portfolio.Published{f.Published}, programme)
		return ok
	})
	if i < 0 {
		return nil, nil
	}
	return answerTo(all[i], b.proof.Figure), nil
}

// answerTo says why the document prints another total than now, and which: the cause first, then both totals. They are
// of one state: where the document's rows were changed since, their sum of then is not said.
func answerTo(f reconcile.Finding, now int64) []portfolio.Value {
	printed := printedNote(f)
	if f.Computed != now {
		since := f
		since.Difference = now - f.Computed
		printed = portfolio.Say("%s; now %s. Changes since the document: %s.", printedIn(f), portfolio.Cents(now),
			since.DifferenceValue())
	}
	return causeFirst(f, printed)
}

// causeFirst returns the remarks on a published figure with the cause of a difference before the figures.
func causeFirst(f reconcile.Finding, printed portfolio.Phrase) []portfolio.Value {
	remarks := portfolio.Texts(f.Remarks())
	if _, found := f.Explanation.Sole(); !found {
		return append([]portfolio.Value{printed}, remarks...)
	}
	return slices.Insert(remarks, 1, portfolio.Value(printed))
}

// printedOf returns a proof with the printed figure as its only row.
func printedOf(f reconcile.Finding) *Proof {
	p := f.Published
	row := Row{Name: p.Where, Label: p.Statement, Whole: portfolio.Known(portfolio.Cents(p.Value)),
		Part: p.Value, Ask: PublishedFigure{ID: p.ID},
		From: provenance.Origin{Sources: []portfolio.Source{{Where: p.Where, Printed: p.Printed}}}}
	return &Proof{About: p.Statement + ", " + p.Where, What: "amount in the document", Unit: 100, Figure: p.Value,
		Rows: []Row{row}}
}
