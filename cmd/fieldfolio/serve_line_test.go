package main

import (
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
)

// drafts returns the drafts that the next session of a person is offered.
func (s *served) drafts(t *testing.T, person string) []portfolio.Draft {
	t.Helper()
	view, err := s.host.views.Enter(access.Visitor{Session: "next", Person: person})
	if err != nil {
		t.Fatal(err)
	}
	defer view.Leave()
	all, err := view.Drafts(t.Context(), person)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// editing returns a session that has begun to edit the title of a project.
func (s *served) editing(t *testing.T) *sshTerminal {
	t.Helper()
	e := s.terminalFor(t, "Ed Itor", "xterm", "")
	e.await("189,538,627")
	e.press("2")
	e.await("TAJH03")
	e.press("\r")
	e.await("Title")
	e.press("e")
	e.await("esc drop")
	return e
}

// TestServedLine drops a line in the middle of typing: the next session has every character, also those that came
// in the moment of the drop.
func TestServedLine(t *testing.T) {
	s := serveIn(t)
	e := s.editing(t)
	if _, err := io.WriteString(e.keys, "Qwertz and more"); err != nil {
		t.Fatal(err)
	}
	_ = e.conn.Close()
	has := func(d portfolio.Draft) bool {
		return slices.ContainsFunc(d.Fields, func(f portfolio.Setting) bool { return strings.HasSuffix(f.Value, "Qwertz and more") })
	}
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		all := s.drafts(t, "Ed Itor")
		if slices.ContainsFunc(all, has) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("drafts: %v", all)
		}
	}
}

// TestLoginAfterDroppedLine logs in in the moment in which the line drops: the session is told of what was typed, once
// the earlier one has ended.
func TestLoginAfterDroppedLine(t *testing.T) {
	s := serveIn(t)
	e := s.editing(t)
	e.press("x")
	again := s.terminalFor(t, "Ed Itor", "xterm", "")
	again.await("189,538,627")
	if _, err := io.WriteString(e.keys, "yz"); err != nil {
		t.Fatal(err)
	}
	_ = e.conn.Close()
	again.await("1 edit begun and not saved: TAJH03; . goes there")
	again.press(".")
	again.await("unsaved draft of title")
}
