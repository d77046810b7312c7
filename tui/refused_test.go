package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// errReplaced is what the store says of a database that was replaced while it was open.
var errReplaced = &fault.Invalid{Field: "database", Value: "f.db",
	Why: "was replaced by another file while it was open here",
	Do:  "copy what you typed, then end the program and start it again; nothing was changed"}

// changedElsewhere is a portfolio in which another person has changed a project.
func changedElsewhere() (*uitest.Memory, *uitest.MemoryMailroom) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Theirs")
	return m, nil
}

// refusals are the places where a text is typed and then saved: how they are reached by keys and
// by lines, what saves the text, and what saves it again once that was refused.
var refusals = []struct {
	name        string
	src         func() (*uitest.Memory, *uitest.MemoryMailroom)
	keys, lines []string
	typed       string
	save, again []string
	said        []string // lines that save it; nil: the text itself
	saidAgain   []string // nil: an empty line
}{
	{name: "field", src: uitest.AtHeadquarters, keys: []string{"enter", "e", "ctrl+u"}, lines: []string{"1", "edit"},
		typed: "Typed anew"},
	{name: "form", src: uitest.AtHeadquarters, keys: []string{"enter", "E", "tab", "ctrl+u"},
		lines: []string{"1", "form", "2"}, typed: "Typed anew", save: []string{"ctrl+s"},
		said: []string{"Typed anew", "save"}, saidAgain: []string{"save"}},
	{name: "note", src: uitest.AtHeadquarters, keys: []string{"enter", "a"}, lines: []string{"1", "note"},
		typed: "Seen on the way"},
	{name: "withdrawal", src: uitest.AtHeadquarters, keys: []string{"enter", "W"}, lines: []string{"1", "withdraw"},
		typed: "It never began"},
	{name: "undo on the page", src: changedElsewhere,
		keys:  []string{"/", "A", "B", "C", "X", "1", "2", "enter", "enter", "u"},
		lines: []string{"/ABCX12", "1", "undo"}, typed: "It was a mistake"},
	{name: "undo in the history", src: changedElsewhere,
		keys:  []string{"/", "A", "B", "C", "X", "1", "2", "enter", "enter", "h", "u"},
		lines: []string{"/ABCX12", "1", "history", "undo"}, typed: "It was a mistake"},
	{name: "several projects", src: uitest.AtHeadquarters,
		keys:  []string{"space", "space", "e", "t", "i", "t", "l", "e", "enter", "ctrl+u"},
		lines: []string{"1 mark", "2 mark", "edit", "title", "1"}, typed: "Typed anew", save: []string{"enter", "enter"},
		again: []string{"enter", "enter"}, said: []string{"Typed anew", "do"}, saidAgain: []string{"", "do"}},
	{name: "conflict", src: uitest.AtHeadquarters, keys: []string{"!", "enter", "end", "up", "enter"},
		lines: []string{"conflicts", "1", "3"}, typed: "2014-01-31"},
	{name: "acceptance", src: uitest.AtHeadquarters, keys: []string{"@Sync", "!", "down", "enter", "a"},
		lines: []string{"sync", "8", "accept"}, typed: "Signed on Friday"},
	{name: "rejection", src: uitest.AtHeadquarters, keys: []string{"@Sync", "!", "down", "enter", "R"},
		lines: []string{"sync", "8", "reject"}, typed: "No signature yet"},
	{name: "acceptance in the list", src: uitest.AtHeadquarters, keys: []string{"@Sync", "!", "down", "a"},
		lines: []string{"sync", "8 accept"}, typed: "Signed on Friday"},
}

// TestRefusedSave refuses to save what was typed, as when the database was replaced: the text is
// still there, and is saved once that is possible.
func TestRefusedSave(t *testing.T) {
	for _, c := range refusals {
		t.Run(c.name, func(t *testing.T) {
			m, x := c.src()
			save, again := orElse(c.save, "enter"), orElse(c.again, orElse(c.save, "enter")...)
			d := newDriver(t, m, 120, 40).Settle().Press(c.keys...).Typed(c.typed).Press(save[:len(save)-1]...)
			before := saves(t, m, x)
			refuse(m, x, errReplaced)
			d.Press(save[len(save)-1]).Says("was replaced by another file").Says("copy what you typed").Says(c.typed)
			if d.Root.Typing() == nil {
				t.Errorf("nothing can be typed:\n%s", d.Root.Draw())
			}
			refuse(m, x, nil)
			d.Press(again...)
			if after := saves(t, m, x); after == before || !strings.Contains(after, c.typed) {
				t.Errorf("saved is %s\n%s", after, d.Root.Draw())
			}
		})
	}
}

// TestRefusedSaveThenDraft refuses a save, and then to keep the draft: what was said of the save stays.
func TestRefusedSaveThenDraft(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	d := newDriver(t, m, 120, 40).Settle().Press("enter", "E", "tab", "ctrl+u").Typed("Typed anew")
	refuse(m, x, errReplaced)
	d.Press("ctrl+s").Says("copy what you typed")
	for _, drafts := range d.Root.Editor.Begin {
		d.Send(ui.Answer[*edit.Drafts]{Value: drafts, Err: errReplaced})
	}
	d.Says("copy what you typed")
	if text := d.Root.Draw(); strings.Contains(text, "not kept") {
		t.Error(text)
	}
	if !d.Root.Editor.Unkept() {
		t.Error("the draft counts as kept")
	}
}

// orElse returns some words, or others where there are none.
func orElse(words []string, others ...string) []string {
	if words == nil {
		return others
	}
	return words
}

// TestRefusedSaveInLinear does the same line by line: an empty line saves what was typed before.
func TestRefusedSaveInLinear(t *testing.T) {
	for _, c := range refusals {
		t.Run(c.name, func(t *testing.T) {
			m, x := c.src()
			s := newSessionOf(t, m, m.Ex)
			s.hears(t, "\n> ")
			for _, line := range c.lines {
				s.answers(t, line)
			}
			save, again := orElse(c.said, c.typed), orElse(c.saidAgain, "")
			for _, line := range save[:len(save)-1] {
				s.answers(t, line)
			}
			before := saves(t, m, x)
			refuse(m, x, errReplaced)
			said := s.answers(t, save[len(save)-1])
			heard := []string{"was replaced by another file", "copy what you typed"}
			if c.name != "form" { // where each field is asked for by its number
				heard = append(heard, "now "+c.typed)
			}
			for _, words := range heard {
				if !strings.Contains(said, words) {
					t.Errorf("%q is not said, but:\n%s", words, s.text())
				}
			}
			refuse(m, x, nil)
			for _, line := range again {
				s.answers(t, line)
			}
			if after := saves(t, m, x); after == before || !strings.Contains(after, c.typed) {
				t.Errorf("saved is %s; said is %s", after, s.text())
			}
			s.types(t, ":quit")
			if err := <-s.ended; err != nil {
				t.Error(err)
			}
		})
	}
}

// answers types a line and returns what is said to it.
func (s *session) answers(t *testing.T, line string) string {
	t.Helper()
	before := s.text()
	s.types(t, line)
	for strings.Count(s.text(), "\n> ") <= strings.Count(before, "\n> ") {
		select {
		case <-s.fresh:
		case <-time.After(10 * time.Second):
			t.Fatalf("%q is not answered:\n%s", line, s.text())
		}
	}
	return strings.TrimPrefix(s.text(), before)
}

// refuse has everything fail with an error; nil: nothing.
func refuse(m *uitest.Memory, x *uitest.MemoryMailroom, err error) {
	m.Fails = err
	if x != nil {
		x.Fails = err
	}
}

// saves returns everything that was saved, with its reasons.
func saves(t *testing.T, m *uitest.Memory, x *uitest.MemoryMailroom) string {
	t.Helper()
	h, err := m.History(t.Context(), provenance.HistorySpec{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range h.Entries {
		fmt.Fprintln(&b, e.Change.Reason, e.Change.Fields)
	}
	if x != nil {
		fmt.Fprintln(&b, len(x.Stand.Judged), "held or rejected", x.Did)
	}
	return b.String()
}
