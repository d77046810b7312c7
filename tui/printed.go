package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// printed knows the totals that the document prints under its lists, so that
// a list that is one of them can be held against its total.
type printed struct {
	src      findingSource
	asked    requests
	findings []portfolio.Finding
	loaded   bool
}

func newPrinted(ctx context.Context, src findingSource) *printed {
	return &printed{src: src, asked: requests{base: ctx}}
}

// load asks for the published figures the first time that a query may be one
// of the document's lists.
func (p *printed) load(q portfolio.Query) tea.Cmd {
	if p.loaded || p.asked.waiting() || listTerms(q) == "" {
		return nil
	}
	return loadFindings(p.src, p.asked.next())
}

// take takes the answer. Without figures there is nothing to hold a list
// against, and nothing is said.
func (p *printed) take(m findingsLoaded) {
	if p.asked.done(m.req) {
		p.findings, p.loaded = m.findings, true
	}
}

// says compares the sum of a list with the total that is printed under it.
func (p *printed) says(q portfolio.Query, sum portfolio.Cents) string {
	terms := listTerms(q)
	if terms == "" {
		return ""
	}
	for _, f := range p.findings {
		rule := f.Published.Rule
		if rule.Records != portfolio.RuleProjects || rule.Measure != string(portfolio.Approved) || f.Published.Unit != portfolio.USDollars || sorted(strings.Fields(rule.Query)) != terms {
			continue
		}
		verdict := "differs"
		if int64(sum.RoundTo(portfolio.Cents(f.Published.RoundedTo))) == f.Published.Value {
			verdict = "agrees"
		}
		return "printed total of this list " + f.PublishedShown() + ", " + verdict
	}
	return ""
}

// listTerms returns the terms of a query that selects one programme of the
// field portfolio and nothing else, as the rules of the document's totals are
// written; empty for any other. Projects of Annex 2 alone have no approved
// budget, so leaving them in or out changes no total.
func listTerms(q portfolio.Query) string {
	terms := []string{"kind:field"}
	for _, t := range q.Terms {
		one := !t.Not && t.Op == portfolio.Is && len(t.Values) == 1
		switch {
		case one && t.Key == portfolio.KeyKind && t.Values[0] == portfolio.Field.String():
		case one && (t.Key == portfolio.KeyRegion || t.Key == portfolio.KeyProgramme):
			terms = append(terms, "programme:"+t.Values[0])
		default:
			return ""
		}
	}
	if len(terms) != 2 {
		return ""
	}
	return sorted(terms)
}

func sorted(terms []string) string {
	slices.Sort(terms)
	return strings.Join(terms, " ")
}
