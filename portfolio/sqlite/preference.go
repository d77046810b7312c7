package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"unicode/utf8"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// The limits of a preference.
const (
	maxPreferenceName  = 100    // characters
	maxPreferenceValue = 10_000 // bytes
)

// preference is one choice that a person made in the screens.
type preference struct{ person, name, value string }

// Preferences returns a person's choices in the screens, by name; empty if
// there are none. They belong to this copy: they are not changes, are never
// sent, and have no past.
func (s *Store) Preferences(ctx context.Context, person string) (map[string]string, error) {
	person, err := s.whose(person)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	err = s.scan(ctx, "SELECT name, value FROM preference WHERE person = ?", []any{person}, func(rows *sql.Rows) error {
		var name, value string
		err := rows.Scan(&name, &value)
		out[name] = value
		return err
	})
	return out, err
}

// SetPreference saves a person's choice; an empty value deletes it. It returns
// an *Invalid for a name that is empty or longer than 100 characters, for a
// value that is longer than 10,000 bytes or not UTF-8, and in a store of At.
func (s *Store) SetPreference(ctx context.Context, person, name, value string) error {
	person, err := s.whose(person)
	if err != nil {
		return err
	}
	p, err := (preference{person, name, value}).normal()
	if err != nil {
		return err
	}
	return s.update(ctx, keepOwn, func(tx *sql.Tx) error { return p.keep(ctx, tx) })
}

func (p preference) normal() (preference, error) {
	var err error
	if p.person, err = normalPerson(p.person); err != nil {
		return p, err
	}
	if p.name, err = portfolio.KeptText("preference", p.name, maxPreferenceName, false); err != nil {
		return p, err
	}
	if p.name == "" {
		return p, &fault.Invalid{Field: "preference", Why: "has no name", Do: "name what is to be remembered"}
	}
	if n := len(p.value); n > maxPreferenceValue {
		return p, &fault.Invalid{Field: "preference", Value: p.name,
			Why: fmt.Sprintf("has %d bytes; at most %d are remembered", n, maxPreferenceValue),
			Do:  "choose fewer or shorter things; nothing was changed"}
	}
	if !utf8.ValidString(p.value) {
		return p, &fault.Invalid{Field: "preference", Value: p.name, Why: "is not UTF-8",
			Do: "write plain text; nothing was changed"}
	}
	return p, nil
}

func (p preference) keep(ctx context.Context, tx *sql.Tx) error {
	query, args := "INSERT OR REPLACE INTO preference (person, name, value) VALUES (?,?,?)", []any{p.person, p.name, p.value}
	if p.value == "" {
		query, args = "DELETE FROM preference WHERE person = ? AND name = ?", args[:2]
	}
	_, err := tx.ExecContext(ctx, query, args...)
	return err
}

// preferences takes what people have chosen over into the store of a backup,
// over what they had chosen then. What cannot be read stays as it was then.
func (v *salvage) preferences(into *Store) error {
	var all []preference
	v.rows("SELECT person, name, value FROM preference", func(rows *sql.Rows) error {
		var p preference
		if err := rows.Scan(&p.person, &p.name, &p.value); err != nil {
			return err
		}
		if p, err := p.normal(); err == nil {
			all = append(all, p)
		}
		return nil
	}, "person, name")
	if len(all) == 0 {
		return v.ctx.Err()
	}
	return into.update(v.ctx, manage, func(tx *sql.Tx) error {
		for _, p := range all {
			if err := p.keep(v.ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
}
