package reconcile

import (
	"testing"

	"fieldfolio/portfolio"
)

func TestStatedOtherwise(t *testing.T) {
	sum := func(id string, value int64, codes ...string) portfolio.Published {
		return dollars(id, value, portfolio.Rule{Records: portfolio.RuleOutcomes, Codes: codes})
	}
	figures := func(id string, value int64, codes ...string) portfolio.Published {
		return dollars(id, value, portfolio.Rule{Records: portfolio.RuleFigures, Codes: codes})
	}
	round := figures("round", 1_000, "all")
	round.RoundedTo = 100_000
	s := NewStated([]portfolio.Published{
		sum("one", 400, "1"), sum("one again", 300, "1"), sum("two", 600, "2"),
		figures("all", 1_000, "one", "two", "evaluation"), round,
		figures("less", 200, "two", "-one"), figures("round about", 5, "round about"),
		dollars("lack", 7, portfolio.Rule{Records: portfolio.RuleActivities, Codes: []string{"1"}}),
	})
	for i, p := range s.all {
		s.all[i].Where = "place of " + p.ID
	}
	for _, c := range []struct {
		records portfolio.RuleRecords
		codes   []string
		sum     portfolio.Amount
		want    string
	}{
		{portfolio.RuleOutcomes, []string{"1"}, portfolio.Known(portfolio.Dollars(400)), "printed 300 in place of one again"},
		{portfolio.RuleOutcomes, []string{"1"}, portfolio.Known(portfolio.Dollars(5)), "printed 400 in place of one; 300 in place of one again"},
		{portfolio.RuleOutcomes, []string{"1"}, portfolio.Amount{}, ""},
		{portfolio.RuleOutcomes, []string{"2"}, portfolio.Known(portfolio.Dollars(600)), ""},
		{portfolio.RuleOutcomes, []string{"2", "evaluation", "1"}, portfolio.Known(portfolio.Dollars(1_400)), "printed 1,000 in place of all"},
		{portfolio.RuleOutcomes, []string{"2", "evaluation", "1"}, portfolio.Known(portfolio.Dollars(9_000)), "printed 1,000 in place of all and place of round"},
		{portfolio.RuleActivities, []string{"1"}, portfolio.Known(portfolio.Dollars(8)), "printed 7 in place of lack"},
	} {
		if got := s.Otherwise(c.records, c.codes, c.sum); got != c.want {
			t.Errorf("%s %v %s: %q, want %q", c.records, c.codes, c.sum.Shown(), got, c.want)
		}
	}
}
