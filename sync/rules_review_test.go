package sync

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

// holds sets a review rule at headquarters.
func (w *world) holds(spec HoldSpec) {
	_, err := w.hq().Hold(context.Background(), "A. Desk", spec)
	w.hq().must(err)
}

// ruledBy returns the reasons for which headquarters holds a change, none if it
// let it through.
func ruledBy(t *testing.T, w *world, id portfolio.ID) []string {
	t.Helper()
	j := verdict(w, id)
	if !j.Day.Known() || (j.Ruling == portfolio.Held) != (j.Why != "") {
		t.Errorf("%s: %+v", id, j)
	}
	return j.Reasons()
}

func wantReasons(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("reasons\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestAllReasons has one change held for four reasons: where it is, two fields,
// and a value that cannot be read.
func TestAllReasons(t *testing.T) {
	w, a, _ := pair(t)
	w.holds(HoldSpec{Fields: []string{"end"}, Above: []string{"6m"}})
	id := a.change("A. Desk", "ABCX02", "", set("approved", "1"), set("end", "2012-12-31"), set("service_lines", "drugs:95"))
	w.heal()
	want := []string{"ABCX02 is outside the scope of roea", `service_lines "drugs:95" adds up to 95 %, 5 % missing`,
		"approved budget set to US$ 1, where there was none, and headquarters reviews every change of it",
		"last day set to 31 Dec 2012, where there was none, above the limit of 6 months"}
	wantReasons(t, ruledBy(t, w, id), want...)
	if j := a.mem.judged[id]; !slices.Equal(j.Reasons(), want) {
		t.Errorf("the office has %q", j.Why)
	}
	held, err := w.hq().Held(context.Background(), portfolio.Held)
	if err != nil || len(held) != 1 {
		t.Fatal(held, err)
	}
	page := HeldReport{held, portfolio.Held}.Page()
	var text []string
	for _, n := range page.Notes {
		text = append(text, n.Text)
	}
	for _, reason := range want {
		if !slices.ContainsFunc(text, func(l string) bool { return strings.HasSuffix(l, "  "+reason) || strings.HasSuffix(l, "held: "+reason) }) {
			t.Errorf("sync held lacks %s:\n%s", reason, strings.Join(text, "\n"))
		}
	}
}

// TestReviewRules sets rules for all offices and for one, and sees which changes
// each holds.
func TestReviewRules(t *testing.T) {
	w, a, b := pair(t)
	w.hq().change("A. Desk", "ABCX01", "", set("approved", "1000000"), set("end", "2011-09-30"))
	w.hq().change("A. Desk", "ABCX02", "", set("approved", "1000000"))
	w.holds(HoldSpec{Fields: []string{"approved"}, Above: []string{"10%", "200000"}})
	w.holds(HoldSpec{Fields: []string{"end"}, Above: []string{"6m"}})
	w.holds(HoldSpec{Office: "rosen", Fields: []string{"approved"}, Off: true})
	w.heal()
	within := a.change("A. Desk", "ABCX01", "", set("approved", "1100000"), set("end", "2012-03-31"))
	free := b.change("B. Desk", "ABCX02", "", set("approved", "5000000"))
	w.heal()
	wantReasons(t, ruledBy(t, w, within))
	wantReasons(t, ruledBy(t, w, free))
	beyond := a.change("A. Desk", "ABCX01", "", set("approved", "1320000")) // 220,000 more: 20 %
	w.heal()
	wantReasons(t, ruledBy(t, w, beyond), "approved budget raised by US$ 220,000 (20.0 %), above the limits of 10 % and US$ 200,000")
	w.holds(HoldSpec{Reset: true})
	again := a.change("A. Desk", "ABCX01", "", set("approved", "1100001"))
	w.heal()
	wantReasons(t, ruledBy(t, w, again), "approved budget raised by US$ 1 (0.0 %), and headquarters reviews every change of it")
	rows, err := w.hq().Rules(context.Background())
	if err != nil || len(rows) != 5+5 || rows[0].By != nil || rows[5].Office != "rosen" || rows[5].By.Person != "A. Desk" {
		t.Errorf("%d rules: %+v, %v", len(rows), rows, err)
	}
}

// TestReviewOfSteps has an office raise a budget in two steps, of which the
// first is held: the second is compared with what headquarters let through, also
// if both come in one mail.
func TestReviewOfSteps(t *testing.T) {
	w, a, _ := pair(t)
	w.hq().change("A. Desk", "ABCX01", "", set("approved", "1000000"))
	w.holds(HoldSpec{Fields: []string{"approved"}, Above: []string{"10%"}})
	w.heal()
	first := a.change("A. Desk", "ABCX01", "", set("approved", "2000000"))
	second := a.change("A. Desk", "ABCX01", "", set("approved", "2000100"))
	w.heal()
	wantReasons(t, ruledBy(t, w, first), "approved budget raised by US$ 1,000,000 (100.0 %), above the limit of 10 %")
	wantReasons(t, ruledBy(t, w, second), "approved budget raised by US$ 1,000,100 (100.0 %), above the limit of 10 %")
	w.hq().must(w.hq().Rule(context.Background(), "B. Desk", portfolio.Taken, "", second))
	w.heal()
	third := a.change("A. Desk", "ABCX01", "", set("approved", "2000200"))
	w.heal()
	wantReasons(t, ruledBy(t, w, third))
}

// TestHoldRefuses names every fault in fields and limits, and changes nothing.
func TestHoldRefuses(t *testing.T) {
	w, a, _ := pair(t)
	_, err := w.hq().Hold(context.Background(), "A. Desk", HoldSpec{Fields: []string{"colour", "title", "end"}, Above: []string{"5%"}})
	for _, want := range []string{`field "colour" is not a field that offices change`, `limit "5%" cannot be given for title`, `limit "5%" of end is not a length of time`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v lacks %s", err, want)
		}
	}
	if o := entryAt(w.hq(), "hq"); o.Held != nil {
		t.Errorf("%+v", o.Held)
	}
	if _, err := a.Hold(context.Background(), "A. Desk", HoldSpec{Fields: []string{"end"}}); err == nil || !strings.Contains(err.Error(), "not that of headquarters") {
		t.Error(err)
	}
}

// TestCountryScope gives an office a country: it receives what has or had a
// place there, with the history, and may change what the document, its maker or
// headquarters put there; so it may for a new project of its own.
func TestCountryScope(t *testing.T) {
	w, a, b := pair(t)
	moved := w.hq().change("A. Desk", "ABCX03", "", set("places", "KE:50 ML:50"))
	w.hq().change("A. Desk", "ABCX03", "", set("places", "1030:100"))
	seen := b.title("ABCX02", "Before") // of another region
	s, _ := w.invited("kenya", "KE", "", 20)
	w.heal()
	if _, here := s.mem.at[moved]; !here {
		t.Error("what had a place in Kenya did not reach the office of Kenya")
	}
	if _, here := s.mem.at[seen]; here {
		t.Error("what never was in Kenya did")
	}
	own, other := s.title("ABCX03", "Of Kenya"), s.title("ABCX02", "Not of Kenya")
	grab := a.change("A. Desk", "ABCX01", "", set("places", "KE:100")) // by an office of its region
	made := s.change("K. Desk", "", portfolio.ProjectRecord, set("kind", "field"), set("number", "NEWX01"), set("places", "KE:100"),
		set("programme", regions[3]), set("service_lines", "drugs:100"), set("title", "New"))
	elsewhere := s.change("K. Desk", "", portfolio.ProjectRecord, set("kind", "field"), set("number", "NEWX02"), set("places", "ML:100"),
		set("programme", regions[3]), set("service_lines", "drugs:100"), set("title", "New"))
	w.heal()
	wantReasons(t, ruledBy(t, w, own))
	wantReasons(t, ruledBy(t, w, other), "ABCX02 is outside the scope of kenya")
	wantReasons(t, ruledBy(t, w, grab))
	wantReasons(t, ruledBy(t, w, made))
	wantReasons(t, ruledBy(t, w, elsewhere), "NEWX02 is outside the scope of kenya")
	if _, here := s.mem.at[grab]; !here {
		t.Error("what another office put into Kenya did not reach the office of Kenya")
	}
	given, away := s.title("ABCX01", "Given by another office"), s.change("K. Desk", "ABCX03", "", set(portfolio.FieldProgramme, regions[0]))
	w.heal()
	wantReasons(t, ruledBy(t, w, given), "ABCX01 is outside the scope of kenya")
	wantReasons(t, ruledBy(t, w, away), "ABCX03 is outside the scope of kenya")
}

// TestReachRuleRefills has an outbox that an earlier release filled, without
// countries, filled again.
func TestReachRuleRefills(t *testing.T) {
	w, _, _ := pair(t)
	s, _ := w.invited("kenya", "KE", "", 20)
	w.heal()
	id := w.hq().change("A. Desk", "ABCX03", "", set("places", "KE:100"))
	for i := range w.hq().mem.links { // as if the earlier release had seen it
		l := &w.hq().mem.links[i]
		l.Filled = int64(len(w.hq().mem.arrivals))
		l.Scope = strings.TrimSuffix(l.Scope, reachRule)
	}
	w.heal()
	if _, here := s.mem.at[id]; !here {
		t.Error("it never reaches the office")
	}
}

// TestRuleNamesAll names every change that cannot be judged.
func TestRuleNamesAll(t *testing.T) {
	w, a, _ := pair(t)
	free := a.title("ABCX01", "One")
	w.heal()
	err := w.hq().Rule(context.Background(), "B. Desk", portfolio.Taken, "", free, portfolio.ID{Office: "roea", Incarnation: "x", N: 9, Hash: "00000000"})
	if err == nil || !strings.Contains(err.Error(), free.String()+`" is already accepted by headquarters`) || !strings.Contains(err.Error(), `roea.x:9-00000000" is not here`) {
		t.Error(err)
	}
}
