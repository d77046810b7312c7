package reconcile

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// Stated indexes the printed figures by id and by what they add up.
type Stated struct {
	all  []portfolio.Published
	byID map[string]*portfolio.Published
	sums map[string][]*portfolio.Published // those that add up the same records, see sumOf
}

func NewStated(all []portfolio.Published) Stated {
	s := Stated{all, map[string]*portfolio.Published{}, map[string][]*portfolio.Published{}}
	for i := range all {
		s.byID[all[i].ID] = &all[i]
	}
	spans := map[*portfolio.Published]span{}
	for i := range all {
		if of := s.span(&all[i], spans); all[i].Unit == portfolio.USDollars {
			sum := sumOf(of.records, of.codes)
			s.sums[sum] = append(s.sums[sum], &all[i])
		}
	}
	return s
}

// sumOf names the sum of some records.
func sumOf(records portfolio.RuleRecords, codes []string) string {
	return string(records) + " " + strings.Join(slices.Sorted(slices.Values(codes)), " ")
}

// Otherwise says where the document prints the sum of some sub-programmes or
// outcomes in another way, such as: printed 46,974,000 in Section VII(B);
// 38,570,000 in Section XI(C). Records are RuleOutcomes for budgets, RuleActivities for
// shortfalls. A figure in round numbers that agrees is not named.
func (s Stated) Otherwise(records portfolio.RuleRecords, codes []string, sum portfolio.Amount) string {
	if !sum.Known {
		return ""
	}
	var values []string
	places := map[string][]string{}
	for _, p := range s.sums[sumOf(records, codes)] {
		if p.Prints(int64(sum.Cents)) {
			continue
		}
		value := portfolio.Cents(p.Value).Shown()
		if places[value] == nil {
			values = append(values, value)
		}
		places[value] = append(places[value], p.Where)
	}
	for i, v := range values {
		values[i] = v + " in " + portfolio.Enumerate(places[v])
	}
	if len(values) == 0 {
		return ""
	}
	return "printed " + strings.Join(values, "; ")
}

// Total returns the figure that the document prints for the sum of some
// sub-programmes or outcomes, whether it agrees or not. Of several it is the one
// printed most exactly, and of those the last: that of the summary, which is
// printed after the sections. ok is false if none is printed.
func (s Stated) Total(records portfolio.RuleRecords, codes []string) (total portfolio.Published, ok bool) {
	for _, p := range s.sums[sumOf(records, codes)] {
		if !ok || p.RoundedTo <= total.RoundedTo {
			total, ok = *p, true
		}
	}
	return total, ok
}

// span is the records that a figure adds up. Figures that add up other figures are resolved down to records. It is
// none for a figure that is not such a sum.
type span struct {
	records portfolio.RuleRecords
	codes   []string
}

// span returns the span of a figure, and notes it with those of the figures below it. While it is sought it is none,
// since a figure may be below itself.
func (s Stated) span(p *portfolio.Published, known map[*portfolio.Published]span) span {
	if of, ok := known[p]; ok {
		return of
	}
	known[p] = span{records: portfolio.RuleNone}
	switch rule := p.Rule; {
	case rule.Records == portfolio.RuleOutcomes, rule.Records == portfolio.RuleActivities:
		known[p] = span{rule.Records, rule.Codes}
	case rule.Records == portfolio.RuleFigures && rule.Of == "":
		known[p] = s.sumSpan(rule.Codes, known)
	}
	return known[p]
}

// sumSpan returns the span of the sum of some figures.
func (s Stated) sumSpan(ids []string, known map[*portfolio.Published]span) span {
	sum := span{records: portfolio.RuleNone, codes: []string{}}
	for _, id := range ids {
		other, ok := s.byID[id]
		if !ok {
			sum.codes = append(sum.codes, id)
			continue
		}
		of := s.span(other, known)
		if of.records == portfolio.RuleNone || sum.records != portfolio.RuleNone && of.records != sum.records {
			return span{records: portfolio.RuleNone}
		}
		sum.records, sum.codes = of.records, append(sum.codes, of.codes...)
	}
	return sum
}
