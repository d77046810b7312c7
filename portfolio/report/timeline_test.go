package report

import (
	"testing"

	"fieldfolio/portfolio"
)

func TestTimelineBars(t *testing.T) {
	line := NewTimeline(portfolio.Query{}, 20110430, nil, []portfolio.Listed{{Project: portfolio.Project{Duration: portfolio.Duration{Start: 20100101, End: 20131231}}}})
	for name, c := range map[string]struct {
		d    portfolio.Duration
		want string
	}{
		"runs":            {portfolio.Duration{Start: 20100101, End: 20131231}, "██▓█████"},
		"ended":           {portfolio.Duration{Start: 20100101, End: 20101231}, "█┃      "},
		"planned":         {portfolio.Duration{Start: 20120101, End: 20131231}, "    ████"},
		"only a last day": {portfolio.Duration{End: 20121231}, "··▓··┃  "},
		"no last day":     {portfolio.Duration{Start: 20100101}, "█·▓·····"},
		"unknown":         {portfolio.Duration{}, "        "},
		"turned round":    {portfolio.Duration{Start: 20130101, End: 20100101}, "        "},
	} {
		if got := line.Bar(c.d, 8); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := line.Axis(16); got != "'10 '11 '12 '13" {
		t.Errorf("axis %q", got)
	}
	if got := line.Axis(9); got != "'10 '12" {
		t.Errorf("axis of 9 cells: %q", got)
	}
	if got := line.Axis(8); got != "'10 '12" {
		t.Errorf("narrow axis %q", got)
	}
}

func TestTimelineOrder(t *testing.T) {
	list := []portfolio.Listed{{Project: portfolio.Project{Number: "C"}}, {Project: portfolio.Project{Number: "B", Duration: portfolio.Duration{End: 20121231}}},
		{Project: portfolio.Project{Number: "A", Duration: portfolio.Duration{End: 20121231}}}, {Project: portfolio.Project{Number: "D", Duration: portfolio.Duration{End: 20110630}}}}
	line := NewTimeline(portfolio.Query{}, 20110430, nil, list)
	got := ""
	for _, p := range line.Projects {
		got += p.Number
	}
	if soon := line.EndingSoon(); got != "DABC" || len(soon) != 1 || soon[0].Number != "D" {
		t.Errorf("order %s, soon %v", got, soon)
	}
}
