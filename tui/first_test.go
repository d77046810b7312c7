package tui

import (
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

// visit begins the program as a person does, and returns the first screen.
func visit(t *testing.T, src *memory, w, h int) *driver {
	t.Helper()
	r, err := newProgram(t.Context(), src, Options{AsOf: 20110430, Person: "A. Desk", Mailroom: src.ex})
	if err != nil {
		t.Fatal(err)
	}
	return drive(t, src, r, "Overview", w, h).settle()
}

// Each of the first steps is said once, whatever is shown then.
func TestFirstSteps(t *testing.T) {
	src := &memory{doc: sample()}
	visit(t, src, 80, 24).golden("first/visit")
	if text := visit(t, src, 80, 24).root.draw(); strings.Contains(text, "welcome") {
		t.Errorf("it is said twice:\n%s", text)
	}
	src.ex = &memoryMailroom{status: MailroomStatus{SyncStatus: portfolio.SyncStatus{Self: portfolio.Self{Office: "roea", Headquarter: "hq"}}}}
	visit(t, src, 80, 24).golden("first/joined")
	if text := visit(t, src, 80, 24).root.draw(); strings.Contains(text, "has joined") {
		t.Errorf("it is said twice:\n%s", text)
	}
	empty := &memory{doc: sample()}
	empty.doc.Projects = nil
	visit(t, empty, 80, 24).golden("first/empty")
}
