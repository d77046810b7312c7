package sync

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"filippo.io/age"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite"
)

// TestRegisterIsKept has two processes change the register of one database: each
// sees what the other did, what only a receipt changes, and nothing of what was
// rolled back, as one that opens the database anew does.
func TestRegisterIsKept(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t, 1, nil)
	one := w.database("")
	two := must(sqlite.Open(ctx, one.Path()))
	defer func() { _ = two.Close() }()
	hq := &Peer{Store: one, Key: keyOf(1), Program: "1.0"}
	other := &Peer{Store: two, Key: keyOf(1), Program: "1.0"}
	is := func(s Store) string {
		text := ""
		if err := s.Exchange(ctx, func(tx exchange.Tx) error {
			reg, err := tx.Register()
			text = fmt.Sprintf("%+v", reg)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return text
	}
	last := ""
	same := func(what string, changed bool) {
		t.Helper()
		fresh := must(sqlite.Open(ctx, one.Path()))
		defer func() { _ = fresh.Close() }()
		want := is(fresh)
		if a, b := is(one), is(two); a != want || b != want {
			t.Errorf("%s: the register is\n%s\nand\n%s, want\n%s", what, a, b, want)
		}
		if (want != last) != changed {
			t.Errorf("%s: the register changed: %v, want %v", what, !changed, changed)
		}
		last = want
	}
	noError := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	noError(hq.Found(ctx, Founding{Code: "hq", Email: "hq@example.org"}))
	same("founded", true)
	inv, err := other.Invite(ctx, "A. Desk", Entry{Code: "roea", Scope: regions[0], Email: "roea@example.org"})
	noError(err)
	same("invited by the other process", true)
	office := &Peer{Store: w.database(""), Key: keyOf(2), Program: "1.0"}
	noError(office.Accept(ctx, inv, ""))
	mail := must(office.Compose(ctx, Which{}))[0]
	_, err = hq.Receive(ctx, must(hq.Read(between(mail.Body))))
	noError(err)
	same("joined", true)
	noError(other.Amend(ctx, "A. Desk", "roea", portfolio.Setting{Field: portfolio.FieldScope, Value: regions[1]}))
	same("amended by the other process", true)

	undone := errors.New("undone")
	p := &Peer{Store: undoing{one, undone}, Key: keyOf(1), Program: "1.0"}
	if err := p.Amend(ctx, "A. Desk", "roea", portfolio.Setting{Field: portfolio.FieldScope, Value: regions[2]}); !errors.Is(err, undone) {
		t.Fatal(err)
	}
	same("rolled back", false)
	noError(other.Amend(ctx, "A. Desk", "roea", portfolio.Setting{Field: portfolio.FieldScope, Value: regions[3]}))
	same("amended by the other process after that", true)

	// The office's change of its entry counts once headquarters' receipt is there.
	_, err = office.Receive(ctx, must(office.Read(between(must(hq.Compose(ctx, Which{}))[0].Body))))
	noError(err)
	noError(office.Encrypt(ctx, "B. Field", sampleIdentity.Recipient().String()))
	before := is(office.Store)
	_, err = hq.Receive(ctx, must(hq.Read(between(must(office.Compose(ctx, Which{}))[0].Body))))
	noError(err)
	same("changed by the office", true)
	office.Identities = []age.Identity{sampleIdentity}
	if is(office.Store) != before {
		t.Error("the office's own change counts before its receipt came")
	}
	_, err = office.Receive(ctx, must(office.Read(between(must(hq.Compose(ctx, Which{}))[0].Body))))
	noError(err)
	if is(office.Store) == before {
		t.Error("the office's own change does not count after its receipt came")
	}
}

// undoing is a store whose transactions fail at the end.
type undoing struct {
	Store
	err error
}

func (u undoing) Exchange(ctx context.Context, fn func(exchange.Tx) error) error {
	return u.Store.Exchange(ctx, func(tx exchange.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return u.err
	})
}
