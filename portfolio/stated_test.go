package portfolio

import "testing"

func TestStatedOtherwise(t *testing.T) {
	sum := func(id string, value int64, codes ...string) Published {
		return dollars(id, value, Rule{Records: RuleOutcomes, Codes: codes})
	}
	figures := func(id string, value int64, codes ...string) Published {
		return dollars(id, value, Rule{Records: RuleFigures, Codes: codes})
	}
	round := figures("round", 1_000, "all")
	round.RoundedTo = 100_000
	s := newStated([]Published{
		sum("one", 400, "1"), sum("one again", 300, "1"), sum("two", 600, "2"),
		figures("all", 1_000, "one", "two", "evaluation"), round,
		figures("less", 200, "two", "-one"), figures("round about", 5, "round about"),
		dollars("lack", 7, Rule{Records: RuleActivities, Codes: []string{"1"}}),
	})
	for i, p := range s.all {
		s.all[i].Where = "place of " + p.ID
	}
	for _, c := range []struct {
		records RuleRecords
		codes   []string
		sum     Amount
		want    string
	}{
		{RuleOutcomes, []string{"1"}, Known(Dollars(400)), "printed 300 in place of one again"},
		{RuleOutcomes, []string{"1"}, Known(Dollars(5)), "printed 400 in place of one; 300 in place of one again"},
		{RuleOutcomes, []string{"1"}, Amount{}, ""},
		{RuleOutcomes, []string{"2"}, Known(Dollars(600)), ""},
		{RuleOutcomes, []string{"2", "evaluation", "1"}, Known(Dollars(1_400)), "printed 1,000 in place of all"},
		{RuleOutcomes, []string{"2", "evaluation", "1"}, Known(Dollars(9_000)), "printed 1,000 in place of all and place of round"},
		{RuleActivities, []string{"1"}, Known(Dollars(8)), "printed 7 in place of lack"},
	} {
		if got := s.otherwise(c.records, c.codes, c.sum); got != c.want {
			t.Errorf("%s %v %s: %q, want %q", c.records, c.codes, c.sum.Shown(), got, c.want)
		}
	}
}
