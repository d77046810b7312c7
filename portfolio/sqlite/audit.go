package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/provenance"
)

// The audit trail keeps at most 100,000 events, and drops the oldest first. Anybody can
// cause refusals, so that these have a part of their own: of them the latest 20,000 are
// kept, and they push out nothing else.
const (
	maxRefused = 20_000
	maxOthers  = 80_000
	// trimEvery is after how many events the oldest ones are dropped, down to so many
	// below the limits.
	trimEvery = 500
)

// Note adds an event to the audit trail, with the present time. In a session the person,
// their office, the session and the address are those of the session. It is open to every
// role, and to a login that was removed: that it was is worth noting.
func (s *Store) Note(ctx context.Context, e access.Event) error {
	return s.update(ctx, noted, func(tx *sql.Tx) error {
		w := newWriter(ctx, tx, &portfolio.Catalogue{})
		w.event(s.ofVisit(e), s.now())
		return w.close()
	})
}

// ofVisit returns the event with who is in the session.
func (s *Store) ofVisit(e access.Event) access.Event {
	if s.visited() {
		e.Person, e.Session, e.From = s.visitor.Person, s.visitor.Session, s.visitor.From
	}
	return e
}

// event writes an event, and drops old ones now and then. One of a person without an office
// gets that of their login.
func (w *writer) event(e access.Event, now time.Time) {
	if e.Office == "" {
		w.row("SELECT office FROM login WHERE person = ?", []any{e.Person}, &e.Office)
	}
	id := w.exec("INSERT INTO audit (at, kind, person, office, session, client, what) VALUES (?,?,?,?,?,?,?)", now.Unix(),
		string(e.Kind), e.Person, e.Office, e.Session, e.From, oneLine(e.What))
	if id%trimEvery == 0 {
		w.trimAudit(maxRefused-trimEvery, maxOthers-trimEvery)
	}
}

// trimAudit keeps so many of the latest refusals and of the latest other events.
func (w *writer) trimAudit(refused, others int) {
	for _, part := range []struct {
		where string
		keep  int
	}{{"kind = '" + string(access.Refused) + "'", refused}, {"kind <> '" + string(access.Refused) + "'", others}} {
		w.exec("DELETE FROM audit WHERE "+part.where+" AND id <= (SELECT id FROM audit WHERE "+part.where+
			" ORDER BY id DESC LIMIT 1 OFFSET ?)", part.keep)
	}
}

// maxWhat is the maximum number of characters of what an event says.
const maxWhat = 500

// oneLine returns a text without line breaks and control characters, cut if it is too long:
// some of it may come from clients that were refused.
func oneLine(text string) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?")))
	return string(runes[:min(len(runes), maxWhat)])
}

// noteMade writes an event for each change that was made or taken back in a session.
func (s *Store) noteMade(m *maker) error {
	if m.visitor == nil {
		return nil
	}
	note := func(c *portfolio.Change, name, how string) {
		what := name + " (" + c.ID.String() + ")" + how
		m.event(s.ofVisit(access.Event{Kind: access.Changed, Office: m.visitor.Office, What: what}), m.at)
	}
	judged := m.judgements(idsOf(m.made)...)
	for i := range m.made {
		c := &m.made[i]
		how := ""
		if judged[c.ID].Ruling == portfolio.Held {
			how = ", held"
		}
		note(c, m.names[i], how)
	}
	for i := range m.taken {
		c := &m.taken[i]
		if row, ok := m.find(c.Target()); ok {
			r := m.load(c.Target(), row)
			note(c, m.nameOf(&r, c), ", taken back")
		}
	}
	return m.err
}

// nameOf returns the name of a record and of the fields that a change sets, without values
// but the number of a new project, and what a new note is about.
func (m *maker) nameOf(r *portfolio.Record, c *portfolio.Change) string {
	name, kind := r.Name(), r.Kind
	if on, ok := c.Setting(portfolio.FieldOn); ok && c.Creates == portfolio.NoteRecord {
		name = on.Value
		if row, ok := m.find(on.Value); ok {
			about := m.load(on.Value, row)
			name = about.Name()
		}
		return "new note on " + name
	}
	if c.Creates != "" {
		number, _ := c.Setting(portfolio.FieldNumber)
		name = strings.TrimSpace("new " + string(kind) + " " + number.Value)
	}
	fields := make([]string, len(c.Fields))
	for i, f := range c.Fields {
		fields[i] = provenance.InSentence(kind, f.Field)
		if f.Field == portfolio.FieldWithdrawn && f.Value == "" {
			fields[i] = "brought back"
		}
	}
	return name + ": " + strings.Join(fields, ", ")
}

// AuditSpec selects events of the audit trail. The zero value means all of them.
type AuditSpec struct {
	Since  time.Time          // not earlier; zero: from the first one kept
	Person string             // exactly; empty: everybody
	Kinds  []access.EventKind // one of these; none: all
	Text   string             // within person, office, address or what was done, in any case; empty: all
	Limit  int                // at most so many; 0: 1,000
	Before int64              // the ID of an event, to read on after the last one of a page; 0: from the newest
}

// defaultAudit is how many events are returned where no limit is given.
const defaultAudit = 1000

// Audit returns events of the audit trail, the newest first. In a session it is for
// coordinators.
func (s *Store) Audit(ctx context.Context, spec AuditSpec) ([]access.Event, error) {
	if err := s.reads(ctx, manage); err != nil {
		return nil, err
	}
	where, args := spec.where()
	limit := cmp.Or(max(spec.Limit, 0), defaultAudit)
	text := strings.ToLower(spec.Text)
	var out []access.Event
	err := s.scan(ctx, "SELECT id, at, kind, person, office, session, client, what FROM audit WHERE "+where+
		" ORDER BY id DESC", args, func(rows *sql.Rows) error {
		var e access.Event
		var at int64
		err := rows.Scan(&e.ID, &at, &e.Kind, &e.Person, &e.Office, &e.Session, &e.From, &e.What)
		e.At = time.Unix(at, 0).UTC()
		said := strings.ToLower(strings.Join([]string{e.Person, e.Office, e.From, e.What}, "\n"))
		switch {
		case !strings.Contains(said, text):
		case len(out) == limit:
			return errors.Join(err, errEnough)
		default:
			out = append(out, e)
		}
		return err
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return out, err
}

// where returns the condition of the events.
func (spec *AuditSpec) where() (string, []any) {
	all := []string{"true"}
	var args []any
	add := func(condition string, values ...any) {
		all, args = append(all, condition), append(args, values...)
	}
	if !spec.Since.IsZero() {
		add("at >= ?", spec.Since.Unix())
	}
	if spec.Person != "" {
		add("person = ?", spec.Person)
	}
	if spec.Before > 0 {
		add("id < ?", spec.Before)
	}
	if len(spec.Kinds) > 0 {
		kinds := make([]any, len(spec.Kinds))
		for i, k := range spec.Kinds {
			kinds[i] = string(k)
		}
		add("kind IN (?"+strings.Repeat(",?", len(kinds)-1)+")", kinds...)
	}
	return strings.Join(all, " AND "), args
}
