package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// The limits of drafts.
const (
	draftsMost = 500     // of one person, in all sessions
	draftMost  = 1 << 20 // bytes of one draft
)

// draftOf names a draft in a session.
type draftOf struct{ person, record string }

// storedDraft is a draft as it is stored.
type storedDraft struct {
	portfolio.Draft
	session, fields, seen string
}

// same reports whether a draft is still as it was.
func (d *storedDraft) same(as *storedDraft) bool {
	return d.session == as.session && d.Creates == as.Creates && d.fields == as.fields && d.seen == as.seen
}

// drafter returns whose drafts are meant: in a session those of the login, whoever is named.
func (s *Store) drafter(person string) string {
	if s.visited() {
		return s.visitor.Person
	}
	return person
}

// Draft returns the draft for a record that a person has in this session, or else one
// that a session has left which is no longer here: the newest, and then that one until
// it is saved or dropped. It returns nil if there is none. An empty record means a new
// one.
func (s *Store) Draft(ctx context.Context, person, record string) (*portfolio.Draft, error) {
	person = s.drafter(person)
	all, err := s.drafts(ctx, "person = ? AND record = ?", person, record)
	if err != nil {
		return nil, err
	}
	of := draftOf{person, record}
	s.visit.mu.Lock()
	defer s.visit.mu.Unlock()
	at := slices.IndexFunc(all, func(d storedDraft) bool { return d.session == s.visitor.Session })
	if before, ok := s.visit.offered[of]; ok && at < 0 {
		at = slices.IndexFunc(all, func(d storedDraft) bool { return d.same(&before) })
	}
	if at = max(at, 0); at == len(all) {
		delete(s.visit.offered, of)
		return nil, nil
	}
	if d := all[at]; d.session != s.visitor.Session {
		if s.visit.offered == nil {
			s.visit.offered = map[draftOf]storedDraft{}
		}
		s.visit.offered[of] = d
	}
	return &all[at].Draft, nil
}

// Drafts returns the drafts that a person has in this session and those that sessions
// have left which are no longer here, the newest first. There may be several of one
// record: once one is saved or dropped, Draft returns the next.
func (s *Store) Drafts(ctx context.Context, person string) ([]portfolio.Draft, error) {
	all, err := s.drafts(ctx, "person = ?", s.drafter(person))
	var out []portfolio.Draft
	for i := range all {
		out = append(out, all[i].Draft)
	}
	return out, err
}

// drafts returns the drafts of this session and of those that are not here.
func (s *Store) drafts(ctx context.Context, where string, args ...any) ([]storedDraft, error) {
	var out []storedDraft
	err := s.scan(ctx, "SELECT person, record, session, creates, fields, seen, saved FROM draft WHERE "+where+
		" ORDER BY saved DESC, record, session", args, func(rows *sql.Rows) error {
		var d storedDraft
		var saved int64
		if err := rows.Scan(&d.Person, &d.Record, &d.session, &d.Creates, &d.fields, &d.seen, &saved); err != nil {
			return err
		}
		if s.here(d.session) {
			return nil
		}
		d.Saved = time.Unix(saved, 0).UTC()
		for _, text := range strings.Fields(d.seen) {
			id, err := portfolio.ParseID(text)
			if err != nil {
				return err
			}
			d.Seen = append(d.Seen, id)
		}
		out = append(out, d)
		return json.Unmarshal([]byte(d.fields), &out[len(out)-1].Fields)
	})
	return out, err
}

// SaveDraft saves the draft of this session, replacing its previous one, or that which
// Draft has offered here. It returns a *fault.Invalid for one of more than a megabyte,
// and if the person has 500 already. It names its columns: a newer release may have added
// some while people type here.
func (s *Store) SaveDraft(ctx context.Context, d portfolio.Draft) error {
	d.Person = s.drafter(d.Person)
	fields, err := json.Marshal(d.Fields)
	if err != nil {
		return fmt.Errorf("keep a draft: %w", err)
	}
	seen := make([]string, len(d.Seen))
	for i, id := range d.Seen {
		seen[i] = id.String()
	}
	if len(fields) > draftMost {
		return &fault.Invalid{Field: "draft", Why: "has more than a megabyte of text", Do: "shorten it, or save it"}
	}
	return s.replaceDraft(ctx, d.Person, d.Record, func(tx *sql.Tx) error {
		var others int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM draft WHERE person = ? AND NOT (record = ? AND session = ?)",
			d.Person, d.Record, s.visitor.Session).Scan(&others); err != nil {
			return err
		}
		if others >= draftsMost {
			return &fault.Invalid{Field: "draft", Why: fmt.Sprintf("cannot be kept: you have %d drafts", others),
				Do: "save or drop some of them first"}
		}
		_, err := tx.ExecContext(ctx,
			"INSERT OR REPLACE INTO draft (person, record, session, creates, fields, seen, saved) VALUES (?,?,?,?,?,?,?)",
			d.Person, d.Record, s.visitor.Session, string(d.Creates), string(fields), strings.Join(seen, " "), s.now().Unix())
		return err
	})
}

// DropDraft deletes the draft of this session, or that which Draft has offered here.
func (s *Store) DropDraft(ctx context.Context, person, record string) error {
	person = s.drafter(person)
	return s.replaceDraft(ctx, person, record, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM draft WHERE person = ? AND record = ? AND session = ?",
			person, record, s.visitor.Session)
		return err
	})
}

// replaceDraft writes what stands in the place of the draft that was offered, unless
// that was changed since: then it was not this text that was offered.
func (s *Store) replaceDraft(ctx context.Context, person, record string, write func(*sql.Tx) error) error {
	of := draftOf{person, record}
	s.visit.mu.Lock()
	offered, ok := s.visit.offered[of]
	s.visit.mu.Unlock()
	err := s.update(ctx, keepOwn, func(tx *sql.Tx) error {
		if ok {
			if _, err := tx.ExecContext(ctx, `DELETE FROM draft WHERE person = ? AND record = ? AND session = ?
				AND creates = ? AND fields = ? AND seen = ?`, person, record, offered.session,
				string(offered.Creates), offered.fields, offered.seen); err != nil {
				return err
			}
		}
		return write(tx)
	})
	s.visit.mu.Lock()
	defer s.visit.mu.Unlock()
	if now := s.visit.offered[of]; err == nil && now.same(&offered) {
		delete(s.visit.offered, of)
	}
	return err
}
