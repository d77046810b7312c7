package seed

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

type publishedFile struct {
	Figures []figureRow `toml:"figure"`
}

type figureRow struct {
	ID        string  `toml:"id"`
	Where     string  `toml:"where"`
	Statement string  `toml:"statement"`
	Printed   string  `toml:"printed"`
	Unit      string  `toml:"unit"`
	Value     amount  `toml:"value"`
	RoundedTo amount  `toml:"rounded_to"`
	Spread    amount  `toml:"spread"`
	Wording   string  `toml:"wording"`
	Note      string  `toml:"note"`
	Rule      ruleRow `toml:"rule"`
}

type ruleRow struct {
	Records string   `toml:"records"`
	Measure string   `toml:"measure"`
	Query   string   `toml:"query"`
	Codes   []string `toml:"codes"`
	Of      string   `toml:"of"`
	Listed  []string `toml:"listed"`
	In      string   `toml:"listed_in"`
	Why     string   `toml:"why"`
}

// takeFigures reads the published figures and checks that their rules refer to
// existing records.
func (l *loader) takeFigures(f publishedFile) {
	ids := map[string]bool{}
	for i, r := range f.Figures {
		at := l.at(publishedName, "figure", r.ID, i)
		at.need("id", r.ID)
		at.once(ids, "id", r.ID)
		l.doc.Published = append(l.doc.Published, r.figure(at))
	}
	known := l.ruleCodes(ids)
	for i, r := range f.Figures {
		l.checkRule(l.at(publishedName, "figure", r.ID, i), r, known)
	}
}

func (r figureRow) figure(at spot) portfolio.Published {
	at.need("where", r.Where)
	at.need("statement", r.Statement)
	at.need("printed", r.Printed)
	value := int64(r.Value.need(at, "value", false).Cents)
	spread := int64(r.Spread.take(at, "spread").Cents)
	unit, reads := portfolio.Unit(r.Unit), readsAsMoney(portfolio.Cents(value))
	switch {
	case unit.Counts():
		reads = readsAsNumber(value-spread, value+spread)
	case unit == portfolio.PerCent:
		reads = readsAsPercent(value)
	case unit != portfolio.USDollars:
		at.fault("unit", "%q is neither usd nor percent, and nothing that is counted", r.Unit)
	}
	if r.Note == "" && r.Printed != "" && !reads(r.Printed) {
		at.fault("note", "is missing: printed %q is not the value", r.Printed)
	}
	rounded := int64(100)
	if r.RoundedTo.given {
		rounded = int64(r.RoundedTo.need(at, "rounded_to", false).Cents)
	}
	if rounded > 0 && (value-spread)%rounded != 0 {
		at.fault("rounded_to", "the value is not rounded to it")
	}
	return portfolio.Published{ID: r.ID, Where: r.Where, Statement: r.Statement, Printed: r.Printed, Unit: unit,
		Value: value, RoundedTo: rounded, Spread: spread, Wording: r.Wording, Note: r.Note,
		Rule: portfolio.Rule{Records: portfolio.RuleRecords(r.Rule.Records), Measure: r.Rule.Measure,
			Query: r.Rule.Query, Codes: r.Rule.Codes, Of: r.Rule.Of, Listed: r.Rule.Listed, ListedIn: r.Rule.In,
			Why: r.Rule.Why}}
}

// ruleCodes returns the codes that each kind of rule may list.
func (l *loader) ruleCodes(ids map[string]bool) map[portfolio.RuleRecords]map[string]bool {
	outcomes, activities, figures := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for id := range ids {
		figures[id] = true
	}
	for _, s := range l.doc.SubProgrammes {
		outcomes[s.Code] = len(s.Outcomes) > 0
		if s.Requirement.Known {
			figures[s.Code] = true
		}
		for _, o := range s.Outcomes {
			outcomes[o.Code] = true
			for _, a := range o.Activities {
				activities[a.Code] = len(a.Parts) > 0
			}
		}
	}
	return map[portfolio.RuleRecords]map[string]bool{
		portfolio.RuleOutcomes: outcomes, portfolio.RuleActivities: outcomes,
		portfolio.RuleParts: activities, portfolio.RuleFigures: figures,
	}
}

// ruleMeasures are the measures that each kind of rule may add up; there is none
// where records are counted. Rules that add up figures need one only if a
// sub-programme's own requirement or shortfall is among them.
var ruleMeasures = map[portfolio.RuleRecords][]string{
	portfolio.RuleProjects:      {"approved", "overall", "shortfall"},
	portfolio.RuleSubProgrammes: {},
	portfolio.RuleOutcomes:      {"budget"},
	portfolio.RuleActivities:    {"shortfall"},
	portfolio.RuleParts:         {"shortfall"},
	portfolio.RuleFigures:       {"", "budget", "shortfall"},
	portfolio.RuleListed:        {},
	portfolio.RuleNone:          {""},
}

func (l *loader) checkRule(at spot, r figureRow, known map[portfolio.RuleRecords]map[string]bool) {
	rule, records := r.Rule, portfolio.RuleRecords(r.Rule.Records)
	measures, ok := ruleMeasures[records]
	if !ok {
		at.fault("rule.records", "%q is not a kind of rule", rule.Records)
		return
	}
	if portfolio.Unit(r.Unit).Counts() {
		measures = []string{""}
	}
	if !slices.Contains(measures, rule.Measure) {
		at.fault("rule.measure", "%q is none that %s have", rule.Measure, records)
	}
	if (records == portfolio.RuleNone) != (rule.Why != "") {
		at.fault("rule.why", "belongs to every rule of none, and to no other")
	}
	if (records == portfolio.RuleListed) != (len(rule.Listed) > 0) {
		at.fault("rule.listed", "belongs to every rule of what is listed, and to no other")
	}
	if rule.In != "" && len(rule.Listed) == 0 {
		at.fault("rule.listed_in", "belongs to rules of what is listed only")
	}
	if (records == portfolio.RuleProjects) != (rule.Query != "") {
		at.fault("rule.query", "belongs to every rule on projects, and to no other")
	} else if _, err := portfolio.ParseQuery(rule.Query, &l.doc.Catalogue); err != nil {
		at.fault("rule.query", "%v", err)
	}
	if codes, ok := known[records]; ok {
		l.checkCodes(at, r, codes)
	} else if len(rule.Codes) > 0 {
		at.fault("rule.codes", "belong to no rule on %s", records)
	}
	if of := rule.Of; of != "" && (!known[portfolio.RuleFigures][of] || of == r.ID ||
		r.Unit != string(portfolio.PerCent)) {
		at.fault("rule.of", "%q is not another figure that a share can be of", of)
	}
}

func (l *loader) checkCodes(at spot, r figureRow, known map[string]bool) {
	if len(r.Rule.Codes) == 0 {
		at.fault("rule.codes", "is missing")
	}
	for _, code := range r.Rule.Codes {
		plain := code
		if r.Rule.Records == string(portfolio.RuleFigures) {
			plain = strings.TrimPrefix(code, "-")
		}
		if !known[plain] {
			at.fault("rule.codes", "%s is not known", code)
		}
		if plain == r.ID {
			at.fault("rule.codes", "%s is the figure itself", code)
		}
	}
}
