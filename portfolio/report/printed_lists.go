package report

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/reconcile"
)

// PrintedLists says where the document prints another total below the list of a
// region than its projects in a breakdown add up to, in one clause; empty if it
// does not, and if the breakdown has not the approved budgets of whole lists.
func PrintedLists(b *breakdown.Breakdown, published []portfolio.Published) string {
	at := slices.IndexFunc(b.Spec.By, func(d breakdown.Dimension) bool { return d.Alike(breakdown.ByRegion) })
	if at < 0 || !slices.Contains(b.Spec.Measures, breakdown.Approved) || !ofWholeLists(b.Spec.Query) {
		return ""
	}
	var parts []string
	for _, region := range b.Codes(at) {
		codes := breakdown.AllCodes(len(b.Spec.By))
		codes[at] = region
		p, ok := portfolio.PrintedTotal(published, region)
		if sum := b.At(codes...).Money(breakdown.Approved); ok && !p.Prints(int64(sum)) {
			parts = append(parts, b.Name(b.Spec.By[at], region)+" "+portfolio.Cents(p.Value).Shown()+" ("+p.Section()+")")
		}
	}
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return "the document prints another total: " + parts[0]
	}
	return "the document prints other totals: " + strings.Join(parts, ", ")
}

// ListTotal compares the sum of the approved budgets of a list with the total
// that the document prints for it, in one clause. It is empty without a verdict
// if the document prints none.
func ListTotal(published []portfolio.Published, of breakdown.ListSpec,
	sum portfolio.Cents) (string, reconcile.Verdict) {
	p, ok := portfolio.PrintedTotal(published, of.PrintedList())
	if !ok {
		return "", ""
	}
	verdict := reconcile.Differs
	if p.Prints(int64(sum)) {
		verdict = reconcile.Agrees
	}
	return "printed total of this list " + portfolio.Cents(p.Value).Shown() + ", " + string(verdict), verdict
}

// CauseRemark returns a clause on a printed total that differs as a sentence that
// names what looks for the cause.
func CauseRemark(clause string) fault.Remark {
	return fault.Remark{Text: portfolio.UpperFirst(clause) + "; %s.",
		Remedy: fault.Remedy{Action: fault.ExplainFigures, Of: "the cause"}}
}

// ofWholeLists reports whether a query selects the field projects of a region
// all or not at all. Projects of Annex 2 alone have no approved budget.
func ofWholeLists(q portfolio.Query) bool {
	return !slices.ContainsFunc(q.Terms, func(t portfolio.Term) bool {
		field := t.Key == portfolio.KeyKind && !t.Not && slices.Equal(t.Values, []string{portfolio.Field.String()})
		return !field && t.Key != portfolio.KeyRegion && t.Key != portfolio.KeyProgramme
	})
}
