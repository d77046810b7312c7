package reconcile

import (
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// Verdict says whether a published figure agrees with its rows.
type Verdict string

// The verdicts.
const (
	Agrees          Verdict = "agrees"
	Differs         Verdict = "differs"
	CannotBeChecked Verdict = "cannot be checked"
)

// Input is what published figures are recomputed from.
type Input struct {
	Published     []portfolio.Published
	SubProgrammes []portfolio.SubProgramme
	Find          func(query string) ([]portfolio.Project, error) // runs the query of a rule
	Explain       bool                                            // search for causes of differences
}

// Finding is the result of recomputing one published figure.
type Finding struct {
	Published   portfolio.Published
	Computed    int64     // in the unit of Published.Value; 0 if it cannot be checked
	Difference  int64     // computed minus published, before rounding; 0 if it cannot be checked
	Carried     []Carried // tolerances of the rounded figures from which it is computed
	Verdict     Verdict
	Rows        []Row           // what was added up: only rows with an amount
	Whole       portfolio.Cents // of which the sum of the rows is a share; 0 for figures that are not shares
	Missing     int             // rows whose amount is unknown; they count as 0
	Explanation Explanation
}

// Findings recomputes every published figure by its rule, in the given order.
//
// A figure agrees if the computed one, rounded half away from zero to the unit
// that is printed, is the same; or, if it is printed as a range or computed from
// rounded figures, if it differs by at most the sum of all tolerances. It cannot
// be checked if its rule says so, or if no row has an amount. Rows without an
// amount count as nothing. A figure with Rule.Of is the share of its rows in that
// figure as printed, in hundredths of a per cent. A number of things is the number
// of its rows, or the sum of other such numbers. A cause is looked for only where
// a sum of money differs.
//
// It returns an *Invalid, wrapped with the figure's id, if a rule names a
// figure, sub-programme, outcome or activity that does not exist, or a measure
// that its records do not have.
//
//	outcomes 1.1 with 100 and 1.2 with 250; printed total 300
//	→ computed 350, difference 50, differs
func Findings(in Input) ([]Finding, error) {
	base, err := newAuditBase(in)
	if err != nil {
		return nil, err
	}
	out := make([]Finding, len(in.Published))
	for i, p := range in.Published {
		if out[i], err = base.finding(p, in.Explain); err != nil {
			return nil, fmt.Errorf("published figure %s: %w", p.ID, err)
		}
	}
	return out, nil
}

// finding recomputes one figure.
func (b auditBase) finding(p portfolio.Published, explain bool) (Finding, error) {
	f := Finding{Published: p, Verdict: CannotBeChecked, Explanation: Explanation{Why: p.Rule.Why}}
	if p.Rule.Records == portfolio.RuleNone {
		return f, nil
	}
	list, err := b.rows(p)
	if err != nil {
		return f, err
	}
	f.Rows, f.Missing = list.rows, list.missing
	if len(f.Rows) == 0 && !p.Unit.Counts() {
		f.Explanation.Why = "there is no row with an amount to add up"
		return f, nil
	}
	if f.Computed, err = b.compute(p, list.sum()); err != nil {
		return f, err
	}
	f.Whole = portfolio.Cents(b.figures[p.Rule.Of].Value)
	f.Explanation.Why = ""
	f.Difference = f.Computed - p.Value
	f.Carried = b.carried(p, f.Computed)
	f.Verdict = Differs
	if f.agrees() {
		f.Verdict = Agrees
	}
	if f.Verdict == Differs && explain {
		f.Explanation = b.explain(f)
	}
	return f, nil
}

// agrees reports whether the computed figure is the published one, within the tolerances of both.
func (f *Finding) agrees() bool {
	p := &f.Published
	if p.Spread > 0 || len(f.Carried) > 0 {
		return max(f.Difference, -f.Difference) <= f.Within()
	}
	return p.Prints(f.Computed)
}

// compute converts the sum of the rows to the unit of a figure.
func (b auditBase) compute(p portfolio.Published, sum portfolio.Cents) (int64, error) {
	switch {
	case p.Unit == portfolio.USDollars, p.Unit.Counts():
		if p.Rule.Of != "" {
			return 0, &fault.Invalid{Field: "of", Value: p.Rule.Of, Why: "is set, but the figure is not a share",
				Do: "give the figure the unit percent, or leave out of"}
		}
		return int64(sum), nil
	case p.Unit == portfolio.PerCent:
		whole, ok := b.figures[p.Rule.Of]
		if !ok || whole.Unit != portfolio.USDollars || whole.Value == 0 {
			return 0, &fault.Invalid{Field: "of", Value: p.Rule.Of,
				Why: "is not a published figure in US dollars that a share can be taken of"}
		}
		return int64(portfolio.Share(sum, portfolio.Cents(whole.Value))), nil
	}
	return 0, &fault.Invalid{Field: "unit", Value: string(p.Unit), Why: "is not known",
		Do: "use usd, percent or what is counted"}
}

// explain searches for causes of a difference. Numbers of things and multiples of
// one figure have none: nothing was added up. Figures that were added up are not
// candidates for figures printed in its place.
func (b auditBase) explain(f Finding) Explanation {
	p := f.Published
	switch {
	case p.Unit.Counts() || f.multiple():
		return Explanation{}
	case p.Unit != portfolio.USDollars:
		return Explanation{Why: "no cause is looked for: a share is not a sum of rows"}
	}
	own := map[string]bool{p.ID: true}
	for _, r := range f.Rows {
		own[r.Record] = true
	}
	in := AuditInput{Published: portfolio.Cents(p.Value), Computed: portfolio.Cents(f.Computed),
		RoundedTo: portfolio.Cents(p.RoundedTo), Rows: f.Rows}
	for _, o := range b.published {
		if !own[o.ID] && o.Unit == portfolio.USDollars {
			in.Others = append(in.Others, OtherFigure{ID: o.ID, Where: o.Where, Value: portfolio.Cents(o.Value)})
		}
	}
	return Explain(in)
}

// multiple reports whether a figure is another one several times, such as a yearly rate.
func (f *Finding) multiple() bool {
	for _, r := range f.Rows {
		if r.Record != f.Rows[0].Record {
			return false
		}
	}
	return len(f.Rows) > 1
}

// SumOfRows returns the sum of the rows in the unit of the figure; for a share,
// the amount from which it was computed.
func (f Finding) SumOfRows() portfolio.Cents {
	list := auditList{rows: f.Rows}
	return list.sum()
}

// ShareText says how a share was computed, such as 1,500,000 of 6,000,000 is
// 25.0 %; empty for figures that are not shares.
func (f Finding) ShareText() string {
	if f.Whole == 0 {
		return ""
	}
	return f.SumOfRows().Shown() + " of " + f.Whole.Shown() + " is " + f.ComputedValue().Shown()
}

// MissingText says how many rows have no amount; empty if all have one.
func (f Finding) MissingText() string {
	switch f.Missing {
	case 0:
		return ""
	case 1:
		return "1 row has no amount and counts as nothing"
	}
	return fmt.Sprintf("%d rows have no amount and count as nothing", f.Missing)
}

// Remarks returns all remarks on a figure as sentences: the explanation, the
// tolerance, rows without an amount, and notes on the print.
func (f Finding) Remarks() []string {
	var list []string
	for _, s := range []string{f.Explanation.Text(), f.Tolerance(), f.MissingText(), f.Published.Note} {
		if s = strings.TrimRight(strings.TrimSpace(s), "."); s != "" {
			list = append(list, portfolio.UpperFirst(s)+".")
		}
	}
	return list
}

// SumText states the sum or the number of the rows, and for a share its whole too.
func (f Finding) SumText() string {
	switch {
	case f.Published.Unit.Counts():
		return "computed " + f.ComputedValue().Shown()
	case f.Published.Unit == portfolio.PerCent:
		return f.ShareText()
	}
	return "the rows add up to " + f.ComputedValue().Shown()
}
