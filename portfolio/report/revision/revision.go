package revision

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/portfolio/report"
)

// Revision is what an upgrade changed in the figures of a copy.
type Revision struct {
	ID   int64 // larger for later ones
	Day  portfolio.Date
	Said []string // sentences
}

// Title says when an upgrade changed figures.
func (r *Revision) Title() string { return "Figures that a new release changed on " + r.Day.Shown() }

// Figures are the figures of a portfolio that an upgrade may change: its
// breakdowns, what ends soon, and the published figures.
type Figures struct {
	tables   []*breakdown.Breakdown // by each of revisedBy, of the stored measures
	ending   breakdown.ListTotals   // projects that end soon
	soon     portfolio.Range        // the days on which they end
	findings []reconcile.Finding    // as the document has them; none if a rule cannot be read
}

// FigureSource supplies figures, usually a store.
type FigureSource interface {
	breakdown.CellSource
	Catalogue(ctx context.Context) (*portfolio.Catalogue, error)
	Totals(ctx context.Context, spec breakdown.ListSpec) (breakdown.ListTotals, error)
	Findings(ctx context.Context, explain, current bool) ([]reconcile.Finding, error)
}

// revisedBy are the dimensions by which figures are compared, with the noun for
// their codes.
var revisedBy = []struct {
	by   breakdown.Dimension
	noun string
}{
	{breakdown.ByYear, "year"}, {breakdown.ByCountry, "place"}, {breakdown.ByRegion, "region"},
	{breakdown.ByLine, "service line"}, {breakdown.ByKind, "kind"},
}

// TakeFigures reads the figures of a source as of its reference date.
func TakeFigures(ctx context.Context, src FigureSource) (*Figures, error) {
	return takeFigures(ctx, src, report.SoonDays)
}

// printed are the amounts that the document prints. What offices enter does not
// change with a release.
var printed = []breakdown.Measure{breakdown.Approved, breakdown.Overall, breakdown.Shortfall}

// TakeFormerFigures is TakeFigures by the rules that releases up to version 7 of
// the database had: six months end on the day of the month on which they begin,
// and only the last rounding of a published figure counts.
func TakeFormerFigures(ctx context.Context, src FigureSource) (*Figures, error) {
	f, err := takeFigures(ctx, src, func(asOf portfolio.Date) portfolio.Range {
		days := report.SoonDays(asOf)
		days.Last -= max(days.Last%100-asOf%100, 0)
		return days
	})
	if err != nil {
		return nil, err
	}
	for i := range f.findings {
		f.findings[i].Verdict = formerVerdict(&f.findings[i])
	}
	return f, nil
}

func takeFigures(ctx context.Context, src FigureSource,
	soonDays func(asOf portfolio.Date) portfolio.Range) (*Figures, error) {
	cat, err := src.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	f := Figures{soon: soonDays(cat.Reference)}
	for _, x := range revisedBy {
		spec := breakdown.BreakdownSpec{By: []breakdown.Dimension{x.by}, Measures: printed,
			AsOf: cat.Reference}
		b, err := breakdown.BreakDown(ctx, src, spec, cat)
		if err != nil {
			return nil, err
		}
		f.tables = append(f.tables, b)
	}
	if f.ending, err = src.Totals(ctx, breakdown.ListSpec{Query: endsWithin(f.soon), AsOf: cat.Reference}); err != nil {
		return nil, err
	}
	var unreadable *fault.Invalid
	if f.findings, err = src.Findings(ctx, false, false); errors.As(err, &unreadable) {
		err = nil
	}
	return &f, err
}

// formerVerdict returns the verdict by the former rules.
func formerVerdict(f *reconcile.Finding) reconcile.Verdict {
	switch {
	case f.Verdict == reconcile.CannotBeChecked:
		return f.Verdict
	case f.Published.Prints(f.Computed):
		return reconcile.Agrees
	}
	return reconcile.Differs
}

// endsWithin returns the query of the projects that end on one of some days.
func endsWithin(days portfolio.Range) portfolio.Query {
	term := func(op portfolio.Op, d portfolio.Date) portfolio.Term {
		return portfolio.Term{Key: portfolio.KeyEnd, Op: op, Values: []string{d.Plain()}, First: d, Last: d}
	}
	return portfolio.Query{}.And(term(portfolio.AtLeast, days.First), term(portfolio.AtMost, days.Last))
}

// Revised says in sentences which figures an upgrade changed, and why; none if
// it changed no figure.
func Revised(before, after *Figures, cat *portfolio.Catalogue) []string {
	r := revision{before: before, after: after, cat: cat}
	for i, x := range revisedBy {
		for _, m := range printed {
			r.compare(m, x.noun, before.tables[i], after.tables[i])
		}
	}
	r.emptied()
	r.soon()
	r.published()
	if len(r.said) > 0 {
		r.totals()
	}
	return r.said
}

// revision collects what an upgrade changed.
type revision struct {
	before, after *Figures
	cat           *portfolio.Catalogue
	empty         int      // cells that are empty now and were 0
	emptyBy       []string // nouns of the dimensions with such cells
	said          []string
}

func (r *revision) say(parts ...string) {
	for i := range parts {
		parts[i] = portfolio.SentenceOf(parts[i])
	}
	r.said = append(r.said, strings.Join(parts, " "))
}

// move is a cell whose figure an upgrade changed.
type move struct {
	code     string
	was, now portfolio.Amount
}

// movesShown is the number of changed cells that are named; the others are
// counted.
const movesShown = 5

// compare says which cells of a measure changed by one dimension.
func (r *revision) compare(m breakdown.Measure, noun string, before, after *breakdown.Breakdown) {
	var moves []move
	empty := r.empty
	for _, code := range after.Codes(0, before) {
		x := move{code, before.At(code).Amount(m), after.At(code).Amount(m)}
		switch {
		case x.size() >= portfolio.Dollars(1): // less is only rounding
			moves = append(moves, x)
		case x.was.Known && !x.now.Known:
			r.empty++
		}
	}
	if r.empty > empty && !slices.Contains(r.emptyBy, noun) {
		r.emptyBy = append(r.emptyBy, noun)
	}
	if len(moves) == 0 {
		return
	}
	by := before.Spec.By[0]
	if !by.InTime() {
		slices.SortStableFunc(moves, func(x, y move) int { return cmp.Compare(y.size(), x.size()) })
	}
	var list []string
	for _, x := range moves[:min(len(moves), movesShown)] {
		list = append(list, fmt.Sprintf("%s %s (was %s)", by.Name(x.code, r.cat), orNone(x.now), orNone(x.was)))
	}
	text := strings.Join(list, ", ")
	if more := len(moves) - len(list); more > 0 {
		text += fmt.Sprintf(", and %d more", more)
	}
	r.say(fmt.Sprintf("%s in US$ by %s: %s", m.Title(), noun, text), whyMoved(m, by))
}

// size is how much a cell changed, in cents.
func (x move) size() portfolio.Cents { return max(x.now.Cents-x.was.Cents, x.was.Cents-x.now.Cents) }

// orNone returns an amount in whole dollars. What no project states, or states
// as 0 in earlier releases, is none.
func orNone(a portfolio.Amount) string {
	if a.Cents == 0 {
		return "none"
	}
	return a.Shown()
}

// whyMoved returns the rule by which a measure changed by a dimension.
func whyMoved(m breakdown.Measure, by breakdown.Dimension) string {
	switch {
	case m == breakdown.Shortfall && by == breakdown.ByYear:
		return "a shortfall is spread only over the days after the one on which it was stated"
	case m != breakdown.Approved && by == breakdown.ByCountry:
		return "amounts of Annex 2 go to the places that Annex 2 names"
	}
	return "what was taken from the document is corrected"
}

// emptied says how many figures are empty that were 0.
func (r *revision) emptied() {
	if r.empty > 0 {
		r.say(fmt.Sprintf("empty now, and 0 before: %s of breakdowns by %s; no project states their figure",
			portfolio.CountOf(r.empty, "cell"), portfolio.Enumerate(r.emptyBy)))
	}
}

// soon says whether other projects end soon.
func (r *revision) soon() {
	was, now := r.before.ending, r.after.ending
	if was.Projects == now.Projects && was.Approved == now.Approved {
		return
	}
	r.say(fmt.Sprintf("ends within six months, from %s: %s, %s approved (were %s, %s)", r.after.soon.Shown(),
		portfolio.CountOf(int(now.Projects), "project"), now.Approved.USD().Shown(),
		portfolio.Count(was.Projects).Shown(), was.Approved.USD().Shown()),
		"six months from the last day of a month end on the last day of a month, not on "+r.before.soon.Last.Shown())
}

// published says how the published figures changed.
func (r *revision) published() {
	verdicts := map[string]reconcile.Verdict{}
	for i := range r.before.findings {
		f := &r.before.findings[i]
		verdicts[f.Published.ID] = f.Verdict
	}
	var other []string
	for i := range r.after.findings {
		f := &r.after.findings[i]
		if was, ok := verdicts[f.Published.ID]; ok && was != f.Verdict {
			other = append(other, fmt.Sprintf("%s %s (was: %s)", f.Published.ID, f.Verdict, was))
		}
	}
	was, now := reconcile.CountVerdicts(r.before.findings), reconcile.CountVerdicts(r.after.findings)
	if len(other) == 0 && was.All() == now.All() {
		return
	}
	parts := []string{fmt.Sprintf("published figures: %d (were %d); %s (were %s)", now.All(), was.All(),
		verdictLine(now), verdictLine(was))}
	if len(other) > 0 {
		parts = append(parts, "other verdicts: "+strings.Join(other, ", "))
	}
	r.say(append(parts, "the document was read once more, and rounded figures carry their tolerance with them")...)
}

func verdictLine(v reconcile.Verdicts) string {
	return v.Line(reconcile.Agrees, reconcile.Differs, reconcile.CannotBeChecked)
}

// totals says which totals changed, and which did not.
func (r *revision) totals() {
	var same []string
	for _, m := range printed {
		was, now := r.before.tables[0].Total.Amount(m), r.after.tables[0].Total.Amount(m)
		if was.Cents == now.Cents {
			same = append(same, m.Title()+" "+orNone(now))
			continue
		}
		r.say(fmt.Sprintf("%s in US$, total: %s (was %s)", m.Title(), orNone(now), orNone(was)),
			"what was taken from the document is corrected")
	}
	if len(same) > 0 {
		r.say("totals as before, in US$: " + portfolio.Enumerate(same))
	}
}
