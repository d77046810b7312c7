package reconcile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
)

// auditBase indexes the document's own rows, from which published figures are
// recomputed, by code.
type auditBase struct {
	published  []portfolio.Published
	figures    map[string]portfolio.Published
	programmes map[string]portfolio.SubProgramme
	outcomes   map[string]portfolio.Outcome
	activities map[string]portfolio.Activity
	find       func(query string) ([]portfolio.Project, error)
}

// newAuditBase indexes the records. It returns an *Invalid if two figures have
// the same id.
func newAuditBase(in Input) (auditBase, error) {
	b := auditBase{
		published:  in.Published,
		figures:    map[string]portfolio.Published{},
		programmes: map[string]portfolio.SubProgramme{},
		outcomes:   map[string]portfolio.Outcome{},
		activities: map[string]portfolio.Activity{},
		find:       in.Find,
	}
	for _, p := range in.Published {
		if _, twice := b.figures[p.ID]; twice {
			return b, &fault.Invalid{Field: "published figure", Value: p.ID, Why: "stands twice",
				Do: "give each figure its own id"}
		}
		b.figures[p.ID] = p
	}
	for _, s := range in.SubProgrammes {
		b.programmes[s.Code] = s
		for _, o := range s.Outcomes {
			b.outcomes[o.Code] = o
			for _, a := range o.Activities {
				b.activities[a.Code] = a
			}
		}
	}
	return b, nil
}

// auditList collects the rows that one rule adds up or counts.
type auditList struct {
	rows    []Row
	missing int  // rows without an amount, which are not in rows
	counts  bool // each row counts one, whatever its amount
}

// one is a single thing, in hundredths.
const one portfolio.Cents = 100

// add appends a row if its amount is known or rows are counted, and otherwise
// counts it as missing.
func (l *auditList) add(r Row, a portfolio.Amount) {
	if l.counts {
		a = portfolio.Known(one)
	}
	if !a.Known {
		l.missing++
		return
	}
	r.Amount = a.Cents
	l.rows = append(l.rows, r)
}

func (l *auditList) sum() portfolio.Cents {
	var sum portfolio.Cents
	for _, r := range l.rows {
		sum += r.Amount
	}
	return sum
}

// rows returns the rows of a figure, in the order of the query's result or of
// the rule's codes.
func (b auditBase) rows(p portfolio.Published) (auditList, error) {
	rule, list := p.Rule, auditList{counts: p.Unit.Counts()}
	switch rule.Records {
	case portfolio.RuleProjects:
		return b.projectRows(rule, list)
	case portfolio.RuleSubProgrammes:
		return b.subProgrammeRows(list), nil
	case portfolio.RuleOutcomes:
		return coded(rule, list, "budget", b.outcomeRows)
	case portfolio.RuleActivities:
		return coded(rule, list, "shortfall", b.activityRows)
	case portfolio.RuleParts:
		return coded(rule, list, "shortfall", b.partRows)
	case portfolio.RuleFigures:
		return b.figureRows(p)
	case portfolio.RuleListed:
		return listedRows(rule, list), nil
	case portfolio.RuleNone:
		return list, nil
	}
	return list, &fault.Invalid{Field: "records", Value: string(rule.Records), Why: "are not known",
		Do: "use projects, sub-programmes, outcomes, activities, parts, figures, listed or none"}
}

func (b auditBase) projectRows(rule portfolio.Rule, list auditList) (auditList, error) {
	if !list.counts && !slices.Contains(breakdown.StoredMeasures, breakdown.Measure(rule.Measure)) {
		return list, measureError(rule.Measure, "approved, overall or shortfall")
	}
	projects, err := b.find(rule.Query)
	if err != nil {
		return list, err
	}
	for _, p := range projects {
		field := rule.Measure
		if list.counts {
			field = portfolio.FieldNumber
		}
		row := Row{Record: p.ID, Name: p.Number, Label: p.Title, Printed: printedAs(p.Sources, field)}
		list.add(row, breakdown.AmountOf(p.Amounts, breakdown.Measure(rule.Measure)))
	}
	return list, nil
}

// subProgrammeRows counts the sub-programmes that have outcomes, in their order.
func (b auditBase) subProgrammeRows(list auditList) auditList {
	for _, code := range sortedKeys(b.programmes) {
		if s := b.programmes[code]; len(s.Outcomes) > 0 {
			list.add(programmeRow(s, ""), portfolio.Amount{})
		}
	}
	return list
}

// listedRows counts what the document lists.
func listedRows(rule portfolio.Rule, list auditList) auditList {
	for i, text := range rule.Listed {
		list.add(Row{Name: fmt.Sprintf("item %d", i+1), Label: text}, portfolio.Amount{})
	}
	return list
}

// coded collects the rows for each code of a rule whose records have a single
// measure, which the rule may leave out.
func coded(rule portfolio.Rule, list auditList, measure string,
	collect func(list *auditList, code string) error) (auditList, error) {
	if rule.Measure != "" && rule.Measure != measure {
		return list, measureError(rule.Measure, measure)
	}
	for _, code := range rule.Codes {
		if err := collect(&list, code); err != nil {
			return list, err
		}
	}
	return list, nil
}

func measureError(measure, valid string) error {
	return &fault.Invalid{Field: "measure", Value: measure, Why: "is none of these records", Do: "use " + valid}
}

// outcomeRows adds the budget of an outcome, or of all outcomes of a
// sub-programme, or the sub-programme's own requirement if it has none.
func (b auditBase) outcomeRows(list *auditList, code string) error {
	add := func(o portfolio.Outcome) {
		list.add(Row{Record: o.Record(), Name: "outcome " + o.Code, Label: o.Label,
			Printed: printedAs(o.Sources, "budget")}, o.Budget)
	}
	if o, ok := b.outcomes[code]; ok {
		add(o)
		return nil
	}
	s, ok := b.programmes[code]
	if !ok {
		return unknownCode("outcome", code, slices.Concat(sortedKeys(b.outcomes), sortedKeys(b.programmes)))
	}
	if len(s.Outcomes) == 0 {
		list.add(programmeRow(s, "budget"), s.Requirement)
	}
	for _, o := range s.Outcomes {
		add(o)
	}
	return nil
}

// activityRows adds the shortfall of an activity, or of all activities of an
// outcome or sub-programme, or the sub-programme's own if it has no outcomes.
func (b auditBase) activityRows(list *auditList, code string) error {
	add := func(o portfolio.Outcome) {
		for _, a := range o.Activities {
			list.add(activityRow(a), a.Shortfall)
		}
	}
	if a, ok := b.activities[code]; ok {
		list.add(activityRow(a), a.Shortfall)
		return nil
	}
	if o, ok := b.outcomes[code]; ok {
		add(o)
		return nil
	}
	s, ok := b.programmes[code]
	if !ok {
		return unknownCode("activity", code, slices.Concat(sortedKeys(b.activities), sortedKeys(b.outcomes),
			sortedKeys(b.programmes)))
	}
	if len(s.Outcomes) == 0 {
		list.add(programmeRow(s, "shortfall"), s.Shortfall)
	}
	for _, o := range s.Outcomes {
		add(o)
	}
	return nil
}

// partRows adds the parts of an activity's shortfall.
func (b auditBase) partRows(list *auditList, code string) error {
	a, ok := b.activities[code]
	if !ok {
		return unknownCode("activity", code, sortedKeys(b.activities))
	}
	for i, p := range a.Parts {
		list.add(Row{
			Record:  a.Record(),
			Name:    fmt.Sprintf("part %d of activity %s", i+1, a.Code),
			Label:   p.Label,
			Printed: p.Printed,
		}, portfolio.Known(p.Shortfall))
	}
	return nil
}

// figureRows adds other published figures as printed. The code of a
// sub-programme stands for its own requirement, or for its own shortfall if
// that is the measure.
func (b auditBase) figureRows(p portfolio.Published) (auditList, error) {
	var list auditList
	for _, code := range p.Rule.Codes {
		id, minus := strings.CutPrefix(code, "-")
		row, amount, err := b.figureRow(id, p)
		if err != nil {
			return list, err
		}
		if minus {
			amount.Cents = -amount.Cents
		}
		list.add(row, amount)
	}
	return list, nil
}

func (b auditBase) figureRow(id string, of portfolio.Published) (Row, portfolio.Amount, error) {
	if p, ok := b.figures[id]; ok {
		if p.Unit == portfolio.PerCent || p.Unit.Counts() != of.Unit.Counts() {
			return Row{}, portfolio.Amount{}, &fault.Invalid{Field: "code", Value: id,
				Why: "is in " + string(p.Unit) + ", which cannot be added up to " + string(of.Unit)}
		}
		return Row{Record: p.ID, Name: p.Statement + ", " + p.Where, Label: p.Statement, Printed: p.Printed},
			portfolio.Known(portfolio.Cents(p.Value)), nil
	}
	s, ok := b.programmes[id]
	if !ok {
		return Row{}, portfolio.Amount{}, unknownCode("published figure", id,
			slices.Concat(sortedKeys(b.figures), sortedKeys(b.programmes)))
	}
	if of.Rule.Measure == "shortfall" {
		return programmeRow(s, "shortfall"), s.Shortfall, nil
	}
	return programmeRow(s, "budget"), s.Requirement, nil
}

func programmeRow(s portfolio.SubProgramme, field string) Row {
	return Row{Record: s.Record(), Name: s.Label, Label: s.Label, Printed: printedAs(s.Sources, field)}
}

func activityRow(a portfolio.Activity) Row {
	return Row{Record: a.Record(), Name: "activity " + a.Code, Label: a.Label, Printed: printedAs(a.Sources, "shortfall")}
}

// printedAs returns the printed form of a field, empty if no source has it.
func printedAs(sources []portfolio.Source, field string) string {
	for _, s := range sources {
		if s.Field == field {
			return s.Printed
		}
	}
	return ""
}

func unknownCode(what, code string, valid []string) error {
	return &fault.Invalid{Field: what, Value: code, Why: "does not exist", Do: fault.Suggest(code, valid)}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
