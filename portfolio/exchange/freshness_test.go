package exchange

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

var freshDay = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func TestHeard(t *testing.T) {
	for _, c := range []struct {
		ago  time.Duration
		want string
	}{{0, "just now"}, {time.Minute, "just now"}, {-time.Hour, "just now"}, {time.Hour, "1 hour"}, {47 * time.Hour, "47 hours"}, {48 * time.Hour, "2 days"},
		{-24 * time.Hour, "just now"}, {-25 * time.Hour, "an unknown time, stale"},
		{30 * 24 * time.Hour, "30 days"}, {31 * 24 * time.Hour, "31 days, stale"}} {
		if got := (Heard{freshDay.Add(-c.ago), freshDay}).Shown(); got != c.want {
			t.Errorf("%v: %q, want %q", c.ago, got, c.want)
		}
	}
	if got := (Heard{Now: freshDay}).Shown(); got != "never" {
		t.Errorf("never: %q", got)
	}
}

// TestLastHeard: a time that is ahead of now by more than a day says nothing, so
// any other copy of the office was heard from later.
func TestLastHeard(t *testing.T) {
	ago := func(days int) time.Time { return freshDay.AddDate(0, 0, -days) }
	ahead := time.Date(2031, 1, 4, 0, 0, 0, 0, time.UTC)
	links := []Link{{Office: "a", HeardAt: ahead}, {Office: "a", HeardAt: ago(5)}, {Office: "a"}, {Office: "b"},
		{Office: "b", HeardAt: ahead}, {Office: "c"}, {Office: "d", HeardAt: ago(9)}, {Office: "d", HeardAt: ago(0).Add(time.Hour)}}
	got := LastHeard(links, freshDay)
	for office, want := range map[string]string{"a": "5 days", "b": "an unknown time, stale", "c": "never", "d": "just now"} {
		if h := got[office]; h.Shown() != want {
			t.Errorf("%s: %q, want %q", office, h.Shown(), want)
		}
	}
	if h := (Heard{ahead, freshDay}); h.Compare(Heard{ago(4000), freshDay}) >= 0 || h.Compare(Heard{Now: freshDay}) <= 0 {
		t.Error("an unknown time is not between never and the known ones")
	}
}

// entryOf returns the entry of an office whose scope was set to these, one day
// after another.
func entryOf(code, role, hub, key string, scopes ...string) portfolio.Record {
	r := portfolio.Record{ID: OfficeKey(code), Kind: portfolio.OfficeRecord}
	for i, scope := range scopes {
		c := portfolio.Change{ID: portfolio.ID{Office: "hq", Incarnation: "a", N: int64(i + 1)}, Person: "B. Coord", At: freshDay.AddDate(0, 0, i-10), Record: r.ID, Fields: []portfolio.Setting{{Field: portfolio.FieldScope, Value: scope}}}
		if i > 0 {
			c.Over = []portfolio.ID{r.Log.Changes()[i-1].ID}
		} else {
			for field, value := range map[string]string{portfolio.FieldRole: role, portfolio.FieldHub: hub, portfolio.FieldKey: key} {
				if value != "" {
					c.Fields = append(c.Fields, portfolio.Setting{Field: field, Value: value})
				}
			}
		}
		c.Finish()
		r.Log.Add(c)
	}
	return r
}

func TestFreshness(t *testing.T) {
	cat := &portfolio.Catalogue{Programmes: []portfolio.Programme{{Code: "east"}, {Code: "west"}, {Code: "south"}, {Code: "global"}}}
	key := strings.Repeat("A", 43)
	entries := []portfolio.Record{entryOf("hq", portfolio.RoleHeadquarters, "", key, "all"), entryOf("east", portfolio.RoleHub, "", key, "east"), entryOf("kenya", portfolio.RoleOffice, "east", key, "east"),
		entryOf("west", portfolio.RoleOffice, "", key, "all", "west,south", "west"), entryOf("late", portfolio.RoleOffice, "", "", "south")}
	reg := NewRegister(entries, func(*portfolio.Change) bool { return true })
	links := func(pairs ...any) (out []Link) {
		for i := 0; i < len(pairs); i += 2 {
			days, _ := pairs[i+1].(int)
			out = append(out, Link{Office: fmt.Sprint(pairs[i]), HeardAt: freshDay.AddDate(0, 0, -days)})
		}
		return out
	}
	for _, c := range []struct {
		self  string
		links []Link
		line  string
		out   string
	}{
		{portfolio.LocalOffice, nil, "", "[]"},
		{"hq", links("east", 2, "west", 41), "oldest figures: west, 41 days, stale", "[]"},
		{"hq", links("east", 2, "west", 41, "west", 1), "oldest figures: east, 2 days", "[]"},
		{"hq", links("east", 2), "oldest figures: west, never", "[]"},
		{"west", links("hq", 3), "headquarters was last heard 3 days ago", "[{east 20261115} {south 20261116} {global 20261115}]"},
		{"west", links("hq", 0), "headquarters was heard just now", "[{east 20261115} {south 20261116} {global 20261115}]"},
		{"west", links("hq", 99), "headquarters was last heard 99 days ago, stale", "[{east 20261115} {south 20261116} {global 20261115}]"},
		{"kenya", links("east", 3), "east was last heard 3 days ago", "[{west 0} {south 0} {global 0}]"},
		{"kenya", nil, "east was never heard: figures of other offices are as in the document", "[{west 0} {south 0} {global 0}]"},
		{"east", links("hq", 3, "kenya", 8), "oldest figures: kenya, 8 days", "[{west 0} {south 0} {global 0}]"},
	} {
		facts := FreshnessFacts{Self: Self{Office: c.self, Headquarter: "hq"}, Register: reg, Links: c.links, Now: freshDay}
		for _, e := range entries {
			if e.ID == OfficeKey(c.self) {
				facts.Entry = e
			}
		}
		f := NewFreshness(facts, cat)
		out := []string{}
		for _, o := range f.Outside {
			out = append(out, fmt.Sprintf("{%s %d}", o.Region, o.Since))
		}
		if f.Line() != c.line || fmt.Sprint(out) != c.out {
			t.Errorf("%s %v: %q %v, want %q %s", c.self, c.links, f.Line(), out, c.line, c.out)
		}
	}
}

// fresh is a source with so many projects of the regions outside.
type fresh struct {
	Freshness
	projects int64
	asked    portfolio.Query
}

func (f *fresh) fresh() Freshness { return f.Freshness }

type freshSource struct{ of *fresh }

func (s freshSource) Freshness(context.Context, portfolio.Date) (Freshness, error) {
	return s.of.fresh(), nil
}
func (s freshSource) Totals(_ context.Context, spec breakdown.ListSpec) (breakdown.ListTotals, error) {
	s.of.asked = spec.Query
	return breakdown.ListTotals{Projects: s.of.projects}, nil
}

func TestFreshnessNotes(t *testing.T) {
	f := &fresh{Freshness: Freshness{Office: "hq", Above: "headquarters", Heard: Heard{freshDay.AddDate(0, 0, -3), freshDay}, Outside: []Outside{{"east", 0}, {"south", 0}}}}
	for _, c := range []struct {
		projects int64
		days     []portfolio.Date
		want     string
	}{
		{0, []portfolio.Date{0, 0}, "headquarters was last heard 3 days ago"},
		{1, []portfolio.Date{0, 0}, "headquarters was last heard 3 days ago|1 project outside this office's scope: as in the document"},
		{12, []portfolio.Date{20261115, 20261115}, "headquarters was last heard 3 days ago|12 projects outside this office's scope: as of 15 Nov 2026"},
		{12, []portfolio.Date{0, 20261115}, "headquarters was last heard 3 days ago|12 projects outside this office's scope: as in the document, or of the day on which it left the scope"},
	} {
		f.projects = c.projects
		for i, d := range c.days {
			f.Outside[i].Since = d
		}
		notes, err := FreshnessNotes(t.Context(), freshSource{f}, breakdown.ListSpec{}, 0)
		if got := strings.Join(portfolio.ShownOf(notes), "|"); err != nil || got != c.want {
			t.Errorf("%+v: %q %v", c, got, err)
		}
	}
	if f.asked.String() != "programme:east,south" {
		t.Errorf("asked for %s", f.asked)
	}
	f.Countries, f.Left, f.Outside[1].Since = []string{"KE", "UG"}, true, 0
	notes, err := FreshnessNotes(t.Context(), freshSource{f}, breakdown.ListSpec{}, 0)
	if err != nil || f.asked.String() != "programme:east,south -country:KE,UG" || !strings.Contains(notes[1].Shown(), "as in the document, or of the day") {
		t.Errorf("%v %v, asked for %s", notes, err, f.asked)
	}
}

// TestLeftCountry has a country that left the scope, and one that came back.
func TestLeftCountry(t *testing.T) {
	entry := portfolio.Record{ID: OfficeKey("kenya"), Kind: portfolio.OfficeRecord}
	for n, scope := range []string{"KE,UG,east", "KE,east", "KE,UG"} {
		c := portfolio.Change{ID: portfolio.ID{Office: "hq", Incarnation: "1", N: int64(n + 1)}, Record: entry.ID, Fields: []portfolio.Setting{{Field: portfolio.FieldScope, Value: scope}}}
		c.Finish()
		entry.Log.Add(c)
	}
	if !leftCountry(&entry, []string{"KE"}) || leftCountry(&entry, []string{"KE", "UG"}) {
		t.Errorf("%v %v", leftCountry(&entry, []string{"KE"}), leftCountry(&entry, []string{"KE", "UG"}))
	}
}

// Two copies made changes before they joined, a third did not, and what
// headquarters had changed before it had offices needs no mail. One that looks
// back to a day before what they did had come says so.
func TestJoinedLater(t *testing.T) {
	key := strings.Repeat("A", 43)
	local := func(r portfolio.Record, incarnation string) portfolio.Record {
		c := portfolio.Change{ID: portfolio.ID{Office: "hq", Incarnation: "a", N: 9}, Person: "B. Coord", Record: r.ID,
			Fields: []portfolio.Setting{{Field: portfolio.FieldLocal, Value: incarnation}}}
		c.Finish()
		r.Log.Add(c)
		return r
	}
	reg := NewRegister([]portfolio.Record{local(entryOf("hq", portfolio.RoleHeadquarters, "", key, "all"), "h1"),
		local(entryOf("east", portfolio.RoleOffice, "", key, "east"), "e1"), local(entryOf("west", portfolio.RoleOffice, "", key, "all"), "w1"),
		local(entryOf("south", portfolio.RoleOffice, "", key, "south"), "s1")}, func(*portfolio.Change) bool { return true })
	facts := FreshnessFacts{Self: Self{Office: "hq", Headquarter: "hq"}, Register: reg, Now: freshDay,
		Early: map[string]portfolio.Date{"h1": 20260902, "e1": 20260910, "w1": 20261001}}
	f := NewFreshness(facts, &portfolio.Catalogue{})
	f.Outside = []Outside{{"east", 0}, {"south", 20260920}}
	for _, c := range []struct {
		day    portfolio.Date
		joined string
		out    int
	}{
		{20260909, "2 offices joined later; from when their changes are known: east 10 Sep 2026, west 1 Oct 2026", 1},
		{20260910, "west joined later: its changes are known only from 1 Oct 2026", 1},
		{20260919, "west joined later: its changes are known only from 1 Oct 2026", 1},
		{20260920, "west joined later: its changes are known only from 1 Oct 2026", 2},
		{20261001, "", 2},
	} {
		past := f.At(c.day)
		if got := past.joined().Shown(); got != c.joined && (c.joined != "" || !past.joined().Empty()) {
			t.Errorf("%s: %q, want %q", c.day.Plain(), got, c.joined)
		}
		if len(past.Outside) != c.out || len(f.Since(c.day).Outside) != 2 {
			t.Errorf("%s: %v outside", c.day.Plain(), past.Outside)
		}
	}
	f.Office, f.Heard = "east", Heard{freshDay.AddDate(0, 0, -3), freshDay} // on 21 November
	if f.At(20261121).Line() != "" || f.At(20261122).Line() != "oldest figures: east, 3 days" {
		t.Errorf("%q, %q", f.At(20261121).Line(), f.At(20261122).Line())
	}
}
