package portfolio_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
)

// merger is what is tested: the merge of the program, or a broken one.
type merger interface {
	add(c portfolio.Change)
	hold(id portfolio.ID)
	heads(record, field string) []portfolio.ID
	shown(record, field string) portfolio.FieldValue
	history(record string) []string // every value that somebody set
}

// schedule is what some offices did: changes, of which none knows more than its
// office had heard, and verdicts.
type schedule struct {
	changes []portfolio.Change
	held    map[portfolio.ID]bool
}

var (
	mergeRecords = []string{"ABCX12", "ABCX13"}
	mergeFields  = []string{"title", "end", "approved", "later_release"}
)

// copyOfOffice is a database that edits: two may be copies of one.
type copyOfOffice struct {
	office, incarnation string
	seen                map[portfolio.ID]bool
	logs                map[string]*portfolio.Log
	n                   int64
}

func (o *copyOfOffice) hear(c portfolio.Change) {
	l := o.logs[c.Target()]
	if l == nil {
		l = &portfolio.Log{}
		o.logs[c.Target()] = l
	}
	l.Add(c)
	o.seen[c.ID] = true
	o.n = max(o.n, c.ID.N)
}

// newSchedule makes a random schedule: some offices, of which two have the same
// incarnation, edit and hear of some of the others' changes in any order.
func newSchedule(r *rand.Rand) schedule {
	var offices []*copyOfOffice
	for _, name := range [][2]string{{"hq", "aaaa"}, {"roea", "bbbb"}, {"roea", "bbbb"}, {"rosen", "cccc"}} {
		offices = append(offices, &copyOfOffice{office: name[0], incarnation: name[1], seen: map[portfolio.ID]bool{}, logs: map[string]*portfolio.Log{}})
	}
	s := schedule{held: map[portfolio.ID]bool{}}
	records := slices.Clone(mergeRecords)
	for range 6 + r.IntN(18) {
		o := offices[r.IntN(len(offices))]
		for _, i := range r.Perm(len(s.changes)) {
			if r.IntN(4) == 0 {
				o.hear(s.changes[i])
			}
		}
		c := o.edit(r, records)
		s.changes = append(s.changes, c)
		if c.Creates != "" {
			records = append(records, c.Target())
		}
		if r.IntN(8) == 0 {
			s.held[c.ID] = true
		}
	}
	return s
}

func (o *copyOfOffice) edit(r *rand.Rand, records []string) portfolio.Change {
	o.n++
	c := portfolio.Change{ID: portfolio.ID{Office: o.office, Incarnation: o.incarnation, N: o.n}, Person: o.office,
		At: time.Unix(r.Int64N(4_000_000_000), 0), Record: records[r.IntN(len(records))]}
	if r.IntN(12) == 0 {
		c.Record, c.Creates = "", portfolio.ProjectRecord
	}
	fields := slices.Clone(mergeFields)
	r.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
	fields = fields[:1+r.IntN(2)]
	if r.IntN(7) == 0 {
		fields = []string{portfolio.FieldWithdrawn}
	}
	for _, f := range fields {
		set := portfolio.Setting{Field: f, Value: fmt.Sprint("value ", r.IntN(5)), Unset: r.IntN(6) == 0}
		if f == portfolio.FieldWithdrawn {
			set.Value = portfolio.Yes
		}
		if set.Unset {
			set.Value = ""
		}
		c.Fields = append(c.Fields, set)
	}
	if l := o.logs[c.Record]; l != nil {
		c.Over = l.Heads(fields...)
	}
	c.Finish()
	o.hear(c)
	return c
}

// checkSchedule delivers a schedule three times, in any order, split and
// repeated, and compares what a merger says with the rules.
func checkSchedule(s schedule, r *rand.Rand, fresh func() merger) error {
	want := newRules(s)
	for range 3 {
		m := fresh()
		for id := range s.held {
			if r.IntN(2) == 0 {
				m.hold(id)
			}
		}
		for _, i := range r.Perm(len(s.changes)) {
			m.add(s.changes[i])
			if r.IntN(4) == 0 {
				m.add(s.changes[r.IntN(i+1)]) // may come before its time, and comes again
			}
		}
		for id := range s.held {
			m.hold(id)
		}
		if err := want.compare(m); err != nil {
			return err
		}
	}
	return nil
}

// rules is SYNC's rules read plainly, over the whole set of changes.
type rules struct {
	byRecord map[string][]portfolio.Change // by id
	byID     map[portfolio.ID]*portfolio.Change
	held     map[portfolio.ID]bool
}

func newRules(s schedule) *rules {
	w := &rules{byRecord: map[string][]portfolio.Change{}, byID: map[portfolio.ID]*portfolio.Change{}, held: s.held}
	for i := range s.changes {
		c := &s.changes[i]
		w.byRecord[c.Target()] = append(w.byRecord[c.Target()], *c)
		w.byID[c.ID] = c
	}
	for _, list := range w.byRecord {
		slices.SortFunc(list, func(a, b portfolio.Change) int { return a.ID.Compare(b.ID) })
	}
	return w
}

func (w *rules) touches(c *portfolio.Change, field string) bool {
	_, ok := c.Setting(field)
	return ok || field == portfolio.FieldWithdrawn
}

// reaches reports whether d reaches c along over through changes that touch the
// field, one step at least.
func (w *rules) reaches(d, c *portfolio.Change, field string) bool {
	for _, id := range d.Over {
		o := w.byID[id]
		if o == nil || !w.touches(o, field) {
			continue
		}
		if o.ID == c.ID || w.reaches(o, c, field) {
			return true
		}
	}
	return false
}

func (w *rules) heads(record, field string) []portfolio.ID {
	var out []portfolio.ID
	all := w.byRecord[record]
	for i := range all {
		c := &all[i]
		if !w.touches(c, field) || w.held[c.ID] {
			continue
		}
		dominated := false
		for j := range all {
			d := &all[j]
			if w.touches(d, field) && !w.held[d.ID] && w.reaches(d, c, field) {
				dominated = true
			}
		}
		if !dominated {
			out = append(out, c.ID)
		}
	}
	return out
}

// shown is the value of the largest change with effect that touches the field;
// a record is withdrawn only if all heads say so.
func (w *rules) shown(record, field string) portfolio.FieldValue {
	if field == portfolio.FieldWithdrawn {
		heads := w.heads(record, field)
		for _, id := range heads {
			if set, _ := w.byID[id].Setting(field); set.Value != portfolio.Yes {
				return portfolio.FieldValue{}
			}
		}
		return portfolio.FieldValue{Text: strings.Repeat(portfolio.Yes, min(len(heads), 1)), Known: len(heads) > 0}
	}
	var v portfolio.FieldValue
	for _, c := range w.byRecord[record] {
		if set, ok := c.Setting(field); ok && !w.held[c.ID] {
			v = portfolio.FieldValue{Text: set.Value, Known: !set.Unset}
		}
	}
	return v
}

func (w *rules) compare(m merger) error {
	for record, changes := range w.byRecord {
		withdrawing := slices.ContainsFunc(changes, func(c portfolio.Change) bool { _, ok := c.Setting(portfolio.FieldWithdrawn); return ok })
		for _, field := range append(slices.Clone(mergeFields), portfolio.FieldWithdrawn) {
			if field == portfolio.FieldWithdrawn && !withdrawing {
				continue
			}
			if got, want := m.heads(record, field), w.heads(record, field); !slices.Equal(got, want) {
				return fmt.Errorf("%s %s: heads %v, want %v", record, field, got, want)
			}
			if got, want := m.shown(record, field), w.shown(record, field); got != want {
				return fmt.Errorf("%s %s: shows %v, want %v", record, field, got, want)
			}
		}
		history := m.history(record)
		for _, c := range changes {
			for _, f := range c.Fields {
				if line := valueLine(c.ID, f); !slices.Contains(history, line) {
					return fmt.Errorf("%s: %q disappeared from the history", record, line)
				}
			}
		}
	}
	return nil
}

func valueLine(id portfolio.ID, f portfolio.Setting) string {
	return fmt.Sprint(id, " ", f.Field, " ", f.Value, " ", f.Unset)
}

// shipped is the merge of the program.
type shipped struct{ logs map[string]*portfolio.Log }

func newShipped() merger { return &shipped{map[string]*portfolio.Log{}} }

func (s *shipped) log(record string) *portfolio.Log {
	if s.logs[record] == nil {
		s.logs[record] = &portfolio.Log{}
	}
	return s.logs[record]
}

func (s *shipped) add(c portfolio.Change) { s.log(c.Target()).Add(c) }

// hold gives the verdict to every record: it may come before the change.
func (s *shipped) hold(id portfolio.ID) {
	for _, l := range s.logs {
		l.Hold(id, true)
	}
}

func (s *shipped) heads(record, field string) []portfolio.ID {
	var out []portfolio.ID
	for _, h := range s.log(record).State(field).Heads {
		out = append(out, h.ID)
	}
	return out
}

func (s *shipped) shown(record, field string) portfolio.FieldValue {
	return s.log(record).State(field).Value
}

func (s *shipped) history(record string) []string {
	r := portfolio.Record{ID: record, Kind: portfolio.ProjectRecord, Log: *s.log(record)}
	var out []string
	for _, e := range provenance.HistoryOf(&r) {
		out = append(out, valueLine(e.Change.ID, portfolio.Setting{Field: e.Field, Value: e.To.Text, Unset: !e.To.Known}))
	}
	return out
}

// TestMerge runs 10,000 random schedules through the merge, 1,000 under -short,
// and compares with the rules.
func TestMerge(t *testing.T) {
	const shards = 4
	schedules := 10_000
	if testing.Short() {
		schedules = 1_000
	}
	for shard := range shards {
		t.Run(fmt.Sprint(shard), func(t *testing.T) {
			t.Parallel()
			changes, conflicts := 0, 0
			for n := range schedules / shards {
				seed := uint64(shard*schedules + n)
				r := rand.New(rand.NewPCG(seed, 1))
				s := newSchedule(r)
				if err := checkSchedule(s, r, newShipped); err != nil {
					t.Fatalf("schedule %d: %v", seed, err)
				}
				changes += len(s.changes)
				conflicts += conflictsOf(s)
			}
			t.Logf("%d schedules, %d changes, %d conflicts at the end", schedules/shards, changes, conflicts)
		})
	}
}

func conflictsOf(s schedule) int {
	logs := map[string][]portfolio.Change{}
	for _, c := range s.changes {
		logs[c.Target()] = append(logs[c.Target()], c)
	}
	n := 0
	for record, list := range logs {
		r := portfolio.Record{ID: record, Kind: portfolio.ProjectRecord, Log: portfolio.NewLog(list...)}
		n += len(provenance.ConflictsOf(&r))
	}
	return n
}

// TestMergeAlgebra shows that joining sets of changes is commutative,
// associative and idempotent, down to the text of histories and conflicts.
func TestMergeAlgebra(t *testing.T) {
	for n := range 500 {
		r := rand.New(rand.NewPCG(uint64(n), 2))
		all := newSchedule(r).changes
		var parts [3][]portfolio.Change
		for _, c := range all {
			parts[r.IntN(3)] = append(parts[r.IntN(3)], c)
		}
		a, b, c := parts[0], parts[1], parts[2]
		if x, y := joined(a, b), joined(b, a); x != y {
			t.Fatalf("schedule %d: not commutative\n%s\n%s", n, x, y)
		}
		if x, y := joined(slices.Concat(a, b), c), joined(a, slices.Concat(b, c)); x != y {
			t.Fatalf("schedule %d: not associative\n%s\n%s", n, x, y)
		}
		if x, y := joined(a, a), joined(a); x != y {
			t.Fatalf("schedule %d: not idempotent\n%s\n%s", n, x, y)
		}
	}
}

// joined merges sets of changes and returns all that is known then.
func joined(sets ...[]portfolio.Change) string {
	s := &shipped{map[string]*portfolio.Log{}}
	for _, set := range sets {
		for _, c := range set {
			s.add(c)
		}
	}
	var lines []string
	for record, l := range s.logs {
		r := portfolio.Record{ID: record, Kind: portfolio.ProjectRecord, Log: *l}
		for _, e := range provenance.HistoryOf(&r) {
			lines = append(lines, fmt.Sprint(record, e.Change.ID, e.Field, e.From, e.To, e.Stands, e.Missing))
		}
		for _, c := range provenance.ConflictsOf(&r) {
			lines = append(lines, fmt.Sprint(record, c.Field, c.Before, len(c.Candidates), c.Candidates[0].By.ID))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
