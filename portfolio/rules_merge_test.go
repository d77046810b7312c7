package portfolio_test

import (
	"slices"
	"testing"
	"time"

	"fieldfolio/portfolio"
)

// TestRulesOfMerge has a test for each rule of the section Merge of SYNC.md, in
// the smallest case. What is shown elsewhere:
//
//   - all of them at once, over random histories in any order, against a plain
//     statement of the rules: TestMerge, TestMergeAlgebra; that the rules are
//     needed: TestMutants
//   - what conflicts and inconsistencies look like to people, and how projects
//     with them count: TestRulesOfTheStore in portfolio/sqlite
func TestRulesOfMerge(t *testing.T) {
	for _, r := range []struct {
		name string
		test func(*testing.T)
	}{
		{"effective is what headquarters has not held or rejected", heldHasNoEffect},
		{"the value is that of the effective change with the largest number", largestNumber},
		{"then of the largest office, incarnation and hash", largestID},
		{"a change dominates what it is over, along changes that touch the field", dominatesAlongField},
		{"held changes pass domination on", dominatesThroughHeld},
		{"a change that was held does not dominate by itself", heldDominatesNothing},
		{"an over whose target has not arrived counts when it does", overBeforeTarget},
		{"several heads are a conflict until a change over all of them", conflictUntilSettled},
		{"heads that agree are none", agreeingHeads},
		{"withdrawing is a change over all heads of the whole record", withdrawnOverAll},
		{"a change that a withdrawal was not over makes a conflict, and the record stays", withdrawalOvertaken},
		{"merging never rejects", nothingRejected},
	} {
		t.Run(r.name, r.test)
	}
}

// did returns a change of a title, or of the field that is given with an =.
func did(office string, n int64, value string, over ...portfolio.Change) portfolio.Change {
	c := portfolio.Change{ID: portfolio.ID{Office: office, Incarnation: "1a2b3c4d", N: n}, Person: "A. Desk", At: time.Unix(1_300_000_000, 0), Record: "ABCX12",
		Fields: []portfolio.Setting{{Field: portfolio.FieldTitle, Value: value}}}
	for _, o := range over {
		c.Over = append(c.Over, o.ID)
	}
	c.Finish()
	return c
}

// of has a change be of another field.
func of(field string, c portfolio.Change) portfolio.Change {
	c.Fields = []portfolio.Setting{{Field: field, Value: c.Fields[0].Value}}
	c.Finish()
	return c
}

// saysTitle checks what a log says of the title, in any order of arrival.
func saysTitle(t *testing.T, value string, heads int, conflict bool, held []portfolio.Change, changes ...portfolio.Change) {
	t.Helper()
	for range 2 {
		log := portfolio.Log{}
		for _, h := range held {
			log.Hold(h.ID, true)
		}
		for _, c := range changes {
			log.Add(c)
		}
		if s := log.State(portfolio.FieldTitle); s.Value.Text != value || len(s.Heads) != heads || s.Conflict != conflict {
			t.Errorf("%q with %d heads, conflict %v; want %q with %d, %v", s.Value.Text, len(s.Heads), s.Conflict, value, heads, conflict)
		}
		slices.Reverse(changes)
	}
}

func heldHasNoEffect(t *testing.T) {
	one := did("roea", 1, "One")
	two := did("roea", 2, "Two", one)
	saysTitle(t, "Two", 1, false, nil, one, two)
	saysTitle(t, "One", 1, false, []portfolio.Change{two}, one, two)
}

func largestNumber(t *testing.T) {
	saysTitle(t, "Late", 2, true, nil, did("roea", 9, "Late"), did("zzz", 8, "Early"))
}

func largestID(t *testing.T) {
	saysTitle(t, "B", 2, true, nil, did("rosen", 9, "B"), did("roea", 9, "A"))
	one, two := did("roea", 9, "A"), did("roea", 9, "B")
	two.ID.Incarnation = "2a2b3c4d"
	two.Finish()
	saysTitle(t, "B", 2, true, nil, one, two)
	x, y := did("roea", 9, "A"), did("roea", 9, "B")
	want := "A"
	if y.ID.Hash > x.ID.Hash {
		want = "B"
	}
	saysTitle(t, want, 2, true, nil, x, y)
}

func dominatesAlongField(t *testing.T) {
	one := did("roea", 1, "One")
	two := did("hq", 2, "Two", one)
	three := did("roea", 3, "Three", two)
	saysTitle(t, "Three", 1, false, nil, one, two, three)
	aside := of("end", did("hq", 2, "2012-12-31", one))
	saysTitle(t, "Three", 2, true, nil, one, aside, did("roea", 3, "Three", aside)) // not through a change of another field
}

func dominatesThroughHeld(t *testing.T) {
	one := did("roea", 1, "One")
	two := did("rosen", 2, "Two", one)
	three := did("roea", 3, "Three", two)
	saysTitle(t, "Three", 1, false, []portfolio.Change{two}, one, two, three)
}

func heldDominatesNothing(t *testing.T) {
	one := did("roea", 1, "One")
	two := did("rosen", 2, "Two", one)
	three := did("roea", 3, "Three", two)
	saysTitle(t, "One", 1, false, []portfolio.Change{two, three}, one, two, three)
}

func overBeforeTarget(t *testing.T) {
	one := did("roea", 1, "One")
	two := did("rosen", 2, "Two", one)
	three := did("roea", 3, "Three", two)
	log := portfolio.NewLog(one, three)
	if s := log.State(portfolio.FieldTitle); !s.Conflict {
		t.Errorf("without what it is over: %+v", s)
	}
	log.Add(two)
	if s := log.State(portfolio.FieldTitle); s.Conflict || s.Value.Text != "Three" {
		t.Errorf("with it: %+v", s)
	}
}

func conflictUntilSettled(t *testing.T) {
	one, two := did("roea", 1, "One"), did("rosen", 1, "Two")
	saysTitle(t, "Two", 2, true, nil, one, two)
	saysTitle(t, "Half", 2, true, nil, one, two, did("hq", 2, "Half", one))
	saysTitle(t, "Settled", 1, false, nil, one, two, did("hq", 2, "Settled", one, two))
}

func agreeingHeads(t *testing.T) {
	saysTitle(t, "Same", 2, false, nil, did("roea", 1, "Same"), did("rosen", 1, "Same"))
}

func withdrawnOverAll(t *testing.T) {
	title, end := did("roea", 1, "One"), of("end", did("rosen", 1, "2012-12-31"))
	log := portfolio.NewLog(title, end)
	over := log.Heads(portfolio.FieldWithdrawn)
	if !slices.Contains(over, title.ID) || !slices.Contains(over, end.ID) || len(over) != 2 {
		t.Fatalf("over %v", over)
	}
	log.Add(of(portfolio.FieldWithdrawn, did("hq", 2, portfolio.Yes, title, end)))
	if s := log.State(portfolio.FieldWithdrawn); s.Value.Text != portfolio.Yes || s.Conflict {
		t.Errorf("%+v", s)
	}
}

func withdrawalOvertaken(t *testing.T) {
	title := did("roea", 1, "One")
	gone := of(portfolio.FieldWithdrawn, did("hq", 2, portfolio.Yes, title))
	meanwhile := of("end", did("roea", 3, "2012-12-31", title))
	for _, order := range [][]portfolio.Change{{title, gone, meanwhile}, {meanwhile, gone, title}} {
		log := portfolio.NewLog(order...)
		if s := log.State(portfolio.FieldWithdrawn); s.Value.Text == portfolio.Yes || !s.Conflict {
			t.Errorf("%+v", s)
		}
		log.Add(of(portfolio.FieldWithdrawn, did("hq", 4, portfolio.Yes, gone, meanwhile)))
		if s := log.State(portfolio.FieldWithdrawn); s.Value.Text != portfolio.Yes || s.Conflict {
			t.Errorf("settled: %+v", s)
		}
	}
}

func nothingRejected(t *testing.T) {
	log := portfolio.Log{}
	for _, c := range []portfolio.Change{of("start", did("roea", 1, "2013-01-01")), of("end", did("rosen", 1, "2012-01-01")), of("later_release", did("hq", 1, "?"))} {
		if !log.Add(c) || log.Find(c.ID) == nil {
			t.Errorf("%s is not kept", c.ID)
		}
	}
	if len(log.Fields()) != 3 {
		t.Error(log.Fields())
	}
}
