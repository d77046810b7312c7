package sqlite_test

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite"
)

// who says which roles may call a method of a store in a session.
type who int

const (
	reads        who = iota // everybody: it writes nothing
	outside                 // part of opening and closing, not called in sessions
	anybody                 // everybody with a login: what it writes is the person's own
	editors                 // editors and coordinators
	coordinators            // coordinators alone
)

// mayCall has every exported method of a store. One that writes has its call in writing.
var mayCall = map[string]who{
	"Change": editors, "DismissOwn": editors, "Undo": editors, "Redo": editors,
	"SaveDraft": anybody, "DropDraft": anybody, "SetPreference": anybody, "Tell": anybody,
	"Undoing": anybody, "Redoing": anybody, "Exchange": anybody, "Note": outside,
	"Merge": coordinators, "Rebuild": coordinators, "Mark": coordinators, "AddLogin": coordinators,
	"RemoveLogin": coordinators, "Logins": coordinators, "LoginOfKey": coordinators, "Audit": coordinators,
	"Backup":   coordinators,
	"SetClock": outside, "SetLogin": outside, "SetReview": outside, "Close": outside, "Host": outside, "Leave": outside,
	"SeenMark": outside, "Once": outside, "AnswersKept": outside, "TrimAudit": outside, "FloodAudit": outside, "Execute": outside,
	"Absent": reads, "Assumed": reads, "At": reads, "Catalogue": reads, "Cells": reads, "CellsOn": reads,
	"ChangedSince": reads, "Check": reads, "ClockFacts": reads, "Conflicts": reads, "DoubtfulDays": reads, "Draft": reads,
	"Drafts": reads, "Facets": reads, "Findings": reads, "Freshness": reads, "Frozen": reads, "History": reads,
	"Judgements": reads, "KnownDays": reads, "Login": reads, "Marks": reads, "Notes": reads, "Numbers": reads,
	"OfficeOf": reads, "OneState": reads, "Origins": reads, "OwnOffice": reads, "Path": reads, "Preferences": reads, "Project": reads,
	"Projects": reads, "Published": reads, "ReadExchange": reads, "Rebuildable": reads, "Record": reads, "Rulings": reads, "Revisions": reads, "Shared": reads, "State": reads,
	"SubProgrammes": reads, "Totals": reads, "Watch": reads,
}

// calls write, or read what only some may read, each in a way that a coordinator can.
func calls(t *testing.T, s *sqlite.Store) map[string]func(context.Context) error {
	t.Helper()
	return map[string]func(context.Context) error{
		"Change": func(ctx context.Context) error {
			_, err := s.Change(ctx, "", edit("PERU08", set("title", rndTitle())))
			return err
		},
		"DismissOwn": func(ctx context.Context) error { return s.DismissOwn(ctx, portfolio.ID{}) }, // of nobody
		"Undo":       func(ctx context.Context) error { _, err := s.Undo(ctx, "", portfolio.ID{}, ""); return err },
		"Redo":       func(ctx context.Context) error { _, err := s.Redo(ctx, ""); return err },
		"Undoing":    func(ctx context.Context) error { _, err := s.Undoing(ctx, "", portfolio.ID{}); return err },
		"Redoing":    func(ctx context.Context) error { _, err := s.Redoing(ctx, ""); return err },
		"SaveDraft": func(ctx context.Context) error {
			return s.SaveDraft(ctx, portfolio.Draft{Person: "x", Record: "PERU08"})
		},
		"DropDraft":     func(ctx context.Context) error { return s.DropDraft(ctx, "x", "PERU08") },
		"SetPreference": func(ctx context.Context) error { return s.SetPreference(ctx, "x", "theme", "dark") },
		"Exchange":      func(ctx context.Context) error { return s.Exchange(ctx, func(exchange.Tx) error { return nil }) },
		"Merge":         func(ctx context.Context) error { _, err := s.Merge(ctx, nil); return err },
		"Rebuild":       func(ctx context.Context) error { _, _, err := s.Rebuild(ctx); return err },
		"Mark":          func(ctx context.Context) error { return s.Mark(ctx, "box", []string{"a"}, nil) },
		"AddLogin": func(ctx context.Context) error {
			_, err := s.AddLogin(ctx, "x", access.Login{Person: "Eva", Role: access.Viewer, Keys: []access.Key{keyOf("Eva")}})
			return err
		},
		"RemoveLogin": func(ctx context.Context) error { return s.RemoveLogin(ctx, "x", "Eva") },
		"Logins":      func(ctx context.Context) error { _, err := s.Logins(ctx); return err },
		"LoginOfKey":  func(ctx context.Context) error { _, err := s.LoginOfKey(ctx, "SHA256:Eva"); return err },
		"Audit":       func(ctx context.Context) error { _, err := s.Audit(ctx, sqlite.AuditSpec{}); return err },
		"Backup":      func(ctx context.Context) error { return s.Backup(ctx, filepath.Join(t.TempDir(), "b.db")) },
	}
}

var drawn int

func rndTitle() string { drawn++; return string(rune(65 + drawn%26)) }

// TestEveryMethodSaysWho fails for a method that is in no table, and for one that some may
// not call and that is not tried.
func TestEveryMethodSaysWho(t *testing.T) {
	tried := calls(t, nil)
	of := reflect.TypeFor[*sqlite.Store]()
	for i := range of.NumMethod() {
		name := of.Method(i).Name
		may, known := mayCall[name]
		if !known {
			t.Errorf("mayCall does not say who may call %s in a session", name)
		}
		if (may == editors || may == coordinators) && tried[name] == nil {
			t.Errorf("%s is not tried", name)
		}
	}
}

// TestRoles tries what is not for everybody with each role, and with a login that was
// removed meanwhile.
func TestRoles(t *testing.T) {
	s := open(t, document(t))
	h := host(t, s)
	for _, role := range []access.Role{access.Viewer, access.Editor, access.Coordinator, "admin", ""} {
		person := "Person" + string(role)
		addLogin(t, s, access.Login{Person: person, Role: access.Coordinator})
		view := enter(t, h, person, person)
		change(t, view, edit("PERU08", set("title", rndTitle()))) // to be undone
		if role == "" {
			if err := s.RemoveLogin(t.Context(), Editor, person); err != nil {
				t.Fatal(err)
			}
		} else {
			err := s.Execute(t.Context(), "UPDATE login SET role = '"+string(role)+"' WHERE person = '"+person+"'")
			if err != nil {
				t.Fatal(err)
			}
		}
		tried := calls(t, view)
		for _, name := range []string{"Change", "DismissOwn", "Undo", "Redo", "Undoing", "Redoing", "SaveDraft", "DropDraft", "SetPreference",
			"Exchange", "Merge", "Rebuild", "Mark", "AddLogin", "LoginOfKey", "Logins", "RemoveLogin", "Audit", "Backup"} {
			err := tried[name](t.Context())
			var denied *access.Denied
			var removed *access.Removed
			allowed := mayCall[name] == anybody || mayCall[name] == editors && role.Edits() || role.Reviews()
			switch {
			case role == "":
				if !errors.As(err, &removed) {
					t.Errorf("removed: %s: %v", name, err)
				}
			case allowed && (errors.As(err, &denied) || errors.As(err, &removed)), !allowed && !errors.As(err, &denied):
				t.Errorf("%s: %s: %v", role, name, err)
			}
		}
	}
}

// TestReadingTx denies a viewer's exchange all but reading and filling outboxes. A method of
// exchange.Tx that is not named here has to be denied, or to be one that reads.
func TestReadingTx(t *testing.T) {
	ctx := t.Context()
	s := open(t, document(t))
	addLogin(t, s, access.Login{Person: "Vera", Role: access.Viewer})
	view := enter(t, host(t, s), "v", "Vera")
	link := exchange.Link{Mine: "a", Office: "roea"}
	if err := s.Exchange(ctx, func(tx exchange.Tx) error { return tx.SaveLink(&link) }); err != nil {
		t.Fatal(err)
	}
	filled, sent, fresh := link, link, exchange.Link{Mine: "a"}
	filled.Out, sent.Sent = 3, 3
	for name, fn := range map[string]func(exchange.Tx) error{
		"SetSelf":   func(tx exchange.Tx) error { return tx.SetSelf(exchange.Self{}) },
		"Renew":     func(tx exchange.Tx) error { return tx.Renew() },
		"Leave":     func(tx exchange.Tx) error { return tx.Leave(func(portfolio.ID) bool { return true }) },
		"Take":      func(tx exchange.Tx) error { _, err := tx.Take(nil); return err },
		"SetAside":  func(tx exchange.Tx) error { _, err := tx.SetAside(nil); return err },
		"DropAside": func(tx exchange.Tx) error { return tx.DropAside(portfolio.ID{}) },
		"Redate":    func(tx exchange.Tx) error { return tx.Redate(portfolio.ID{}, 0) },
		"Dismiss":   func(tx exchange.Tx) error { return tx.Dismiss(portfolio.ID{}, portfolio.ID{}) },
		"sent":      func(tx exchange.Tx) error { return tx.SaveLink(&sent) },
		"new link":  func(tx exchange.Tx) error { return tx.SaveLink(&fresh) },
	} {
		var denied *access.Denied
		if err := view.Exchange(ctx, fn); !errors.As(err, &denied) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := view.Exchange(ctx, func(tx exchange.Tx) error { return tx.SaveLink(&filled) }); err != nil {
		t.Error(err)
	}
}
