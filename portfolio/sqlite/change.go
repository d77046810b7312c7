package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/fault"
)

// Change makes edits by a person, all or none: each becomes a change that is
// over what is there. What cannot be taken gives fault.Faults that name
// everything, and changes nothing; an edit that would change nothing gives
// portfolio.ErrNothing.
//
// An edit of the values that stand takes back what the person has proposed for these
// fields in a session, if that is held.
//
// Several edits are one step, which one Undo takes back; where they are of
// several records each fault is a *portfolio.RecordFault. Those that would
// change nothing are left out, unless all are such. The changes come back in the
// order of their records, new ones last. A cancelled ctx changes nothing.
//
// In a session the person is that of the login. What an editor may not do is held in
// the same transaction where this copy is headquarters', as Judgements says of the
// changes, and is a fault elsewhere. A login that was removed gives an
// *access.Removed, a viewer's an *access.Denied.
func (s *Store) Change(ctx context.Context, person string, edits ...portfolio.Edit) ([]portfolio.Change, error) {
	return s.write(ctx, edit, person, func(m *maker) error {
		if len(edits) == 1 {
			return m.edit(edits[0])
		}
		records := make([]string, len(edits))
		for i := range edits {
			records[i] = edits[i].Record
		}
		return m.together(records, func(i int) error {
			if err := m.edit(edits[i]); !errors.Is(err, portfolio.ErrNothing) {
				return err
			}
			return nil
		})
	})
}

// write runs fn in one transaction and returns the changes that it made or took back.
func (s *Store) write(ctx context.Context, may permission, person string, fn func(*maker) error,
) ([]portfolio.Change, error) {
	person, err := s.whose(person)
	if err != nil {
		return nil, err
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	m := &maker{s: s, person: person, at: s.now()}
	err = s.updateRecords(ctx, may, func(tx *sql.Tx) (err error) {
		m.writer = newWriter(ctx, tx, cat)
		m.known = s.registers.load()
		defer func() {
			if m.large {
				_, _ = tx.ExecContext(ctx, usual)
			}
		}()
		if m.visitor, err = s.visitorsLogin(ctx, tx); err != nil {
			m.fail(err)
		}
		m.login = m.loginText(m.visitor, s.login)
		m.identify()
		for _, step := range []func(*maker) error{fn, s.reviewMade, s.noteMade} {
			if m.err == nil {
				m.fail(step(m))
			}
		}
		if m.err == nil {
			s.noteStep(m.made)
		}
		m.writeLogDigest()
		return m.close()
	})
	if err != nil {
		s.forgetStep(m.made)
		return nil, err
	}
	s.registers.keep(m.known)
	return slices.Concat(m.made, m.taken), nil
}

// reviewMade has the changes judged that an editor of an office has made.
func (s *Store) reviewMade(m *maker) error {
	if m.visitor == nil || m.visitor.Role.Reviews() || m.visitor.Office == "" || len(m.made)+len(m.taken) == 0 {
		return nil
	}
	if s.review == nil {
		return m.visitor.Role.Refusal("change records here: nothing judges what is changed")
	}
	x := &exchangeTx{writer: m.writer, now: m.at.UTC().Truncate(time.Second), visitor: m.visitor}
	return s.review(x, m.cat, m.visitor.Office, m.made, m.taken)
}

// normalPerson returns a person's name in the form in which it is stored.
func normalPerson(name string) (string, error) {
	name, err := portfolio.NormalText("person", strings.ReplaceAll(name, "\u00a0", " "), 80, false)
	if err == nil && name == "" {
		err = &fault.Invalid{Field: "person", Why: "is missing", Action: fault.NamePerson}
	}
	return name, err
}

// maker makes changes of this copy.
type maker struct {
	*writer
	s       *Store
	person  string
	visitor *access.Login // of the session; nil outside sessions
	login   string
	at      time.Time
	author  author
	n       int64 // largest number of a change seen
	step    string
	large   bool // there are many changes
	made    []portfolio.Change
	taken   []portfolio.Change // back, of those that were held
	names   []string           // of the records of those, for people
}

// identify reads the identity of this copy and the largest number that it has
// seen.
func (m *maker) identify() {
	m.row("SELECT value FROM setting WHERE name = 'office'", nil, &m.author.office)
	m.row("SELECT value FROM setting WHERE name = 'incarnation'", nil, &m.author.incarnation)
	m.row("SELECT coalesce(max(n), 0) FROM change", nil, &m.n)
}

// edit makes the change for an edit.
func (m *maker) edit(e portfolio.Edit) error {
	r, err := m.edited(e)
	if err != nil {
		return err
	}
	settings, err := e.Read(r, m.cat)
	if taken := m.numberTaken(r, e.Fields); taken != nil {
		var faults fault.Faults
		if errors.As(err, &faults) {
			return append(fault.Faults{taken}, faults...)
		}
		return taken
	}
	if errors.Is(err, portfolio.ErrNothing) && m.takeBack(r, e.Fields) {
		return nil
	}
	if err != nil {
		return err
	}
	over := r.Log.Heads(fieldNames(settings)...)
	if e.Seen != nil {
		if err := overtaken(r, e.Seen, settings); err != nil {
			return err
		}
	}
	return m.make(r, settings, over, e.Reason)
}

// takeBack takes back what the person has proposed for the fields of an edit that enters the
// values that stand, and reports whether there was anything.
func (m *maker) takeBack(r *portfolio.Record, entered []portfolio.Setting) bool {
	m.proposed(r, m.visitor)
	before := len(m.taken)
	for _, c := range r.Log.Changes() {
		other := func(s portfolio.Setting) bool {
			return !slices.ContainsFunc(entered, func(e portfolio.Setting) bool { return strings.EqualFold(e.Field, s.Field) })
		}
		if r.Proposals[c.ID] && !slices.ContainsFunc(c.Fields, other) {
			m.taken = append(m.taken, c)
		}
	}
	return len(m.taken) > before
}

// edited returns the record of an edit, or an empty one if the edit creates it.
func (m *maker) edited(e portfolio.Edit) (*portfolio.Record, error) {
	if e.Creates != "" {
		if !e.Creates.Spec().Creatable {
			return nil, &fault.Invalid{Field: "kind", Value: string(e.Creates), Why: "is not a kind of record that can be added"}
		}
		return &portfolio.Record{Kind: e.Creates}, nil
	}
	row, ok := m.find(e.Record)
	if !ok || row.kind == "" {
		return nil, m.missing("record", e.Record)
	}
	r := m.load(e.Record, row)
	if m.err != nil {
		return nil, m.err
	}
	return &r, r.Editable()
}

// missing returns the first error of the writer, otherwise that something does
// not exist.
func (m *maker) missing(what, name string) error {
	if m.err != nil {
		return m.err
	}
	return &fault.Invalid{Field: what, Value: name, Why: "is not here", Action: fault.ListRecords}
}

// numberTaken returns an error if another project has the number that a project
// is to get.
func (m *maker) numberTaken(r *portfolio.Record, settings []portfolio.Setting) error {
	i := slices.IndexFunc(settings, func(s portfolio.Setting) bool {
		return strings.EqualFold(s.Field,
			portfolio.FieldNumber)
	})
	if r.Kind != portfolio.ProjectRecord || i < 0 {
		return nil
	}
	var title string
	if !m.row("SELECT title FROM project WHERE plain = ? AND record <> ? LIMIT 1",
		[]any{portfolio.PlainNumber(settings[i].Value), r.ID}, &title) {
		return m.err
	}
	return portfolio.NumberTaken(settings[i].Value, title)
}

// overtaken returns an *Overtaken if one of the fields has other heads than the
// person saw.
func overtaken(r *portfolio.Record, seen []portfolio.ID, settings []portfolio.Setting) error {
	for _, s := range settings {
		if late := r.Unseen(s.Field, seen); late != nil {
			return late
		}
	}
	return nil
}

func fieldNames(settings []portfolio.Setting) []string {
	names := make([]string, len(settings))
	for i, s := range settings {
		names[i] = s.Field
	}
	return names
}

// make makes a change and adds it to the log.
func (m *maker) make(r *portfolio.Record, settings []portfolio.Setting, over []portfolio.ID, reason string) error {
	m.n++
	reason, err := portfolio.NormalText("reason", reason, 500, false)
	if err != nil {
		return err
	}
	c := portfolio.Change{ID: portfolio.ID{Office: m.author.office, Incarnation: m.author.incarnation, N: m.n},
		Person: m.person, Login: m.login, At: m.at,
		Record: r.ID, Fields: settings, Over: over, Reason: reason, Step: m.step}
	if r.ID == "" {
		c.Creates = r.Kind
	}
	c.Finish()
	if err := c.Check(); err != nil {
		return err
	}
	m.take([]portfolio.Change{c}, portfolio.DateOf(m.at))
	m.arrive(&c, 0)
	m.made, m.names = append(m.made, c), append(m.names, m.nameOf(r, &c))
	return m.err
}

// A transaction of many changes gets a page cache of 64 MB; otherwise most
// pages would be written twice.
const (
	many  = 1000
	roomy = "PRAGMA cache_size = -64000"
	usual = "PRAGMA cache_size = -8000"
)

// Merge adds changes made by others, all or none, and returns how many were
// new. Known changes have no effect. Changes can arrive in any order, also
// before those that they supersede.
func (s *Store) Merge(ctx context.Context, changes []portfolio.Change) (added int, err error) {
	var faults fault.Faults
	for i := range changes {
		if err := changes[i].Check(); err != nil {
			faults = append(faults, err)
		} else if changes[i].ID.Office == portfolio.SeedOffice {
			faults = append(faults, &fault.Invalid{Field: "change", Value: changes[i].ID.String(),
				Why: "is by the office seed, but no correction that this release knows",
				Do:  "nothing was changed; ask the sender where it comes from"})
		}
	}
	if len(faults) > 0 {
		return 0, faults
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return 0, err
	}
	err = s.updateRecords(ctx, takePart, func(tx *sql.Tx) error {
		if len(changes) > many {
			if _, err := tx.ExecContext(ctx, roomy); err != nil {
				return err
			}
			defer func() { _, _ = tx.ExecContext(ctx, usual) }()
		}
		w := newWriter(ctx, tx, cat)
		today := portfolio.DateOf(s.now())
		for _, of := range w.byRecord(changes) {
			for _, c := range w.take(of, today) {
				w.arrive(&c, 0)
				added++
			}
		}
		w.writeLogDigest()
		return w.close()
	})
	if err != nil {
		return 0, err
	}
	return added, nil
}
