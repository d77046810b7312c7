package sqlite

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
)

// tables returns every table that follows from the base and the changes, and
// the log, as text without the row IDs of this copy and its days of arrival.
func tables(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	for _, q := range []string{
		"SELECT c.n, a.office, a.incarnation, c.hash, r.name, r.kind, hex(c.body) FROM change c JOIN author a ON a.id = c.author JOIN record r ON r.id = c.record ORDER BY 1, 2, 3, 4",
		"SELECT " + strings.Join(projectNames, ", ") + " FROM project ORDER BY record",
		"SELECT " + strings.Join(projectNames, ", ") + " FROM withdrawn ORDER BY record",
		"SELECT r.name, s.line, s.place, s.year, s.first, s.approved, s.overall, s.shortfall FROM slice s JOIN record r ON r.id = s.project ORDER BY 1, 2, 3, 4",
		"SELECT * FROM summary ORDER BY 1, 2, 3, 4, 5",
		"SELECT r.name, f.title, f.rest FROM search f JOIN record r ON r.id = f.rowid ORDER BY 1",
		"SELECT r.name, n.target, n.text FROM note n JOIN record r ON r.id = n.id ORDER BY 1",
		"SELECT r.name, c.field FROM conflict c JOIN record r ON r.id = c.record ORDER BY 1, 2",
		"SELECT r.name, i.seq, i.field, i.what FROM inconsistency i JOIN record r ON r.id = i.record ORDER BY 1, 2",
		"SELECT * FROM outcome ORDER BY code", "SELECT * FROM activity ORDER BY code", "SELECT * FROM subprogramme ORDER BY code",
	} {
		for _, row := range textRows(t, s, q) {
			b.WriteString(row + "\n")
		}
		b.WriteString("--\n")
	}
	return b.String()
}

func textRows(t *testing.T, s *Store, query string) []string {
	t.Helper()
	rows, err := s.db.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values, at := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		at[i] = &values[i]
	}
	var out []string
	for rows.Next() {
		if err := rows.Scan(at...); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(values...))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// template makes a small database to be copied.
func template(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "template.db")
	full, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	doc := seed.Synthetic(3, 7)
	doc.SubProgrammes = full.SubProgrammes[:1]
	if err := Create(context.Background(), path, doc); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// copyOf opens a copy of a template. Copies have the incarnation of the
// template, as those of a copied laptop, unless they get one.
func copyOf(t *testing.T, template []byte, incarnation string) *Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(path, template, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if _, err := s.pool.Exec("PRAGMA synchronous = OFF"); err != nil {
		t.Fatal(err)
	}
	if incarnation != "" {
		if _, err := s.pool.Exec("UPDATE setting SET value = ? WHERE name = 'incarnation'", incarnation); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// office is a copy that edits, and the changes that it has.
type office struct {
	store *Store
	has   []portfolio.Change
}

// TestConverge lets several copies edit at random, hear from one another in part,
// and in the end from all, in any order, split and repeated: their tables are
// identical, what is derived matches, and no change is lost.
func TestConverge(t *testing.T) {
	schedules := 12
	if testing.Short() {
		schedules = 3
	}
	if n, err := strconv.Atoi(os.Getenv("FIELDFOLIO_SCHEDULES")); err == nil {
		schedules = n
	}
	base := template(t)
	for n := range schedules {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			converge(t, base, rand.New(rand.NewPCG(uint64(n), 3)))
		})
	}
}

func converge(t *testing.T, base []byte, r *rand.Rand) {
	ctx := context.Background()
	offices := []*office{{store: copyOf(t, base, "")}, {store: copyOf(t, base, "")}, {store: copyOf(t, base, "third")}}
	var all []portfolio.Change
	for range 40 {
		o := offices[r.IntN(len(offices))]
		o.store.now = func() time.Time { return time.Unix(r.Int64N(4_000_000_000), 0) }
		if len(all) > 0 && r.IntN(3) == 0 {
			o.hear(t, all, r, len(all)/2+1)
			continue
		}
		made, err := o.store.Change(ctx, fmt.Sprint("person ", r.IntN(3)), randomEdit(r, all))
		if err != nil {
			continue // nothing to change, withdrawn, or a number that is taken
		}
		o.has = append(o.has, made...)
		all = append(all, made...)
	}
	want := ""
	for i, o := range offices {
		for len(o.has) < len(all) {
			o.hear(t, all, r, len(all))
		}
		if faults, err := o.store.Check(ctx); err != nil || len(faults) > 0 {
			t.Errorf("%v %v", faults, err)
		}
		got := tables(t, o.store)
		if i == 0 {
			want = got
		}
		if got != want {
			t.Fatalf("office %d has\n%s\nwant\n%s", i, got, want)
		}
	}
	conflicts, wrong, err := offices[0].store.Conflicts(ctx)
	t.Logf("%d changes, %d conflicts, %d inconsistencies, %v", len(all), len(conflicts), len(wrong), err)
}

// hear merges some changes in any order, some twice.
func (o *office) hear(t *testing.T, all []portfolio.Change, r *rand.Rand, n int) {
	t.Helper()
	batch := slices.Clone(all)
	r.Shuffle(len(batch), func(i, j int) { batch[i], batch[j] = batch[j], batch[i] })
	batch = batch[:r.IntN(n)+1]
	batch = append(batch, batch[r.IntN(len(batch))])
	if _, err := o.store.Merge(context.Background(), batch); err != nil {
		t.Fatal(err)
	}
	for _, c := range batch {
		if !slices.ContainsFunc(o.has, func(h portfolio.Change) bool { return h.ID == c.ID }) {
			o.has = append(o.has, c)
		}
	}
}

// randomEdit returns an edit of a record of the base or of one that was made.
func randomEdit(r *rand.Rand, all []portfolio.Change) portfolio.Edit {
	doc := seed.Synthetic(3, 7)
	set := func(field, value string) portfolio.Setting { return portfolio.Setting{Field: field, Value: value} }
	if r.IntN(8) == 0 {
		return portfolio.Edit{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{set("on", doc.Projects[0].ID), set("text", fmt.Sprint("note ", r.IntN(100)))}}
	}
	if r.IntN(8) == 0 {
		return portfolio.Edit{Creates: portfolio.ProjectRecord, Fields: []portfolio.Setting{set("number", fmt.Sprintf("ABCX%02d", r.IntN(100))), set("title", "New"),
			set("kind", "field"), set("programme", doc.Catalogue.Programmes[0].Code), set("places", "ML"), set("service_lines", "DRG")}}
	}
	e := portfolio.Edit{Record: doc.Projects[r.IntN(3)].ID}
	if r.IntN(4) == 0 && len(all) > 0 {
		e.Record = all[r.IntN(len(all))].Target()
	}
	choices := []portfolio.Setting{set("title", fmt.Sprint("Title ", r.IntN(9))), set("approved", fmt.Sprint(r.IntN(1000))), set("overall", ""),
		set("start", fmt.Sprintf("20%02d-01-01", 5+r.IntN(20))), set("end", fmt.Sprintf("20%02d-12-31", 5+r.IntN(20))),
		set("lines", []string{"DRG", "LEI:30, DRG:70", "TIP"}[r.IntN(3)]), set("places", []string{"ML", "PE, EC"}[r.IntN(2)]),
		set("kind", []string{"field", "global"}[r.IntN(2)]), set("status", []string{"", "closed"}[r.IntN(2)]),
		set("withdrawn", []string{"", "yes"}[r.IntN(2)])}
	r.Shuffle(len(choices), func(i, j int) { choices[i], choices[j] = choices[j], choices[i] })
	e.Fields = choices[:1+r.IntN(3)]
	return e
}
