package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/exchange"
)

// Review judges changes that somebody of an office has just made, in the transaction that
// makes them: where this copy is headquarters' it holds those that the office may not make,
// by a receipt; elsewhere it returns an error for them. taken are held changes that their
// author takes back. See sync.Peer.Judge.
type Review func(tx exchange.Tx, cat *portfolio.Catalogue, office string, made, taken []portfolio.Change) error

// SetReview sets what judges the changes that editors of an office make in sessions. Without
// it they can change nothing.
func (s *Store) SetReview(r Review) { s.review = r }

// permission is what a write needs of the role of a session's login. Everything that the
// store writes names one.
type permission struct {
	of   func(access.Role) bool
	what string // what a role without it may not do
}

// The permissions.
var (
	// noted is for the audit trail, in which even a removed login's end is noted.
	noted = permission{}
	// keepOwn is for what is kept for the person alone. A viewer has preferences too, and
	// an editor who was made a viewer while typing loses nothing.
	keepOwn = permission{access.Role.Anybody, ""}
	// readLinks is for reading what is owed to other offices, before which outboxes are
	// filled; readingTx refuses the rest.
	readLinks = permission{access.Role.Anybody, ""}
	edit      = permission{access.Role.Edits, "change records"}
	takePart  = permission{access.Role.Reviews, "take part in the exchange with other offices or rule on changes"}
	manage    = permission{access.Role.Reviews, "manage this copy"}
)

// visited reports whether the store is that of a session.
func (s *Store) visited() bool { return s.visitor != access.Visitor{} }

// whose returns the person who does something: in a session that of the login, whoever is
// named, otherwise the name in the form in which it is stored.
func (s *Store) whose(name string) (string, error) {
	if s.visited() {
		return s.visitor.Person, nil
	}
	return normalPerson(name)
}

// permit returns nil outside sessions, and for what needs no login. In one it reads the login, and returns an
// *access.Removed if there is none any more, and an *access.Denied if its role does not
// have the permission.
func (s *Store) permit(ctx context.Context, q queryer, may permission) error {
	if may.of == nil {
		return nil
	}
	login, err := s.visitorsLogin(ctx, q)
	if err != nil || login == nil || may.of(login.Role) {
		return err
	}
	return login.Role.Refusal(may.what)
}

// visitorsLogin returns the role and the office of the session's login, nil outside sessions.
func (s *Store) visitorsLogin(ctx context.Context, q queryer) (login *access.Login, err error) {
	if !s.visited() {
		return nil, nil
	}
	st, err := q.PrepareContext(ctx, "SELECT role, office FROM login WHERE person = ?")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	l := access.Login{Person: s.visitor.Person}
	err = st.QueryRowContext(ctx, l.Person).Scan(&l.Role, &l.Office)
	if errors.Is(err, sql.ErrNoRows) {
		err = &access.Removed{Person: l.Person}
	}
	return &l, err
}

// reads returns an error if a visitor's role does not have the permission for what only
// some may read.
func (s *Store) reads(ctx context.Context, may permission) error {
	if !s.visited() {
		return nil
	}
	return s.read(ctx, func(q queryer) error { return s.permit(ctx, q, may) })
}
