package access_test

import (
	"testing"
	"time"

	"fieldfolio/portfolio/access"
)

var opened = time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)

func present(person, session string, role access.Role) access.Present {
	return access.Present{Visitor: access.Visitor{Person: person, Session: session, From: "192.0.2.7"}, Role: role,
		Office: "roea", Since: opened}
}

// isClosed reports whether somebody was woken.
func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// TestPresenceWakes: those who wait are woken when somebody comes, leaves, begins or ends editing, and by nothing else.
func TestPresenceWakes(t *testing.T) {
	p := &access.Presence{}
	awa := p.Enter(present("Awa", "s1", access.Editor))
	var ben *access.Attendee
	for _, c := range []struct {
		what  string
		do    func()
		wakes bool
	}{
		{"Ben comes", func() { ben = p.Enter(present("Ben", "s2", access.Editor)) }, true},
		{"Ben acts", func() { ben.Acted() }, false},
		{"Ben begins to edit", func() { ben.Editing("PERU08") }, true},
		{"Ben goes on", func() { ben.Editing("PERU08") }, false},
		{"Ben ends", func() { ben.Editing("") }, true},
		{"Ben leaves", func() { ben.Leave() }, true},
		{"Ben leaves again", func() { ben.Leave() }, false},
		{"Ben is gone", func() { ben.Editing("XEAU75") }, false},
	} {
		_, changed := awa.Who()
		if c.do(); isClosed(changed) != c.wakes {
			t.Errorf("%s: woken is %v", c.what, !c.wakes)
		}
	}
	if here, _ := awa.Who(); len(here) != 1 || here[0].Person != "Awa" || !here[0].Acted.Equal(opened) {
		t.Errorf("here: %v", here)
	}
}

// TestPresenceAddresses: who reviews learns everybody's address, others their own.
func TestPresenceAddresses(t *testing.T) {
	p := &access.Presence{}
	ben, boss := p.Enter(present("Ben", "s1", access.Editor)), p.Enter(present("Chief", "s2", access.Coordinator))
	p.Enter(present("Ben", "s3", access.Viewer))
	for _, c := range []struct {
		as    *access.Attendee
		shown []string
	}{{ben, []string{"192.0.2.7", "", ""}}, {boss, []string{"192.0.2.7", "192.0.2.7", "192.0.2.7"}}} {
		here, _ := c.as.Who()
		for i, x := range here {
			if x.From != c.shown[i] {
				t.Errorf("session %s: address %q, want %q", x.Session, x.From, c.shown[i])
			}
		}
	}
}
