package portfolio

import (
	"slices"
	"strings"
)

// ReconcileReport is the findings of a reconciliation, in the order of the
// document.
type ReconcileReport struct {
	Findings  []Finding
	Explained bool // causes were looked for
}

// Table returns the findings for programs: id, where, statement, published,
// computed, difference, verdict and explanation. Figures are in US dollars or
// per cent, the difference is computed minus published, and both are empty
// where a figure cannot be checked.
func (r ReconcileReport) Table() Table {
	t := Table{Name: "figure", Columns: []Column{
		{Name: "id"}, {Name: "where"}, {Name: "statement"}, {Name: "published", Numeric: true}, {Name: "computed", Numeric: true},
		{Name: "difference", Numeric: true}, {Name: "verdict"}, {Name: "explanation"},
	}}
	for _, f := range r.Findings {
		t.Rows = append(t.Rows, []Value{Text(f.Published.ID), Text(f.Published.Where), Text(f.Published.Statement),
			f.PublishedValue(), f.ComputedValue(), f.DifferenceValue(), Text(f.Verdict), Text(strings.Join(f.Remarks(), " "))})
	}
	return t
}

// Page returns the findings for people, each verdict under a heading:
// differences first, then what cannot be checked, then what agrees; below, a
// paragraph on each that does not simply agree. Places are shortened to their
// number: Annex 3, X, last row is Annex 3, X.
func (r ReconcileReport) Page() Table {
	t := Table{Name: "figure", Title: r.Summary(), Columns: []Column{
		{Name: "where", Head: "WHERE"}, {Name: "statement", Head: "WHAT", Telling: true}, {Name: "published", Head: "PUBLISHED", Numeric: true},
		{Name: "computed", Head: "COMPUTED", Numeric: true}, {Name: "difference", Head: "DIFFERENCE", Numeric: true},
	}}
	findings := slices.Clone(r.Findings)
	slices.SortStableFunc(findings, func(a, b Finding) int { return verdictOrder(a.Verdict) - verdictOrder(b.Verdict) })
	var last Verdict
	for _, f := range findings {
		if f.Verdict != last {
			if last != "" {
				t.Rows = append(t.Rows, blankRow(len(t.Columns)))
			}
			heading := blankRow(len(t.Columns))
			heading[0] = Text(f.Verdict + ":")
			t.Rows = append(t.Rows, heading)
		}
		last = f.Verdict
		t.Rows = append(t.Rows, []Value{Text("  " + section(f.Published.Where)), Text(f.Published.Statement),
			f.PublishedValue(), f.ComputedValue(), f.DifferenceValue()})
		if f.Verdict != Agrees || len(f.Remarks()) > 0 {
			t.Notes = append(t.Notes, Remarks(f.paragraph()...)...)
		}
	}
	if r.Differs() && !r.Explained {
		t.Notes = append(t.Notes, Remark{"%s.", Remedy{Action: ExplainFigures, Of: "the causes of the differences"}})
	}
	return t
}

// section returns a place up to the first part behind a comma that is no Roman
// number.
func section(where string) string {
	parts := strings.Split(where, ", ")
	for i, p := range parts {
		if i > 0 && strings.Trim(p, "IVX") != "" {
			return strings.Join(parts[:i], ", ")
		}
	}
	return where
}

func verdictOrder(v Verdict) int { return slices.Index([]Verdict{Differs, CannotBeChecked, Agrees}, v) }

// Differs reports whether any figure differs.
func (r ReconcileReport) Differs() bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Verdict == Differs })
}

// Summary counts the verdicts.
func (r ReconcileReport) Summary() string {
	return countOf(len(r.Findings), "published figure") + ": " +
		CountVerdicts(r.Findings).Line(Agrees, Differs, CannotBeChecked)
}

// paragraph returns what there is to say of a figure that does not simply
// agree: its place and figure, then its remarks, each in a line of its own.
func (f Finding) paragraph() []string {
	head := f.Published.Where + ", " + f.Published.Statement
	if f.Verdict == Differs {
		head += ": printed " + f.Published.Printed + ", " + f.sumText()
	} else if f.Verdict == Agrees && f.Difference != 0 {
		head += ": " + f.sumText()
	}
	lines := []string{head + "."}
	for _, s := range f.Remarks() {
		lines = append(lines, "  "+s)
	}
	return append(lines, "")
}

// sumText says what the rows add up to; of a share also what it is a share of.
func (f Finding) sumText() string {
	if f.Published.Unit != PerCent {
		return "the rows add up to " + f.ComputedValue().Shown()
	}
	return f.ShareText()
}

// Remarks returns what there is to say of a figure as sentences: the explanation,
// the tolerance, rows without an amount, and what is to be known of the print.
func (f Finding) Remarks() []string {
	var list []string
	for _, s := range []string{f.Explanation.Text(), f.Tolerance(), f.MissingText(), f.Published.Note} {
		if s = strings.TrimRight(strings.TrimSpace(s), "."); s != "" {
			list = append(list, upperFirst(s)+".")
		}
	}
	return list
}
