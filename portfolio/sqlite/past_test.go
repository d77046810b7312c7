package sqlite

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report"
)

// dump returns everything that reading commands read, as text by which two
// stores can be compared.
func dump(t *testing.T, s *Store) string {
	t.Helper()
	ctx := context.Background()
	cat, err := s.Catalogue(ctx)
	if err != nil {
		t.Fatal(err)
	}
	out := ""
	add := func(what string, x any, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		out += what + ": " + fmt.Sprintf("%+v", x) + "\n"
	}
	for _, text := range []string{"", "trafficking", "changed", "title:new", "status:active", "line:DRG", "number:ABCX12"} {
		q, err := portfolio.ParseQuery(text, cat)
		if err != nil {
			t.Fatal(err)
		}
		spec := breakdown.ListSpec{Query: q, AsOf: 20110430}
		rows, err := s.Projects(ctx, spec)
		add("list "+text, rows, err)
		totals, err := s.Totals(ctx, spec)
		add("totals "+text, totals, err)
		for _, by := range [][]breakdown.Dimension{{breakdown.ByRegion, breakdown.ByLine}, {breakdown.ByYear}, {breakdown.ByStatus, breakdown.ByCountry}} {
			b, err := breakdown.BreakDown(ctx, s, breakdown.BreakdownSpec{By: by, Query: q, AsOf: 20110430,
				Measures: []breakdown.Measure{breakdown.Approved, breakdown.Shortfall, breakdown.ProjectCount}}, cat)
			add("breakdown "+text, report.BreakdownTable(b), err)
		}
	}
	plan, err := s.SubProgrammes(ctx)
	add("plan", plan, err)
	h, err := s.History(ctx, provenance.HistorySpec{})
	add("changes", h.Changes, err)
	conflicts, wrong, err := s.Conflicts(ctx)
	add("conflicts", len(conflicts), err)
	add("inconsistencies", wrong, err)
	notes, err := s.Notes(ctx, "MLIU58")
	add("notes", notes, err)
	rows, err := s.Projects(ctx, breakdown.ListSpec{AsOf: 20110430})
	add("rows", len(rows), err)
	var records []string
	for _, r := range rows {
		records = append(records, r.ID)
	}
	fields := []string{portfolio.FieldTitle, portfolio.FieldApproved, portfolio.FieldLines}
	origins, err := s.Origins(ctx, records, fields...)
	add("origins", len(origins), err)
	for _, r := range records {
		for _, f := range fields {
			out += r + " " + f + ": " + origins[provenance.FieldOf{Record: r, Field: f}].Shown() + "\n"
		}
	}
	return out
}

func sameCells(a, b []breakdown.Cell) bool {
	all := map[string]breakdown.Cell{}
	for _, c := range a {
		all[strings.Join(c.Codes, " ")] = c
	}
	return len(a) == len(b) && !slices.ContainsFunc(b, func(c breakdown.Cell) bool { return !reflect.DeepEqual(all[strings.Join(c.Codes, " ")], c) })
}

// TestAt makes edits on several days and sees each day again as it was.
func TestAt(t *testing.T) {
	ctx := context.Background()
	s := checked(t)
	clock := time.Date(2011, 5, 1, 12, 0, 0, 0, time.UTC)
	s.now = func() time.Time { return clock }
	set := func(field, value string) portfolio.Setting { return portfolio.Setting{Field: field, Value: value} }
	days := [][]portfolio.Edit{
		{{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "Changed one"), set("approved", "5")}},
			{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{set("on", "MLIU58"), set("text", "a note")}}},
		{{Creates: portfolio.ProjectRecord, Fields: []portfolio.Setting{set("number", "ABCX12"), set("title", "New"), set("kind", "field"), set("programme", "west-africa"),
			set("places", "ML"), set("service_lines", "DRG"), set("approved", "7")}}, {Record: "outcome:1.1", Fields: []portfolio.Setting{set("budget", "9")}}},
		{{Record: "RERF23", Fields: []portfolio.Setting{set("withdrawn", "yes")}}},
		{{Record: "MLIU58", Fields: []portfolio.Setting{set("end", "2019-12-31"), set("status", "closed"), set("programme", "eastern-africa")}},
			{Record: "outcome:1.1", Fields: []portfolio.Setting{set("budget", "")}}},
		{{Record: "RERF23", Fields: []portfolio.Setting{set("withdrawn", "")}}, {Record: "MLIU58", Fields: []portfolio.Setting{set("title", "Changed two")}}},
	}
	want := map[portfolio.Date]string{20110430: dump(t, s)}
	for _, edits := range days {
		if _, err := s.Change(ctx, "A. Desk", edits...); err != nil {
			t.Fatal(err)
		}
		want[portfolio.DateOf(clock)] = dump(t, s)
		clock = clock.AddDate(0, 0, 3)
	}
	for day, text := range want {
		x, err := s.At(ctx, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := dump(t, x); got != text {
			t.Errorf("%s\n%s\nwant\n%s", day.Plain(), got, text)
		}
		spec := breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByRegion, breakdown.ByCountry, breakdown.ByYear}, AsOf: 20110430}
		cells, err := s.CellsOn(ctx, day, spec)
		if then, wrong := x.Cells(ctx, spec); err != nil || wrong != nil || len(cells) == 0 || !sameCells(cells, then) {
			t.Errorf("%s: %d cells, %d by a look at the day, %v, %v", day.Plain(), len(cells), len(then), err, wrong)
		}
		if _, err := x.Change(ctx, "A. Desk", days[0]...); err == nil {
			t.Error("changed the past")
		}
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}
	before, after, err := s.ChangedSince(ctx, 20110507)
	if err != nil || len(before) != 2 || len(after) != 2 {
		t.Errorf("%v %v %v", before, after, err)
	}
	if again := dump(t, s); again != want[portfolio.DateOf(clock.AddDate(0, 0, -3))] {
		t.Error("looking back changed something")
	}
}
