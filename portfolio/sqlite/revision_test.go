package sqlite_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report/revision"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// version7 returns a database that the release with version 7 has written:
// plain, edited, or of an office.
func version7(t *testing.T, name string) string {
	t.Helper()
	return version(t, "version7", name)
}

// version returns a database that the release with a version has written.
func version(t *testing.T, version, name string) string {
	t.Helper()
	packed, err := os.Open(filepath.Join("testdata", version, name+".db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = packed.Close() }()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), name+".db")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// withDocument opens a database as this release does.
var withDocument = sqlite.WithDocument(sqlite.Edition{Name: seed.Edition(), Read: seed.Document})

// withEdition opens a database as a release does that has another edition.
func withEdition(doc *portfolio.Document) sqlite.Option {
	return sqlite.WithDocument(sqlite.Edition{Name: doc.Edition,
		Read: func() (*portfolio.Document, error) { return doc, nil }})
}

func said(t *testing.T, s *sqlite.Store) string {
	t.Helper()
	all, err := s.Revisions(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for i := range all {
		lines = append(lines, all[i].Said...)
	}
	return strings.Join(lines, "\n")
}

// TestUpgradeSaysWhatChanged opens the document's portfolio as the release with
// version 7 wrote it.
//
// XAMT72 runs from 2 Apr 2009 to 31 Mar 2012, 274 + 365 + 365 + 91 = 1,095
// days, and alone has days in 2009: US$ 10,250,963 × 274/1,095 = 2,565,081. It is
// stated on 30 Apr 2011, so no year before 2011 has any of it. BRAI90, BDIT42
// and XSSX11 end on 31 Oct 2011: US$ 10,650,000. Annex 2 names Somalia and East
// Africa, not Kenya: US$ 25,426,689 / 2 = 12,713,344.50 each of the overall budget,
// and 10,250,963 / 2 = 5,125,481.50 of the shortfall.
func TestUpgradeSaysWhatChanged(t *testing.T) {
	s := reopen(t, version7(t, "plain"), withDocument)
	text := said(t, s)
	for _, want := range []string{
		"Shortfall in US$ by year: 2009 none (was 2,565,081), 2010 none (was 3,416,988), ",
		"A shortfall is spread only over the days after the one on which it was stated.",
		"Overall budget in US$ by place: Kenya none (was 25,426,689), East Africa 12,713,345 (was none), Somalia 12,713,345 (was none), ",
		"Shortfall in US$ by place: Kenya none (was 10,250,963), East Africa 5,125,482 (was none), Somalia 5,125,482 (was none), ",
		"Amounts of Annex 2 go to the places that Annex 2 names.",
		"Ends within six months, from 30 Apr to 31 Oct 2011: 13 projects, US$ 21,725,754 approved (were 10, US$ 11,075,754).",
		"(were 52 agree, 9 differ, 6 cannot be checked). Other verdicts: ix-a-multi-regional-share agrees (was: differs).",
		"Empty now, and 0 before: ",
		"Totals as before, in US$: approved budget 189,538,627, overall budget 151,260,011 and shortfall 66,205,721.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q:\n%s", want, text)
		}
	}
}

// TestUpgradeEqualsFresh opens databases of version 7: their base is that of a
// new database, everything else follows from it and the changes, and what an
// office has set remains.
func TestUpgradeEqualsFresh(t *testing.T) {
	fresh := baseDigests(t, backup(t, open(t, document(t))))
	for _, name := range []string{"plain", "edited", "office"} {
		t.Run(name, func(t *testing.T) {
			file := version7(t, name)
			s := reopen(t, file, withDocument)
			sound(t, s)
			if got := baseDigests(t, file); !maps.EqualFunc(got, fresh, bytes.Equal) {
				t.Errorf("the base is not that of a new database")
			}
		})
	}
}

// baseDigests returns the hashes of the tables of the base, and the edition.
func baseDigests(t *testing.T, file string) map[string][]byte {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.Query("SELECT name, hash FROM digest WHERE name <> 'change'")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string][]byte{}
	for rows.Next() {
		var name string
		var sum []byte
		if err := rows.Scan(&name, &sum); err != nil {
			t.Fatal(err)
		}
		out[name] = sum
	}
	if rows.Err() != nil || len(out) < 12 {
		t.Fatal(len(out), rows.Err())
	}
	return out
}

// TestUpgradeKeepsEdits compares an edited database of version 7 with a new one
// that has the same changes: every figure is the same.
func TestUpgradeKeepsEdits(t *testing.T) {
	ctx := context.Background()
	old, fresh := reopen(t, version7(t, "edited"), withDocument), open(t, document(t))
	h, err := old.History(ctx, provenance.HistorySpec{})
	if err != nil {
		t.Fatal(err)
	}
	var changes []portfolio.Change
	for _, e := range h.Entries {
		changes = append(changes, *e.Change)
	}
	if n, err := fresh.Merge(ctx, changes); err != nil || n != 11 {
		t.Fatal(n, err)
	}
	for _, d := range breakdown.Dimensions {
		spec := breakdown.BreakdownSpec{By: []breakdown.Dimension{d}, Measures: breakdown.Measures, AsOf: asOf}
		if got, want := cellsOf(t, old, spec), cellsOf(t, fresh, spec); !slices.EqualFunc(got, want, equalCell) {
			t.Errorf("by %s: %v, want %v", d, got, want)
		}
	}
	p, err := old.Project(ctx, "GLOX34")
	if err != nil || portfolio.FormatPortions(p.Places) != "KE:60 GH:40" {
		t.Errorf("the office's places: %v %v", p.Places, err)
	}
	x, err := old.Project(ctx, "XAMT72")
	if err != nil || x.Amounts.Shortfall != portfolio.Known(portfolio.Dollars(9_000_000)) {
		t.Errorf("the office's shortfall: %v %v", x.Amounts.Shortfall, err)
	}
}

func cellsOf(t *testing.T, s *sqlite.Store, spec breakdown.BreakdownSpec) []breakdown.Cell {
	t.Helper()
	cells, err := s.Cells(context.Background(), spec)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(cells, func(x, y breakdown.Cell) int { return slices.Compare(x.Codes, y.Codes) })
	return cells
}

func equalCell(x, y breakdown.Cell) bool {
	return slices.Equal(x.Codes, y.Codes) && x.Sums == y.Sums && x.Projects == y.Projects
}

// TestRevisionIsToldOnce has two processes open a database of version 7 at once
// for the same person: one upgrades it, and one is told.
func TestRevisionIsToldOnce(t *testing.T) {
	ctx := context.Background()
	file := version7(t, "plain")
	var told [2][]revision.Revision
	var at sync.WaitGroup
	for i := range told {
		at.Go(func() {
			s, err := sqlite.Open(ctx, file, withDocument)
			if err != nil {
				t.Error(err)
				return
			}
			defer func() { _ = s.Close() }()
			if told[i], err = s.Tell(ctx, Editor); err != nil {
				t.Error(err)
			}
		})
	}
	at.Wait()
	s := reopen(t, file, withDocument)
	all, err := s.Revisions(ctx)
	if err != nil || len(all) != 1 || len(told[0])+len(told[1]) != 1 {
		t.Errorf("%d revisions, told %d and %d times, %v", len(all), len(told[0]), len(told[1]), err)
	}
	if again, err := s.Tell(ctx, Editor); err != nil || len(again) != 0 {
		t.Error("told again", again, err)
	}
	if other, err := s.Tell(ctx, "B. Clerk"); err != nil || len(other) != 1 {
		t.Error("another person is not told", other, err)
	}
}

// TestFreshDatabaseSaysNothing: it has no earlier figures.
func TestFreshDatabaseSaysNothing(t *testing.T) {
	s := open(t, document(t))
	reopened := reopen(t, backup(t, s), withDocument)
	if text := said(t, reopened); text != "" {
		t.Error(text)
	}
}

// TestUpgradeTakesEdition gives a database a corrected edition of the document:
// the base has it, an office's own value stays, and the log is untouched.
func TestUpgradeTakesEdition(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	change(t, s, portfolio.Edit{Record: "PERU08", Fields: []portfolio.Setting{set("approved", "1000")}})
	file := backup(t, s)
	next := document(t)
	next.Edition = "next"
	for i := range next.Projects {
		if p := &next.Projects[i]; p.ID == "PERU08" || p.ID == "MLIU58" {
			p.Amounts.Approved.Cents += portfolio.Dollars(250)
		}
	}
	removed := len(next.Published) - 1
	next.Published = next.Published[:removed]
	was, err := s.Project(ctx, "MLIU58")
	if err != nil {
		t.Fatal(err)
	}
	s = reopen(t, file, withEdition(next))
	sound(t, s)
	p, err := s.Project(ctx, "MLIU58")
	if err != nil || p.Amounts.Approved.Cents != was.Amounts.Approved.Cents+portfolio.Dollars(250) {
		t.Errorf("approved %v, %v", p.Amounts.Approved, err)
	}
	r, err := s.Record(ctx, "PERU08")
	if err != nil || r.Value("approved").Text != "1000" || len(r.Log.Changes()) != 1 {
		t.Errorf("the office's value: %v, %d changes, %v", r.Value("approved"), len(r.Log.Changes()), err)
	}
	all, err := s.Published(ctx)
	if err != nil || len(all) != removed {
		t.Errorf("%d published figures, want %d, %v", len(all), removed, err)
	}
	if text := said(t, s); !strings.Contains(text, "Approved budget in US$, total: ") ||
		!strings.Contains(text, "What was taken from the document is corrected.") {
		t.Error(text)
	}
}

// TestUpgradeOfOtherPortfolio leaves the base of a made-up portfolio alone.
func TestUpgradeOfOtherPortfolio(t *testing.T) {
	file := backup(t, open(t, seed.Synthetic(20, 1)))
	s := reopen(t, file, withDocument)
	sound(t, s)
	totals, err := s.Totals(context.Background(), breakdown.ListSpec{AsOf: asOf})
	if err != nil || totals.Projects != 20 || said(t, s) != "" {
		t.Errorf("%d projects, %v\n%s", totals.Projects, err, said(t, s))
	}
}

// TestUpgradeAllOrNothing breaks off an upgrade: nothing is written, and the
// next one does it all.
func TestUpgradeAllOrNothing(t *testing.T) {
	file := version7(t, "edited")
	ctx, cancel := context.WithCancel(context.Background())
	s, err := sqlite.Open(ctx, file, withDocument, sqlite.WithProgress(func(int64, int64) { cancel() }))
	if err == nil {
		_ = s.Close()
		t.Fatal("it was not broken off")
	}
	s = reopen(t, file, withDocument)
	sound(t, s)
	if text := said(t, s); strings.Count(text, "Shortfall in US$ by year: 2009 none (was ") != 1 {
		t.Error(text)
	}
}

// TestUpgradeLeavesDamage does not replace a base that is not as it was taken
// in: check tells of the damage, and the figures stay as they were.
func TestUpgradeLeavesDamage(t *testing.T) {
	ctx := context.Background()
	file := version7(t, "plain")
	execute(t, file, "UPDATE base_project SET title = 'Forged' WHERE number = 'PERU08'")
	s := reopen(t, file, withDocument)
	faults, err := s.Check(ctx)
	if err != nil || len(faults) != 1 || faults[0].Where != "base_project" {
		t.Error(faults, err)
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		t.Fatal(err)
	}
	// Of the 83 projects 69 are field projects, as version 7 counts them; only
	// XAMT72 of these has a shortfall.
	for _, text := range []string{"", "kind:field"} {
		spec := breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByYear},
			Measures: []breakdown.Measure{breakdown.Shortfall, breakdown.ProjectCount}, AsOf: asOf, Query: query(t, text, cat)}
		b := breakdown.NewBreakdown(spec, cat, cellsOf(t, s, spec))
		want := map[string]int64{"": 83, "kind:field": 69}[text]
		if c := b.At("2009"); c.Money(breakdown.Shortfall).Shown() != "2,565,081" || b.Total.Projects != want {
			t.Errorf("%q: %s in 2009, %d projects", text, c.Money(breakdown.Shortfall).Shown(), b.Total.Projects)
		}
	}
}
