package portfolio

import (
	"slices"
	"strings"
)

// Published is a figure printed in the document, with the rule that recomputes
// it from the document's own rows.
type Published struct {
	ID        string // such as annex3-x-total
	Where     string // place in the document, such as "Annex 3, X"
	Statement string // what the figure is, in a few words
	Printed   string // as printed
	Unit      Unit
	Value     int64 // in cents, or in hundredths of a per cent or of a thing
	// RoundedTo is the unit to which the figure is printed, in the unit of
	// Value; 100 means whole dollars or things. The figure agrees if the computed
	// one, rounded to it, is the same.
	RoundedTo int64
	// Spread is half of the width of a printed range, such as 0.5 for "2-3 per
	// year"; Value is then its middle. 0 if no range is printed.
	Spread  int64
	Wording string // approximately, some, just under; empty if the figure is exact
	Note    string // what else to know: a wrong label, a footnote
	Rule    Rule
}

// Within returns how far the figure may be from the exact one, as it is printed: half of the
// printed unit or range, in the unit of Value. It is 0 for figures printed to the dollar, the
// thing or a hundredth of a per cent.
func (p *Published) Within() int64 {
	switch {
	case p.Spread > 0:
		return p.Spread
	case p.RoundedTo <= 1, p.RoundedTo <= 100 && p.Unit != PerCent:
		return 0
	}
	return p.RoundedTo / 2
}

// Prints reports whether a figure, rounded half away from zero to the printed unit, is the one that
// is printed.
func (p *Published) Prints(n int64) bool {
	return int64(Cents(n).RoundTo(Cents(p.RoundedTo))) == p.Value
}

// ListedIn returns the place of the list that the figure counts.
func (p *Published) ListedIn() string {
	if p.Rule.ListedIn == "" {
		return p.Where
	}
	return p.Rule.ListedIn
}

// Section returns the beginning of Where, up to the last Roman numeral after a comma, such as
// Annex 3, X.
func (p *Published) Section() string {
	parts := strings.Split(p.Where, ", ")
	for i, part := range parts {
		if i > 0 && strings.Trim(part, "IVX") != "" {
			return strings.Join(parts[:i], ", ")
		}
	}
	return p.Where
}

// PrintedTotal returns the figure printed below the list of a programme's field
// projects: the sum of their approved budgets.
func PrintedTotal(all []Published, programme string) (Published, bool) {
	want := []string{"kind:field", "programme:" + programme}
	for _, p := range all {
		rule := p.Rule
		if rule.Records == RuleProjects && rule.Measure == FieldApproved && p.Unit == USDollars &&
			slices.Equal(slices.Sorted(strings.FieldsSeq(rule.Query)), want) {
			return p, true
		}
	}
	return Published{}, false
}

// Rule says how a published figure is recomputed: as the sum of a measure over
// selected records or, if the figure is a number of things, as their number.
type Rule struct {
	Records RuleRecords
	Measure string // approved, overall, shortfall, budget; empty for figures, and where records are counted
	Query   string // in the query language, for projects
	// Codes are sub-programmes (1), outcomes (1.2) or activities (1.2/6), or ids of
	// published figures, with a minus in front to subtract.
	Codes    []string
	Of       string   // id of a published figure: the sum is computed as a share of it
	Listed   []string // what the document lists, as printed; each counts one
	ListedIn string   // place of the list; empty if it is that of the figure
	Why      string   // for figures that cannot be checked: why
}

// RuleRecords says which rows a rule adds up or counts.
type RuleRecords string

// The rows of rules.
const (
	RuleProjects      RuleRecords = "projects"       // projects found by Query
	RuleSubProgrammes RuleRecords = "sub-programmes" // sub-programmes that have outcomes; they are only counted
	RuleOutcomes      RuleRecords = "outcomes"       // budgets of the outcomes of the sub-programmes in Codes, or of the outcomes themselves
	RuleActivities    RuleRecords = "activities"     // shortfalls of the activities of the sub-programmes or outcomes in Codes
	RuleParts         RuleRecords = "parts"          // parts of the activities in Codes
	RuleFigures       RuleRecords = "figures"        // other published figures, as printed
	RuleListed        RuleRecords = "listed"         // what the document lists, in Listed; it is only counted
	RuleNone          RuleRecords = "none"           // cannot be recomputed from the document
)

// Document is the content of the programme document, to which changes are
// applied.
type Document struct {
	Catalogue     Catalogue
	Projects      []Project
	SubProgrammes []SubProgramme
	Published     []Published

	// Edition identifies the content of the programme document as a release has
	// it; empty for any other portfolio.
	Edition string
}
