package sqlite

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/fault"
)

// Logins returns the logins of this copy with their keys, by person. In a session it is for
// coordinators.
func (s *Store) Logins(ctx context.Context) ([]access.Login, error) {
	if err := s.reads(ctx, manage); err != nil {
		return nil, err
	}
	return s.loginsOf(ctx, "true")
}

// Login returns the login of a person, and a *fault.Invalid if there is none. In a session
// that of another person is for coordinators.
func (s *Store) Login(ctx context.Context, person string) (*access.Login, error) {
	person, err := normalPerson(person)
	if err != nil {
		return nil, err
	}
	if person != s.visitor.Person {
		if err := s.reads(ctx, manage); err != nil {
			return nil, err
		}
	}
	return s.oneLogin(ctx, noLogin(person), "l.person = ?", person)
}

// LoginOfKey returns the login that has a key with a fingerprint, and a *fault.Invalid if
// there is none. In a session it is for coordinators.
func (s *Store) LoginOfKey(ctx context.Context, fingerprint string) (*access.Login, error) {
	if err := s.reads(ctx, manage); err != nil {
		return nil, err
	}
	none := &fault.Invalid{Field: "the key", Value: fingerprint, Why: "is of no login here", Do: askCoordinator}
	return s.oneLogin(ctx, none, "l.person = (SELECT person FROM login_key WHERE fingerprint = ?)", fingerprint)
}

const askCoordinator = "ask a coordinator to add it"

func noLogin(person string) *fault.Invalid {
	return &fault.Invalid{Field: "login", Value: person, Why: "does not exist", Do: askCoordinator}
}

func (s *Store) oneLogin(ctx context.Context, none error, where string, arg string) (*access.Login, error) {
	found, err := s.loginsOf(ctx, where, arg)
	if err == nil && len(found) == 0 {
		err = none
	}
	if err != nil {
		return nil, err
	}
	return &found[0], nil
}

func (s *Store) loginsOf(ctx context.Context, where string, args ...any) ([]access.Login, error) {
	var out []access.Login
	err := s.scan(ctx, `SELECT l.person, l.role, l.office, l.email, l.added, l.by, k.fingerprint, k.text, k.added
		FROM login l LEFT JOIN login_key k ON k.person = l.person WHERE `+where+
		" ORDER BY l.person, k.added, k.fingerprint", args, func(rows *sql.Rows) error {
		var l access.Login
		var added int64
		var fingerprint, text sql.NullString
		var since sql.NullInt64
		err := rows.Scan(&l.Person, &l.Role, &l.Office, &l.Email, &added, &l.By, &fingerprint, &text, &since)
		l.Added = time.Unix(added, 0).UTC()
		if n := len(out); n == 0 || out[n-1].Person != l.Person {
			out = append(out, l)
		}
		if last := &out[len(out)-1]; fingerprint.Valid {
			last.Keys = append(last.Keys, access.Key{Text: text.String, Fingerprint: fingerprint.String,
				Added: time.Unix(since.Int64, 0).UTC()})
		}
		return err
	})
	return out, err
}

// AddLogin adds a login, or changes that of the person: its role, office and address become
// those of l, and its keys are added to those that it has. It returns what changed, one
// phrase each, such as "role editor (was viewer)"; nothing if all was so already. by is who
// does it.
//
// It returns a *fault.Invalid for a new login without a key, a key that another person has,
// an unknown role, an address that is none, and an office that is not in the register or is
// retired; a copy without a register has no offices.
func (s *Store) AddLogin(ctx context.Context, by string, l access.Login) (changed []string, err error) {
	if by, err = s.whose(by); err != nil {
		return nil, err
	}
	if err := checkLogin(&l); err != nil {
		return nil, err
	}
	err = s.update(ctx, manage, func(tx *sql.Tx) error {
		w := newWriter(ctx, tx, &portfolio.Catalogue{})
		w.known = s.registers.load()
		if changed, err = w.addLogin(by, &l, s.now()); err != nil {
			w.fail(err)
		}
		if len(changed) > 0 {
			w.event(s.ofVisit(access.Event{Kind: access.Managed, Person: by,
				What: "login of " + l.Person + ": " + strings.Join(changed, ", ")}), s.now())
		}
		return w.close()
	})
	if err != nil {
		return nil, err
	}
	return changed, nil
}

// checkLogin checks what can be checked without the database, and puts it into the form in
// which it is stored.
func checkLogin(l *access.Login) (err error) {
	if l.Person, err = normalPerson(l.Person); err != nil {
		return err
	}
	if l.Role, err = access.ParseRole(string(l.Role)); err != nil {
		return err
	}
	if l.Email, err = portfolio.NormalText("e-mail address", l.Email, 200, false); err != nil {
		return err
	}
	if before, after, ok := strings.Cut(l.Email, "@"); l.Email != "" && (!ok || before == "" || after == "" ||
		strings.ContainsAny(l.Email, " ,;<>")) {
		return &fault.Invalid{Field: "e-mail address", Value: l.Email, Why: "is not an address",
			Do: "use an address such as awa@example.org; nothing was changed"}
	}
	for _, k := range l.Keys {
		if k.Text == "" || k.Fingerprint == "" || strings.ContainsAny(k.Text, "\r\n") {
			return &fault.Invalid{Field: "key", Value: k.Text, Why: "is not a public key", Do: "nothing was changed"}
		}
	}
	return nil
}

// addLogin is AddLogin in a transaction.
func (w *writer) addLogin(by string, l *access.Login, now time.Time) (changed []string, err error) {
	var was access.Login
	known := w.row("SELECT role, office, email FROM login WHERE person = ?", []any{l.Person}, &was.Role, &was.Office, &was.Email)
	if !known && len(l.Keys) == 0 && w.err == nil {
		return nil, &fault.Invalid{Field: "login", Value: l.Person, Why: "has no key",
			Do: "name the file with the public key; nothing was changed"}
	}
	if l.Office != was.Office {
		if err := w.loginOffice(l.Office); err != nil {
			return nil, err
		}
	}
	if !known {
		changed = append(changed, "added")
	}
	for _, f := range []struct{ name, was, is string }{{"role", string(was.Role), string(l.Role)},
		{"office", was.Office, l.Office}, {"e-mail address", was.Email, l.Email}} {
		if f.was != f.is {
			changed = append(changed, became(f.name, f.was, f.is))
		}
	}
	if len(changed) > 0 {
		w.exec(`INSERT INTO login (person, role, office, email, added, by) VALUES (?,?,?,?,?,?) ON CONFLICT (person)
			DO UPDATE SET role = excluded.role, office = excluded.office, email = excluded.email`, l.Person, string(l.Role),
			l.Office, l.Email, now.Unix(), by)
	}
	added, err := w.addKeys(l, now)
	return append(changed, added...), err
}

// became says what a field is and was.
func became(name, was, is string) string {
	if is == "" {
		is = "none"
	}
	if was == "" {
		return name + " " + is
	}
	return name + " " + is + " (was " + was + ")"
}

// addKeys adds the keys that a login does not have yet.
func (w *writer) addKeys(l *access.Login, now time.Time) (changed []string, err error) {
	for _, k := range l.Keys {
		var owner string
		switch has := w.row("SELECT person FROM login_key WHERE fingerprint = ?", []any{k.Fingerprint}, &owner); {
		case has && owner == l.Person:
		case has:
			return nil, &fault.Invalid{Field: "key", Value: k.Fingerprint, Why: "is that of " + owner,
				Do: "each person has keys of their own; nothing was changed"}
		default:
			w.exec("INSERT INTO login_key (fingerprint, person, text, added) VALUES (?,?,?,?)", k.Fingerprint, l.Person, k.Text,
				now.Unix())
			changed = append(changed, "key "+k.Fingerprint)
		}
	}
	return changed, w.err
}

// loginOffice returns why a login cannot be of an office, nil if it can, and for none.
func (w *writer) loginOffice(code string) error {
	if code == "" {
		return nil
	}
	reg := w.register()
	o, known := reg.Office(code)
	no := &fault.Invalid{Field: "office", Value: code, Action: fault.ListOffices}
	switch {
	case w.err != nil:
		return w.err
	case len(reg.Offices()) == 0:
		return &fault.Invalid{Field: "office", Value: code, Why: "is not known: this copy has no register of offices",
			Do: "make headquarters and add the office first; without an office an editor changes records everywhere; " +
				"nothing was changed"}
	case !known:
		no.Why = "is not in the register"
	case o.Retired:
		no.Why = "is retired"
	default:
		return nil
	}
	return no
}

// noLoginOf returns the error for a login that does not exist, with those nearest to it.
func (w *writer) noLoginOf(person string) *fault.Invalid {
	no := noLogin(person)
	no.Do = "there are no logins; nothing was changed"
	var known []string
	w.each("SELECT person FROM login ORDER BY person", nil, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		known = append(known, name)
		return err
	})
	if len(known) > 0 {
		no.Do = fault.Suggest(person, known)
	}
	return no
}

// RemoveLogin removes the login of a person with its keys; the person's drafts and
// preferences stay. by is who does it. It returns a *fault.Invalid if there is none.
func (s *Store) RemoveLogin(ctx context.Context, by, person string) (err error) {
	if by, err = s.whose(by); err != nil {
		return err
	}
	if person, err = normalPerson(person); err != nil {
		return err
	}
	return s.update(ctx, manage, func(tx *sql.Tx) error {
		w := newWriter(ctx, tx, &portfolio.Catalogue{})
		var one int
		if !w.row("SELECT 1 FROM login WHERE person = ?", []any{person}, &one) {
			w.fail(w.noLoginOf(person))
		}
		w.event(s.ofVisit(access.Event{Kind: access.Managed, Person: by, What: "login of " + person + ": removed"}), s.now())
		w.exec("DELETE FROM login_key WHERE person = ?", person)
		w.exec("DELETE FROM login WHERE person = ?", person)
		return w.close()
	})
}
