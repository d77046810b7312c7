package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// What the store says to a viewer, and to an editor of what only a coordinator may.
const (
	viewerMay = "your login has the role viewer, which may not change records; ask a coordinator for another role"
	editorMay = "your login has the role editor, which may not exchange changes; ask a coordinator for another role"
)

// viewing returns a portfolio as a viewer sees it.
func viewing(src func() *uitest.Memory) *uitest.Memory {
	m := src()
	m.Editor.Frozen = viewerMay
	if x, ok := m.Ex.(*uitest.MemoryMailroom); ok {
		x.Bars = viewerMay
	}
	return m
}

// writes returns everything that was written to a portfolio, and how often something was to be.
func writes(t *testing.T, m *uitest.Memory) string {
	t.Helper()
	x, _ := m.Ex.(*uitest.MemoryMailroom)
	return saves(t, m, x) + fmt.Sprint(m.Editor.Changes, m.Editor.Kept, m.Editor.Drafts)
}

// TestViewerWritesNothing does every action on every screen that a viewer reaches, then enter, and types a text: the
// source gets no write. What is barred says why with that sentence.
func TestViewerWritesNothing(t *testing.T) {
	done, barred := map[string]bool{}, map[string]bool{}
	for _, s := range stations {
		keep := viewing(s.src)
		d := newDriver(t, keep, 80, 24).Settle().Press(s.keys...)
		name := d.Root.Top().Name()
		for _, a := range slices.Concat(d.Root.Own(), d.Root.Keys()) {
			if id := name + "." + a.Name; done[id] || len(a.Keys) == 0 || ui.IsMove(a.Name) || a.Name == "suspend" {
				continue
			} else if done[id] = true; a.Why() == viewerMay {
				barred[id] = true
			}
			m := viewing(s.src)
			e := newDriver(t, m, 80, 24).Settle().Press(s.keys...)
			before := writes(t, m)
			if e.Press(a.Keys[0]); barred[name+"."+a.Name] {
				e.Says("your login has the role viewer, which may not change records")
			}
			if e.Quit {
				continue
			}
			if e.Root.Typing() != nil {
				e.Typed("xy")
			}
			if e.Press("enter", "enter"); writes(t, m) != before {
				t.Errorf("%s, %s.%s writes: %s\n%s", s.name, name, a.Name, writes(t, m), e.Root.Draw())
			}
		}
	}
	for _, id := range []string{"portfolio.edit", "portfolio.add", "portfolio.undo", "portfolio.redo", "project.edit",
		"project.form", "project.note", "project.withdraw", "project.undo", "conflict.choose", "history.undo", "sync.send",
		"sync.receive", "sync.accept", "sync.reject", "office.send", "office.retire-copy", "judged.accept", "refused.dismiss"} {
		if !barred[id] {
			t.Errorf("%s is not barred", id)
		}
	}
}

// Neither the footer nor the palette nor the help offers a viewer a change, on any screen.
func TestViewerIsOfferedNoChange(t *testing.T) {
	for _, s := range stations {
		d := newDriver(t, viewing(s.src), 120, 40).Settle().Press(s.keys...)
		for _, what := range []string{"edit", "form", "undo", "note", "add", "send", "receive", "accept", "reject", "done with it"} {
			lines := strings.Split(d.Root.Draw(), "\n")
			if foot := "  " + lines[len(lines)-1] + "  "; strings.Contains(foot, " "+what+"  ") && d.Root.Top().Name() != "paste" {
				t.Errorf("%s: the footer offers %q: %s", s.name, what, foot)
			}
		}
	}
	d := newDriver(t, viewing(uitest.AtHQ), 120, 40).Settle()
	for _, what := range []string{"add a project", "undo your last", "send to all", "accept the held", "withdraw the project"} {
		if text := d.Press(":").Typed(what).Root.Draw(); strings.Contains(text, "]"+what) || strings.Contains(text, "»  "+what) {
			t.Errorf("the palette offers %q:\n%s", what, text)
		}
		d.Press("esc")
	}
	if text := d.Press("?").All(); strings.Contains(text, "add a project") || strings.Contains(text, "undo your last") {
		t.Errorf("the help offers a change:\n%s", text)
	}
}

// The screens of a viewer, and of an editor in Sync.
func TestViewerGoldens(t *testing.T) {
	for _, size := range []struct{ w, h int }{{80, 24}, {40, 24}, {120, 40}} {
		at := fmt.Sprintf("-%dx%d", size.w, size.h)
		for _, view := range []string{"Overview", "Portfolio", "Breakdown", "Timeline", "Programme", "Reconcile", "Sync",
			"History", "Funding"} {
			newDriver(t, viewing(uitest.AtHQ), size.w, size.h).Settle().Press("@" + view).
				Golden("viewer/" + strings.ToLower(view) + at)
		}
		d := newDriver(t, viewing(uitest.AtHQ), size.w, size.h).Settle().Press("@Portfolio", "enter").Golden("viewer/project" + at)
		d.Press("E").Golden("viewer/form-refused" + at)
		m, x := uitest.AtHeadquarters()
		x.Bars = editorMay
		newDriver(t, m, size.w, size.h).Settle().Press("@Sync").Golden("editor/sync" + at).Press("s").Golden("editor/send-refused" + at)
	}
}

// Nothing is said to wait for a viewer, who may settle nothing.
func TestNothingWaitsForViewer(t *testing.T) {
	for _, keys := range [][]string{{"@Overview"}, {"@Sync"}, {"@Portfolio", "!"}} {
		d := newDriver(t, viewing(uitest.AtHQ), 80, 24).Settle().Press(keys...).Says("Waiting")
		if text := d.Root.Draw() + d.Root.Top().Spoken().Title; strings.Contains(text, "for you") {
			t.Errorf("%v:\n%s", keys, text)
		}
		newDriver(t, uitest.AtHQ(), 80, 24).Settle().Press(keys...).Says("Waiting for you")
	}
}
