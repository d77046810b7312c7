package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
)

// History returns the newest steps first, a line for each field; those of one
// record, with the notes on it, or all.
func (s *Store) History(ctx context.Context, spec provenance.HistorySpec) (provenance.History, error) {
	var h provenance.History
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return h, err
	}
	err = s.read(ctx, func(tx queryer) error {
		w := newWriter(ctx, tx, cat)
		steps := w.stepsOf(spec)
		left := w.addLeft(steps)
		h.Steps, h.Changes = steps.All, steps.Changes
		h.Entries = steps.Entries(w.linesOf(left, portfolio.DateOf(s.now())))
		return w.close()
	})
	return h, err
}

// The changes of a history, the newest first.
const (
	ofAllRecords = " WHERE r.kind <> 'receipt'"
	// Notes that are held, undone or rejected are in the history too, and not in the table of notes.
	ofOneRecord = " WHERE c.record IN (SELECT id FROM record WHERE name = ?1 UNION SELECT o.record FROM note_on o" +
		" JOIN record n ON n.id = o.record WHERE o.target = ?1 AND n.kind = 'note')"
	newestFirst = " ORDER BY c.n DESC, c.author DESC, c.hash DESC"
)

func historyWhere(spec provenance.HistorySpec) (where string, args []any) {
	if spec.Record == "" {
		return ofAllRecords, nil
	}
	return ofOneRecord, []any{spec.Record}
}

// errEnough ends the reading of changes before the last.
var errEnough = errors.New("enough changes are read")

// stepsOf returns the requested steps. Changes are read until all of these are
// known; all changes if the spec has words, for which there is no index.
func (w *writer) stepsOf(spec provenance.HistorySpec) *provenance.Steps {
	where, args := historyWhere(spec)
	counted := spec.Text == "" && spec.Step == ""
	name, names := "''", ""
	if spec.Text != "" {
		name = "coalesce(p.number || ' ' || p.title, 'note on ' || coalesce(q.number || ' ' || q.title, t.target), r.name)"
		names = " LEFT JOIN project p ON p.record = r.name LEFT JOIN note t ON t.id = r.id LEFT JOIN project q ON q.record = t.target"
	}
	steps := &provenance.Steps{Spec: spec}
	w.each("SELECT "+name+", r.kind, "+changesInOrder+names+where+newestFirst, args, func(rows *sql.Rows) error {
		var c portfolio.Change
		var name string
		var kind portfolio.RecordKind
		if err := scanChange(afterFirst{rows, []any{&name, &kind}}, &c); err != nil {
			return err
		}
		if counted && steps.Read(c.ID.N) {
			return errEnough
		}
		steps.Add(&c, kind, name)
		return nil
	})
	if errors.Is(w.err, errEnough) {
		w.err = nil
		steps.All, steps.Changes = w.countSteps(where, args)
	}
	return steps
}

// changesInOrder is changeColumns for queries that are ordered by number and may
// end early: CROSS JOIN has SQLite begin with the changes, by their index.
// Otherwise it reads them record by record, and sorts all of them before the first.
var changesInOrder = strings.ReplaceAll(changeColumns, " JOIN ", " CROSS JOIN ")

// countSteps returns the numbers of steps and of changes.
func (w *writer) countSteps(where string, args []any) (steps, changes int64) {
	const from = " FROM change c JOIN record r ON r.id = c.record"
	w.row("SELECT count(*)"+from+where, args, &changes)
	type step struct {
		author int64
		first  string
	}
	known, several := map[step]bool{}, int64(0)
	// The body of a change ends with its step, and that with the number of the
	// step's first change.
	ends := "SELECT c.author, substr(c.body, -20)" + from + where + " AND substr(c.body, -1) <> x'00'"
	w.each(ends, args, func(rows *sql.Rows) error {
		var s step
		var end []byte
		err := rows.Scan(&s.author, &end)
		s.first = string(end[bytes.LastIndexByte(end, ':')+1:])
		known[s] = true
		several++
		return err
	})
	return changes - several + int64(len(known)), changes
}

// linesOf returns a function that returns the lines of a change. It loads each
// record once.
func (w *writer) linesOf(left *leftLines, today portfolio.Date) func(*portfolio.Change) []provenance.Entry {
	lines, here := map[string]map[portfolio.ID][]provenance.Entry{}, w.ofCopy(today)
	return func(c *portfolio.Change) []provenance.Entry {
		if _, is := left.from[c.ID]; is {
			return w.leftEntries(left, c)
		}
		name := c.Target()
		if lines[name] == nil {
			row, _ := w.find(name)
			r := w.load(name, row)
			w.said(&r, row, here)
			lines[name] = map[portfolio.ID][]provenance.Entry{}
			for _, e := range provenance.HistoryOf(&r) {
				lines[name][e.Change.ID] = append(lines[name][e.Change.ID], e)
			}
		}
		return lines[name][c.ID]
	}
}

// said adds to a record what is known about its changes: the office that the
// copy has joined since, headquarters' rulings, when they were received, whether
// they wait for the record, and at an office which changes headquarters has not
// received yet.
func (w *writer) said(r *portfolio.Record, row recordRow, here copyFacts) {
	w.nameOffices(r)
	r.Absent = r.Kind == "" || slices.ContainsFunc(r.Reach().On, func(on string) bool { return !w.isHere(on) })
	r.Rulings = w.judgements(idsOf(r.Log.Changes())...)
	w.received(r, row, here)
	if here.self.office == portfolio.LocalOffice || here.self.office == here.hq {
		return
	}
	r.Awaits = map[portfolio.ID]bool{}
	w.each(`SELECT c.n, a.office, a.incarnation, c.hash FROM change c JOIN author a ON a.id = c.author
		WHERE c.record = ? AND a.office <> ? AND NOT EXISTS
		(SELECT 1 FROM receipt t WHERE t.n = c.n AND t.author = c.author AND t.hash = c.hash AND t.day IS NOT NULL AND NOT t.corrects)`,
		[]any{row.id, portfolio.SeedOffice}, func(rows *sql.Rows) error {
			var id portfolio.ID
			err := rows.Scan(&id.N, &id.Office, &id.Incarnation, &id.Hash)
			r.Awaits[id] = true
			return err
		})
}

// nameOffices sets Joined of the changes made as office local, as far as it is
// known.
func (w *writer) nameOffices(r *portfolio.Record) {
	all := r.Log.Changes()
	for i := range all {
		if all[i].ID.Office == portfolio.LocalOffice {
			if w.joined == nil {
				w.joined = w.joinedOffices()
			}
			all[i].Joined = w.joined[all[i].ID.Incarnation]
		}
	}
}

// joinedOffices returns the office that each copy of office local has joined,
// from the register and, before it arrives, for this copy.
func (w *writer) joinedOffices() map[string]string {
	joined := map[string]string{}
	var office, local string
	w.row("SELECT value FROM setting WHERE name = ?", []any{setOffice}, &office)
	w.row("SELECT value FROM setting WHERE name = ?", []any{setLocal}, &local)
	if office == portfolio.LocalOffice {
		return joined
	}
	for _, incarnation := range strings.Fields(local) {
		joined[incarnation] = office
	}
	for _, o := range w.register().Offices() {
		for _, incarnation := range o.Local {
			joined[incarnation] = o.Code
		}
	}
	return joined
}
