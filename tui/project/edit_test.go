package project

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/uitest"
)

func TestEditScreens(t *testing.T) {
	for _, s := range uitest.Sizes {
		form := showing(t, uitest.Conflicting(), s.W, s.H)
		form.Press("E", "tab", "ctrl+u", "tab").Typed("s").Press("tab").Golden("edit/form-fault-" + s.Name)
		d := showing(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Press("down", "down", "down", "down", "e")
		d.Press("ctrl+u").Typed("2012-13").Golden("edit/field-fault-" + s.Name)
		d.Press("esc", "W").Typed("x").Golden("edit/withdraw-" + s.Name)
	}
}

// What is typed is checked while it is typed, saved with enter, undone with u.
func TestEditField(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := showing(t, m, 80, 24).Press("down", "down", "e", "ctrl+u").Typed("Borduria")
	d.Says("country: Borduria").Press("enter").Says("saved: country of ABCX12 is Borduria").Says("was Ruritania")
	if m.Now(portfolio.FieldCountry) != "Borduria" || len(m.Editor.Drafts) > 0 {
		t.Errorf("country is %q, drafts %v", m.Now(portfolio.FieldCountry), m.Editor.Drafts)
	}
	d.Press("u").Says("undone: ABCX12, country is Ruritania again")
	if m.Now(portfolio.FieldCountry) != "Ruritania" {
		t.Error("not undone")
	}
	d.Press("u").Says("there is no change to undo")
	d.Press("down", "down", "e", "ctrl+u").Typed("2012-02-30").Press("enter")
	if d.Root.Typing() == nil || len(m.RecordOf(uitest.SampleID).Log.Changes()) != 2 {
		t.Error("a fault was saved")
	}
	d.Press("esc")
	if len(m.Editor.Drafts) > 0 {
		t.Error("esc keeps the draft")
	}
}

// TestDraftSurvives checks that drafts survive the program, and that the next run offers them.
func TestDraftSurvives(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	before := showing(t, m, 80, 24).Press("e").Typed(" a title")
	if got, want := before.Root.Editor.Left(t.Context()), "1 edit kept as draft, not saved: ABCX12"; got != want {
		t.Errorf("who quits is told %q, want %q", got, want)
	}
	before.Press("esc", "e", "ctrl+u").Typed("Half a ti")
	d := listed(t, m, "ABCX12", 80, 24).Says("1 edit begun and not saved: ABCX12").Press("enter")
	d.Says("unsaved draft of title; e or E continues it, D drops it").Golden("edit/offer")
	d.Press("e").Says("Half a ti").Typed("tle").Press("enter").Says("saved: title")
	if m.Now(portfolio.FieldTitle) != "Half a title" || len(m.Editor.Drafts) > 0 {
		t.Errorf("title %q, drafts %v", m.Now(portfolio.FieldTitle), m.Editor.Drafts)
	}
	d.Press("E").Typed("!").Press("esc").Press("D")
	if len(m.Editor.Drafts) > 0 {
		t.Error("x does not drop the draft")
	}
}

// One text at most is on its way, and quitting waits for the newest.
func TestDraftIsKeptBeforeQuitting(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := showing(t, m, 80, 24).Press("e", "ctrl+u")
	before := m.Editor.Kept
	for _, k := range []string{"a", "b", "c", "d"} {
		d.Send(uitest.Key(k))
	}
	d.Send(uitest.Key("ctrl+c"))
	if d.Settle(); !d.Quit || m.Editor.Kept != before+2 || m.Editor.Drafts[uitest.SampleID].Fields[0].Value != "abcd" {
		t.Errorf("quit %v, kept %d times, %v", d.Quit, m.Editor.Kept-before, m.Editor.Drafts)
	}
}

// Who was overtaken is told by whom, and saves over it the second time.
func TestOvertaken(t *testing.T) {
	for _, keys := range [][]string{{"e"}, {"E", "tab"}} {
		m := &uitest.Memory{Doc: uitest.Sample()}
		d := showing(t, m, 100, 24).Press(keys...).Press("ctrl+u").Typed("Mine")
		m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Theirs")
		save := map[string]string{"e": "enter", "E": "ctrl+s"}[keys[0]]
		d.Press(save).Says("B. Field set Theirs; yours is Mine; " + save + " again sets yours")
		d.Says(save + " again sets yours, " + map[string]string{"e": "esc", "E": "ctrl+r"}[keys[0]] + " takes theirs")
		if d.Press(save); m.Now(portfolio.FieldTitle) != "Mine" || m.RecordOf(uitest.SampleID).Log.State(portfolio.FieldTitle).Conflict {
			t.Errorf("title is %q", m.Now(portfolio.FieldTitle))
		}
	}
}

// Who was overtaken in a field takes what the other set with the key that is named, in the form and on the page; a
// narrow terminal has both keys too.
func TestTakesTheirs(t *testing.T) {
	for _, keys := range [][]string{{"e"}, {"E", "tab"}} {
		m := &uitest.Memory{Doc: uitest.Sample()}
		d := showing(t, m, 80, 24).Press(keys...).Press("ctrl+u").Typed("Mine, and long")
		m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Theirs")
		save, take := "enter", "esc"
		if keys[0] == "E" {
			save, take = "ctrl+s", "ctrl+r"
		}
		d.Send(shell.Moved{})
		d.Settle().Says(take + " takes theirs")
		d.Press(save)
		if text := strings.Join(strings.Fields(d.Root.Draw()), " "); !strings.Contains(text, save+" again sets yours, "+take+" takes theirs") {
			t.Errorf("both keys are not named:\n%s", d.Root.Draw())
		}
		if d.Press(take); strings.Contains(d.Root.Draw(), "Mine") || !strings.Contains(d.Root.Draw(), "Theirs") {
			t.Errorf("%s takes\n%s", take, d.Root.Draw())
		}
		if keys[0] == "E" {
			d.Press(take).Says("nothing was typed into this field").Press("esc")
		}
		if len(m.Editor.Drafts) > 0 || m.Now(portfolio.FieldTitle) != "Theirs" {
			t.Errorf("%s leaves %v and the title %q", take, m.Editor.Drafts, m.Now(portfolio.FieldTitle))
		}
	}
}

func TestForm(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := showing(t, m, 80, 24).Press("E").Press("tab", "tab", "tab", "tab", "ctrl+u").Typed("Borduria").Press("tab", "tab", "ctrl+u").Typed("2013-01-01")
	d.Press("ctrl+s").Says("is before the first day")
	d.Press("ctrl+u").Typed("2014-01-01").Press("ctrl+s").Says("saved: 3 fields of ABCX12")
	if n := len(m.RecordOf(uitest.SampleID).Log.Changes()); n != 1 {
		t.Errorf("%d changes, want one", n)
	}
	d.Press("E").Typed("x").Press("esc").Says("what you typed is kept").Press("down").Says("unsaved draft of number")
}

// What cannot be stored stays on the screen until a person drops it.
func TestFormUnkept(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := showing(t, m, 80, 24).Press("E")
	m.Fails = errors.New("the database was replaced")
	d.Typed("x").Press("tab").Press("esc").Says("what you typed could not be kept; copy it; ctrl+x drops it").Says("ctrl+s save")
	if text := d.Press("ctrl+x").Says("ctrl+x again drops what was typed, 1 field").Press("ctrl+x").All(); strings.Contains(text, "ctrl+s save") {
		t.Error(text)
	}
}

// Quitting says what could not be kept, also where the answer comes only while it waits, and quits
// the second time.
func TestQuitUnkept(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	for _, waits := range []bool{false, true} {
		d := showing(t, m, 80, 24).Press("E")
		m.Fails = errors.New("the database was replaced")
		if waits {
			d.Send(d.Key("x"))
			d.Send(d.Key("ctrl+c"))
			d.Settle()
		} else {
			d.Typed("x").Press("ctrl+c")
		}
		if d.Says("could not be kept: copy it first").Quit {
			t.Error("what was typed is lost without a word")
		}
		if d.Press("down", "ctrl+c").Quit != true {
			t.Error("nothing quits")
		}
		m.Fails = nil
	}
	d := showing(t, m, 80, 24).Press("E")
	m.Fails = errors.New("the database was replaced")
	d.Typed("x").Press("ctrl+c")
	m.Fails = nil
	if d.Typed("y").Press("ctrl+c"); !d.Quit || m.Editor.Drafts[uitest.SampleID].Fields[0].Value == "" {
		t.Error("what was kept after all keeps the program from quitting")
	}
}

func TestNewProject(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := adding(t, m, 80, 24).Typed("NEWX01").Press("ctrl+s").Says("4 to correct")
	d.Typed("New")
	for _, text := range []string{"field", "syldavia", "", "SY", "", "", "", "", "", "", "", "PIR"} {
		d.Press("tab").Typed(text)
	}
	d.Golden("edit/new").Press("ctrl+s").Says("saved: the new project")
	if n := len(m.AllProjects()); n != 31 {
		t.Errorf("there are %d projects", n)
	}
}

func TestNoteAndWithdrawal(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := showing(t, m, 80, 50).Press("a").Typed("visited").Press("enter").Says("the note is saved").Says("visited")
	if text := d.Press("u").Says("undone").Root.Draw(); strings.Contains(text, "visited") {
		t.Errorf("the note stands:\n%s", text)
	}
	d.Press("W").Typed("never began").Press("enter").Says("ABCX12 is withdrawn").Says("1 of 1   withdrawn")
	d.Press("u").Says("it is back")
	if m.RecordOf(uitest.SampleID).Withdrawn() || len(m.Editor.Drafts) > 0 {
		t.Errorf("withdrawn, or drafts %v", m.Editor.Drafts)
	}
}

// Moving among fields changes the gutter only.
func TestMovingAmongFields(t *testing.T) {
	d := showing(t, uitest.Conflicting(), 80, 24)
	before := strings.ReplaceAll(d.Root.Draw(), "»", " ")
	for range 4 {
		if after := strings.ReplaceAll(d.Press("down").Root.Draw(), "»", " "); after != before {
			t.Errorf("more than the gutter changed:\n%s", after)
		}
	}
}

// The cursor stands behind what is typed, in a field and in the form.
func TestCursorWhileEditing(t *testing.T) {
	for _, s := range uitest.Sizes {
		for _, keys := range [][]string{{"down", "down", "down", "down", "e"}, {"E", "tab", "tab", "tab", "tab"}, {"W"}} {
			d := showing(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Press(keys...).Typed("zzz")
			c, lines := d.Root.View().Cursor, strings.Split(d.Root.Draw(), "\n")
			if c == nil || c.Y >= len(lines) || d.Root.Measure.Cells(lines[c.Y]) != c.X || !strings.HasSuffix(lines[c.Y], "zzz") {
				t.Errorf("%s, %v: cursor %+v\n%s", s.Name, keys, c, d.Root.Draw())
			}
		}
	}
}

// Screens that are ended from outside keep what was being stored, or could not be.
func TestKeepWhenStopped(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := showing(t, m, 80, 24).Press("e", "ctrl+u")
	for _, k := range []string{"a", "b"} {
		d.Send(uitest.Key(k))
	}
	if drafts, err := d.Root.Editor.Keep(t.Context()); !drafts || err != nil || m.Editor.Drafts[uitest.SampleID].Fields[0].Value != "ab" {
		t.Errorf("%v, %v, %v", drafts, err, m.Editor.Drafts)
	}
	m.Fails = errors.New("the database was replaced")
	if _, err := d.Typed("c").Root.Editor.Keep(t.Context()); !errors.Is(err, m.Fails) {
		t.Errorf("what cannot be kept is not said: %v", err)
	}
}

// TestWithdrawnWhileTyping: who types into a project that is withdrawn meanwhile is told at once, by whom, and that the
// text is kept; a refusal to save says the same.
func TestWithdrawnWhileTyping(t *testing.T) {
	for _, keys := range [][]string{{"e"}, {"E", "tab"}} {
		m := &uitest.Memory{Doc: uitest.Sample()}
		d := showing(t, m, 100, 30).Press(keys...).Press("ctrl+u").Typed("Mine")
		m.Elsewhere(uitest.SampleID, portfolio.FieldWithdrawn, portfolio.Yes)
		d.Send(shell.Moved{})
		d.Settle().Says("ABCX12: B. Field withdrew it on 24 Nov 2026 09:15; your text is kept").Says("Mine")
		d.Typed("!").Says("B. Field withdrew it on")
		if d.Press("ctrl+s").Says("B. Field withdrew it on").Says("Mine!"); len(m.Editor.Drafts) != 1 {
			t.Errorf("%v: %d drafts", keys, len(m.Editor.Drafts))
		}
	}
}

// A page and a form that are open show what others change meanwhile, keep what is typed, and say of
// a field that is typed into that it was changed.
func TestChangedWhileTyping(t *testing.T) {
	for _, keys := range [][]string{{"e"}, {"E", "tab"}} {
		m := &uitest.Memory{Doc: uitest.Sample()}
		d := showing(t, m, 100, 30).Press(keys...).Press("ctrl+u").Typed("Mine")
		m.Elsewhere(uitest.SampleID, portfolio.FieldCountry, "Borduria")
		d.Send(shell.Moved{})
		d.Settle().Says("Borduria").Says("Mine")
		if keys[0] == "E" { // the page tells it when nothing is typed any more
			d.Says("B. Field changed country")
		}
		if text := d.Root.Draw(); strings.Contains(text, "meanwhile") {
			t.Errorf("%v: says that a field is changed that is not\n%s", keys, text)
		}
		m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Theirs")
		d.Send(shell.Moved{})
		d.Settle().Says("Mine").Says("B. Field set Theirs; yours is Mine")
		d.Typed("!").Says("B. Field set Theirs; yours is Mine!")
		save := map[string]string{"e": "enter", "E": "ctrl+s"}[keys[0]]
		if d.Press(save).Says("yours is Mine!; " + save + " again sets yours"); m.Now(portfolio.FieldTitle) != "Theirs" {
			t.Errorf("%v: saved over what may not have been seen", keys)
		}
		if d.Press(save); m.Now(portfolio.FieldTitle) != "Mine!" || m.Now(portfolio.FieldCountry) != "Borduria" {
			t.Errorf("%v: title is %q, country %q", keys, m.Now(portfolio.FieldTitle), m.Now(portfolio.FieldCountry))
		}
	}
}

// TestValueBefore: beside a changed value stands the one before that change and, if it is another one, the document's:
// as printed, or as read from a misprint.
func TestValueBefore(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	first := m.Elsewhere(uitest.SampleID, portfolio.FieldApproved, "2000000")
	title := m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Second")
	showing(t, m, 120, 40).Says("was 1,234,567")
	m.Elsewhere(uitest.SampleID, portfolio.FieldApproved, "3000000", first.ID)
	m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Third", title.ID)
	text := strings.Join(strings.Fields(showing(t, m, 120, 40).All()), " ")
	for _, want := range []string{"was 2,000,000, at first 1,234,567", "was Second, printed An invented project"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the page: %s", want, text)
		}
	}
}

// TestTypingReplaces: the first letter typed into an amount, a date or a code replaces it, in place and in the form; any
// other key keeps it. A title goes on.
func TestTypingReplaces(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	open := func(field string, keys ...string) *uitest.Driver {
		d := showing(t, m, 80, 24).Press(keys...)
		if keys[0] != "E" {
			return d
		}
		for _, spec := range portfolio.FormFields(portfolio.ProjectRecord) {
			if spec.Name == field {
				break
			}
			d.Press("tab")
		}
		return d
	}
	for _, keys := range [][]string{{"down", "down", "down", "down", "down", "e"}, {"E"}} {
		open(portfolio.FieldEnd, keys...).Typed("end 2013").Says("last day: 31 Dec 2013").Press("ctrl+u", "esc", "D")
		open(portfolio.FieldEnd, keys...).Press("end").Typed("x").Says(`"2012-06-30x"`).Press("esc", "D")
		open(portfolio.FieldEnd, keys...).Press("backspace").Typed("1").Says("2012-06-31").Press("esc", "D")
	}
	showing(t, m, 80, 24).Press("down", "down", "down", "down", "down", "e").Says("typing replaces it, end keeps it").Press("esc")
	showing(t, m, 80, 24).Press("e").Typed("!").Says("terminal!")
}

// TestOverspent: more than the budget is warned of while it is typed and when it is saved, in place and in the form.
func TestOverspent(t *testing.T) {
	const over = "is US$ 765,433 (62.0 %) above the approved budget, US$ 1,234,567"
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := showing(t, m, 160, 30)
	for range 7 {
		d.Press("down")
	}
	d.Press("e").Typed("1.2m").Says("expenditure: US$ 1,200,000 on 30 Apr 2011")
	d.Press("ctrl+u").Typed("2m").Says(over).Press("enter").Says("saved: expenditure of ABCX12").Says(over)
	d = fieldAt(t, &uitest.Memory{Doc: uitest.Sample()}, 160, 30, portfolio.FieldSpent).Typed("2m").Says(over)
	d.Press("ctrl+s").Says("saved: 1 field of ABCX12; US$ 2,000,000 " + over)
}

// A reason is kept while it is typed, as no draft of the project, and offered where it is asked for again.
func TestReasonIsKept(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := showing(t, m, 80, 24).Press("W").Typed("never began")
	if d.Press("ctrl+c"); !d.Quit {
		t.Error("what is kept keeps the program from quitting")
	}
	if got, want := d.Root.Editor.Left(t.Context()), "1 edit kept as draft, not saved: a reason to withdraw ABCX12"; got != want {
		t.Errorf("says %q, want %q", got, want)
	}
	d = listed(t, m, "ABCX12", 80, 24).Says("1 edit begun and not saved: a reason to withdraw ABCX12").Press("enter")
	if text := d.Root.Draw(); strings.Contains(text, "unsaved draft") {
		t.Errorf("the reason counts as a change:\n%s", text)
	}
	d.Press("E").Typed("x").Press("ctrl+x", "ctrl+x")
	d.Press("W").Says("Why withdraw ABCX12: never began").Says("your draft of ").Says("UTC; esc drops it")
	d.Press("enter").Says("ABCX12 is withdrawn")
	if c := m.RecordOf(uitest.SampleID).Log.Changes(); c[len(c)-1].Reason != "never began" || len(m.Editor.Drafts) > 0 {
		t.Errorf("the reason is %q; drafts %v", c[len(c)-1].Reason, m.Editor.Drafts)
	}
	d.Press("u").Press("W").Typed("no").Press("esc")
	if len(m.Editor.Drafts) > 0 {
		t.Errorf("esc leaves %v", m.Editor.Drafts)
	}
	listed(t, m, "ABCX12", 80, 24).Press("enter", "W").Says("Why withdraw ABCX12:").Lacks("your draft")
}

// A reason to undo another person's change is kept likewise, for that change.
func TestReasonToUndoIsKept(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	m.Elsewhere(uitest.SampleID, portfolio.FieldEnd, "2012-11-30")
	showing(t, m, 80, 24).Press("u").Typed("not agreed")
	m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Theirs")
	d := listed(t, m, "ABCX12", 100, 24).Says("begun and not saved: a reason to undo a change of ABCX12").Press("enter", "u")
	d.Lacks("not agreed").Typed("a slip").Press("enter").Says("undone").Press("u").Says("not agreed").Press("enter")
	if d.Says("undone"); len(m.Editor.Drafts) > 0 {
		t.Errorf("drafts %v", m.Editor.Drafts)
	}
}

// A reason that nobody has asked for for long is neither named nor offered, and dropped.
func TestOldReason(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	showing(t, m, 80, 24).Press("W").Typed("never began")
	for id, x := range m.Editor.Drafts {
		x.Saved = time.Now().AddDate(0, 0, -31)
		m.Editor.Drafts[id] = x
	}
	listed(t, m, "ABCX12", 80, 24).Lacks("not saved").Press("enter", "W").Lacks("never began")
	if len(m.Editor.Drafts) > 0 {
		t.Errorf("drafts %v", m.Editor.Drafts)
	}
}
