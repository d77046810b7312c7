package sqlite

import (
	"cmp"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
)

// author is the office and incarnation of a change.
type author struct{ office, incarnation string }

// recordRow is a row of the table of records.
type recordRow struct {
	id   int64
	kind portfolio.RecordKind
}

// changeColumns are those of a change, in the order of scanChange.
const changeColumns = `c.n, a.office, a.incarnation, c.hash, r.name, c.body
	FROM change c JOIN author a ON a.id = c.author JOIN record r ON r.id = c.record`

func scanChange(row scanner, c *portfolio.Change) error {
	var name string
	var body []byte
	if err := row.Scan(&c.ID.N, &c.ID.Office, &c.ID.Incarnation, &c.ID.Hash, &name, &body); err != nil {
		return err
	}
	if err := c.SetBody(body); err != nil {
		return fmt.Errorf("change %s: %w", c.ID, err)
	}
	if c.Record = name; c.Creates != "" {
		c.Record = ""
	}
	return nil
}

// find returns the row of a record by its name.
func (w *writer) find(name string) (recordRow, bool) {
	r, ok := w.records[name]
	if !ok {
		ok = w.row("SELECT id, kind FROM record WHERE name = ?", []any{name}, &r.id, &r.kind)
		if ok {
			w.records[name] = r
		}
	}
	return r, ok
}

// intern returns the row of a record, and makes one where there is none.
func (w *writer) intern(name string, kind portfolio.RecordKind) recordRow {
	r, ok := w.find(name)
	switch {
	case !ok:
		r = recordRow{kind: kind}
		r.id = w.exec("INSERT INTO record (name, kind) VALUES (?,?)", name, string(kind))
	case r.kind == "" && kind != "":
		r.kind = kind
		w.exec("UPDATE record SET kind = ? WHERE id = ?", string(kind), r.id)
	default:
		return r
	}
	w.records[name] = r
	return r
}

// load reads a record with its base and its changes.
func (w *writer) load(name string, row recordRow) portfolio.Record {
	r := portfolio.Record{ID: name, Kind: row.kind}
	if row.kind == portfolio.ProjectRecord {
		r.Base = w.baseProject(row.id)
	} else {
		r.Plan = w.basePlan(name, row.kind)
	}
	var changes []portfolio.Change
	var ruled []portfolio.ID
	w.each("SELECT "+everRuled+", "+changeColumns+" WHERE c.record = ?", []any{row.id}, func(rows *sql.Rows) error {
		var c portfolio.Change
		var is bool
		err := scanChange(after{rows, []any{&is}}, &c)
		if changes = append(changes, c); is {
			ruled = append(ruled, c.ID)
		}
		return err
	})
	r.Log = portfolio.NewLog(changes...)
	w.hold(&r.Log, ruled)
	return r
}

// everRuled is a column that says whether headquarters ever held or rejected a
// change. Few are, so the others need not be looked up.
const everRuled = `EXISTS (SELECT 1 FROM receipt t WHERE t.n = c.n AND t.author = c.author AND t.hash = c.hash AND t.verdict <> '')`

// hold marks those changes of a log that are held or rejected.
func (w *writer) hold(log *portfolio.Log, ruled []portfolio.ID) {
	if len(ruled) == 0 {
		return
	}
	for id, j := range w.judgements(ruled...) {
		log.Hold(id, j.Ruling != portfolio.Taken)
	}
}

// byRecord returns changes record by record, in the order of their rows: the
// tables and above all the search index are written from front to back then,
// which takes half the time. Records that are new here come last.
func (w *writer) byRecord(changes []portfolio.Change) [][]portfolio.Change {
	groups := map[string][]portfolio.Change{}
	at := map[string]int64{}
	var names []string
	for _, c := range changes {
		name := c.Target()
		if groups[name] == nil {
			names = append(names, name)
			at[name] = math.MaxInt64
			if r, ok := w.find(name); ok {
				at[name] = r.id
			}
		}
		groups[name] = append(groups[name], c)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(at[a], at[b]), strings.Compare(a, b)) })
	out := make([][]portfolio.Change, len(names))
	for i, name := range names {
		out[i] = groups[name]
	}
	return out
}

// take adds changes of one record to the log and brings up to date what is
// derived from it. Their day is that of a receipt that came before, today
// otherwise. It returns those that were new.
func (w *writer) take(changes []portfolio.Change, today portfolio.Date) (fresh []portfolio.Change) {
	name := changes[0].Target()
	kind := portfolio.KindOf(name)
	for i := range changes {
		if changes[i].Creates != "" {
			kind = changes[i].Creates
		}
	}
	row := w.intern(name, kind)
	if w.err != nil {
		return nil
	}
	was := w.load(name, row)
	judged := w.judgements(idsOf(changes)...)
	for _, c := range changes {
		if have := was.Log.Find(c.ID); have != nil {
			if have.Digest() != c.Digest() {
				w.fail(fmt.Errorf("change %s %w", c.ID, fault.ErrOtherContent))
			}
			continue
		}
		if slices.ContainsFunc(fresh, func(f portfolio.Change) bool { return f.ID == c.ID }) {
			continue
		}
		day := today
		if j := judged[c.ID]; j.Day.Known() {
			day = j.Day
		}
		w.append(&c, row.id, day)
		if c.Creates != portfolio.ReceiptRecord && !judged[c.ID].Receipted {
			w.exec("INSERT INTO unjudged VALUES (?,?,?)", c.ID.N, w.author(author{c.ID.Office, c.ID.Incarnation}), c.ID.Hash)
		}
		fresh = append(fresh, c)
	}
	if len(fresh) > 0 {
		is := was
		is.Log = extended(&was.Log, fresh, judged)
		w.derive(row, &was, &is)
		if row.kind == portfolio.OfficeRecord {
			w.registerChanged(row.id)
		}
	}
	for i := range fresh {
		if r, ok := exchange.ReceiptOf(&fresh[i]); ok {
			w.receipt(&r)
		}
	}
	return fresh
}

// extended returns a log with more changes, of which some were judged before
// they came.
func extended(log *portfolio.Log, more []portfolio.Change, judged map[portfolio.ID]portfolio.Judgement) portfolio.Log {
	out := portfolio.NewLog(slices.Concat(log.Changes(), more)...)
	for _, c := range log.Changes() {
		if log.Held(c.ID) {
			out.Hold(c.ID, true)
		}
	}
	for i := range more {
		if judged[more[i].ID].Ruling != portfolio.Taken {
			out.Hold(more[i].ID, true)
		}
	}
	return out
}

// arrive records the order in which changes arrived.
func (w *writer) arrive(c *portfolio.Change, link int64) {
	w.exec("INSERT INTO arrival (n, author, hash, link) VALUES (?,?,?,?)", c.ID.N,
		w.author(author{c.ID.Office, c.ID.Incarnation}), c.ID.Hash, link)
}

// append writes a change to the log.
func (w *writer) append(c *portfolio.Change, record int64, arrived portfolio.Date) {
	w.exec("INSERT INTO change VALUES (?,?,?,?,?,?)",
		record, c.ID.N, w.author(author{c.ID.Office, c.ID.Incarnation}), c.ID.Hash, int64(arrived), c.Body())
	fold(&w.log, c.Digest(), arrived)
	w.ticked(c)
}

// fold adds a change, with the date of its arrival, to the digest of a log. The
// order does not matter.
func fold(digest *[32]byte, content [32]byte, arrived portfolio.Date) {
	sum := sha256.Sum256(binary.LittleEndian.AppendUint32(content[:], uint32(arrived)))
	for i := range digest {
		digest[i] ^= sum[i]
	}
}

func (w *writer) author(a author) int64 {
	id, ok := w.authors[a]
	if ok {
		return id
	}
	if !w.row("SELECT id FROM author WHERE office = ? AND incarnation = ?", []any{a.office, a.incarnation}, &id) {
		id = w.exec("INSERT INTO author (office, incarnation) VALUES (?,?)", a.office, a.incarnation)
	}
	w.authors[a] = id
	return id
}

// writeLogDigest adds the changes that were taken to the digest of the log.
func (w *writer) writeLogDigest() {
	w.writeClocks()
	if w.log == ([32]byte{}) {
		return
	}
	var old []byte
	w.row("SELECT hash FROM digest WHERE name = 'change'", nil, &old)
	sum := w.log
	for i := range min(len(old), len(sum)) {
		sum[i] ^= old[i]
	}
	w.exec("INSERT INTO digest VALUES ('change', ?) ON CONFLICT DO UPDATE SET hash = excluded.hash", sum[:])
	w.log = [32]byte{}
}
