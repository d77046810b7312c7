package exchange_test

import (
	"slices"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// A clock that jumped and came back is found by the numbers of the changes,
// whichever way it jumped; days in order, or around midnight, are right.
func TestClock(t *testing.T) {
	day := func(d portfolio.Date, first, last, n int64) exchange.ClockDay {
		return exchange.ClockDay{Day: d, First: first, Last: last, Changes: n}
	}
	said := day(20260301, 10, 12, 5)
	said.WrongTo = 12
	partly := day(20260301, 10, 20, 5)
	partly.WrongTo = 12
	for _, x := range []struct {
		name string
		days []exchange.ClockDay
		want []portfolio.Date
	}{
		{"in order", []exchange.ClockDay{day(20260101, 1, 5, 5), day(20260105, 6, 9, 4)}, nil},
		{"around midnight", []exchange.ClockDay{day(20260101, 1, 6, 5), day(20260102, 5, 9, 4)}, nil},
		{"ahead and back", []exchange.ClockDay{day(20260101, 1, 12, 8), day(20260801, 6, 8, 3), day(20260103, 13, 15, 3)},
			[]portfolio.Date{20260801}},
		{"behind and back", []exchange.ClockDay{day(20260101, 1, 5, 5), day(20200101, 6, 8, 3), day(20260103, 9, 15, 7)},
			[]portfolio.Date{20200101}},
		{"ahead, back, and the day comes", []exchange.ClockDay{day(20260101, 1, 5, 5), day(20260601, 6, 8, 3),
			day(20260102, 9, 15, 7), day(20260603, 16, 18, 3)}, []portfolio.Date{20260601}},
		{"impossible days", []exchange.ClockDay{day(19700101, 1, 5, 50), day(20260101, 6, 8, 3), day(20310101, 2, 99, 90)},
			[]portfolio.Date{19700101, 20310101}},
		{"a person has said so", []exchange.ClockDay{day(20260101, 1, 5, 5), said}, []portfolio.Date{20260301}},
		{"a person has said so of a part", []exchange.ClockDay{day(20260101, 1, 5, 5), partly, day(20260302, 21, 22, 1)},
			[]portfolio.Date{20260301}},
		{"none", nil, nil},
	} {
		c := exchange.NewClock(x.days, 20110430, 20261129)
		if got := c.DoubtfulDays(); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
		for _, d := range x.days {
			if c.Wrong(d.Day, d.First) != slices.Contains(x.want, d.Day) {
				t.Errorf("%s: %v", x.name, d.Day)
			}
		}
	}
}

// Of a day on which a wrong clock was set right, the rest counts.
func TestClockSetRight(t *testing.T) {
	d := exchange.ClockDay{Day: 20260301, First: 10, Last: 20, Changes: 11, WrongTo: 12}
	c := exchange.NewClock([]exchange.ClockDay{d}, 20110430, 20261129)
	if !c.Wrong(20260301, 12) || c.Wrong(20260301, 13) || c.Wrong(20260302, 12) {
		t.Errorf("%+v", c)
	}
}

// A day is in doubt for each reason alone, and for none once a person has
// corrected it.
func TestReceivedDoubt(t *testing.T) {
	right := exchange.Received{Day: 20261128, Made: 20261120, Document: 20110430, Today: 20261129}
	for why, change := range map[string]func(*exchange.Received){
		"":                                       func(*exchange.Received) {},
		"it is before the document, 30 Apr 2011": func(r *exchange.Received) { r.Day = 20110429 },
		"it is after today":                      func(r *exchange.Received) { r.Day = 20261201 },
		"the change was made later, on 30 Nov 2026 by its author's clock": func(r *exchange.Received) { r.Made = 20261130 },
		"changes received later have earlier days, or the reverse":        func(r *exchange.Received) { r.Wrong = true },
	} {
		r := right
		if change(&r); r.Doubt() != why {
			t.Errorf("%+v: %q, want %q", r, r.Doubt(), why)
		}
		if r.Corrected = true; r.Doubt() != "" {
			t.Errorf("a corrected day: %q", r.Doubt())
		}
	}
	for _, near := range []exchange.Received{{Day: 20261130, Made: 20261120, Document: 20110430, Today: 20261129},
		{Day: 20261128, Made: 20261129, Document: 20110430, Today: 20261129}} {
		if near.Doubt() != "" {
			t.Errorf("a day's difference: %q", near.Doubt())
		}
	}
}

// This machine's clock is told by what it has received, another one's by its last
// change.
func TestClockFault(t *testing.T) {
	here := exchange.ClockFacts{Now: 20261129, Document: 20110430, Newest: 20261129}
	for _, x := range []struct {
		facts exchange.ClockFacts
		want  string
	}{
		{here, ""},
		{exchange.ClockFacts{Now: 20261129, Document: 20110430}, ""},
		{exchange.ClockFacts{Now: 19700105, Document: 20110430},
			"this machine's clock says 5 Jan 1970, which is before the document"},
		{exchange.ClockFacts{Now: 20261129, Document: 20110430, Newest: 20310103},
			"this machine's clock says 29 Nov 2026, and changes here were received on 3 Jan 2031"},
		{exchange.ClockFacts{Now: 20310104, Document: 20110430, Newest: 20261129, Made: 20310103, Received: 20261129},
			"this machine's clock says 4 Jan 2031, and headquarters received on 29 Nov 2026 what was dated 3 Jan 2031 here"},
		{exchange.ClockFacts{Now: 20261130, Document: 20110430, Newest: 20261129, Made: 20310103, Received: 20261129}, ""},
	} {
		if got := x.facts.Fault(); got != x.want {
			t.Errorf("%+v: %q, want %q", x.facts, got, x.want)
		}
	}
	for _, x := range []struct {
		of   exchange.PartnerClock
		want string
	}{
		{exchange.PartnerClock{Office: "roea", Made: 20261001, Received: 20261129}, ""}, // late mail
		{exchange.PartnerClock{Office: "roea"}, ""},
		{exchange.PartnerClock{Office: "roea", Made: 20310103, Received: 20261129},
			"roea has dated a change 3 Jan 2031 that was received here on 29 Nov 2026: one of the two clocks is wrong"},
		{exchange.PartnerClock{Office: "roea", Made: 20310103, Received: 20260801}, ""}, // long ago
		{exchange.PartnerClock{Office: "roea", Made: 19700105, Received: 20261129},
			"roea has dated a change 5 Jan 1970, before the document: its clock is wrong"},
		{exchange.PartnerClock{Office: "roea", Made: 20200105, Received: 20261129, Over: 20261120},
			"roea has dated a change 5 Jan 2020 that supersedes one of 20 Nov 2026: one of the two clocks is wrong"},
	} {
		if got := x.of.Fault(&here); got != x.want {
			t.Errorf("%+v: %q, want %q", x.of, got, x.want)
		}
	}
	wrong := exchange.ClockFacts{Now: 19700105, Document: 20110430}
	if of := (exchange.PartnerClock{Office: "hq", Made: 20261129, Received: 19700105}); of.Fault(&wrong) != "" {
		t.Error("a copy whose own clock is certainly wrong accuses another one")
	}
}
