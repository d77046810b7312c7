package report

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/reconcile"
)

// Reconciliation is the findings of a reconciliation, in the order of the
// document.
type Reconciliation struct {
	Findings  []reconcile.Finding
	Explained bool // a search for causes was made
}

// Table returns the findings for programs: id, where, statement, published,
// computed, difference, verdict, explanation, unit and tolerance. Figures are in
// the unit: usd, percent, or what is counted. The difference is computed minus
// published; the tolerance is that of the verdict. Computed, difference and
// tolerance are empty if a figure cannot be checked.
func (r Reconciliation) Table() portfolio.Table {
	t := portfolio.Table{Name: "figure", Columns: []portfolio.Column{
		{Name: "id"}, {Name: "where"}, {Name: "statement"}, {Name: "published", Numeric: true},
		{Name: "computed", Numeric: true},
		{Name: "difference", Numeric: true}, {Name: "verdict"}, {Name: "explanation"},
		{Name: "unit"}, {Name: "tolerance", Numeric: true},
	}}
	for _, f := range r.Findings {
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(f.Published.ID), portfolio.Text(f.Published.Where),
			portfolio.Text(f.Published.Statement),
			f.PublishedValue(), f.ComputedValue(), f.DifferenceValue(), portfolio.Text(f.Verdict),
			portfolio.Text(strings.Join(f.Remarks(), " ")), portfolio.Text(f.Published.Unit), f.ToleranceValue()})
	}
	return t
}

// Page returns the findings for people, grouped by verdict: differences first,
// then figures that cannot be checked, then those that agree; below, a
// paragraph on each with remarks. Places are shortened to their section: "Annex
// 3, X, last row" to "Annex 3, X".
func (r Reconciliation) Page() portfolio.Table {
	t := portfolio.Table{Name: "figure", Title: r.Summary(), Columns: []portfolio.Column{
		{Name: "where", Head: "WHERE"}, {Name: "statement", Head: "WHAT", CutMiddle: true},
		{Name: "published", Head: "PUBLISHED", Numeric: true},
		{Name: "computed", Head: "COMPUTED", Numeric: true}, {Name: "difference", Head: "DIFFERENCE", Numeric: true},
	}}
	findings := slices.Clone(r.Findings)
	slices.SortStableFunc(findings, func(a, b reconcile.Finding) int {
		return verdictOrder(a.Verdict) - verdictOrder(b.Verdict)
	})
	var last reconcile.Verdict
	for _, f := range findings {
		if f.Verdict != last {
			if last != "" {
				t.Rows = append(t.Rows, BlankRow(len(t.Columns)))
			}
			heading := BlankRow(len(t.Columns))
			heading[0] = portfolio.Text(f.Verdict + ":")
			t.Rows = append(t.Rows, heading)
		}
		last = f.Verdict
		t.Rows = append(t.Rows, []portfolio.Value{
			portfolio.Text("  " + f.Published.Section()), portfolio.Text(f.Published.Statement),
			f.PublishedValue(), f.ComputedValue(), f.DifferenceValue(),
		})
		if f.Verdict != reconcile.Agrees || len(f.Remarks()) > 0 {
			t.Notes = append(t.Notes, fault.Remarks(paragraph(f)...)...)
		}
	}
	if r.Differs() && !r.Explained {
		t.Notes = append(t.Notes, fault.Remark{Text: "%s.",
			Remedy: fault.Remedy{Action: fault.ExplainFigures, Of: "the causes of the differences"}})
	}
	return t
}

func verdictOrder(v reconcile.Verdict) int {
	return slices.Index([]reconcile.Verdict{reconcile.Differs, reconcile.CannotBeChecked, reconcile.Agrees}, v)
}

// Differs reports whether any figure differs.
func (r Reconciliation) Differs() bool {
	return slices.ContainsFunc(r.Findings, func(f reconcile.Finding) bool { return f.Verdict == reconcile.Differs })
}

// Summary returns the counts of the verdicts.
func (r Reconciliation) Summary() string {
	return portfolio.CountOf(len(r.Findings), "published figure") + ": " +
		reconcile.CountVerdicts(r.Findings).Line(reconcile.Agrees, reconcile.Differs, reconcile.CannotBeChecked)
}

// paragraph returns the remarks on a figure, one per line, after its place and
// value.
func paragraph(f reconcile.Finding) []string {
	head := f.Published.Where + ", " + f.Published.Statement
	if f.Verdict == reconcile.Differs {
		head += ": printed " + f.Published.Printed + ", " + f.SumText()
	} else if f.Verdict == reconcile.Agrees && f.Difference != 0 {
		head += ": " + f.SumText()
	}
	lines := []string{head + "."}
	for _, s := range f.Remarks() {
		lines = append(lines, "  "+s)
	}
	return append(lines, "")
}
