package sync

import (
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
)

// TestRetireCopy has a laptop replaced: headquarters sees the earlier copy as
// dead, retires it and sends it nothing more; when it turns out to be in use,
// its mail begins the exchange again, and it gets what it missed.
func TestRetireCopy(t *testing.T) {
	w, a, _ := pair(t)
	w.sites = append(w.sites[:1], a)
	old := w.site("roea", 0)
	old.Key, old.mem.state = a.Key, w.backUp(a).state
	a.must(a.exchange(t.Context(), func(d *txn) error { return d.renew() }))
	w.clock = w.clock.Add(40 * 24 * time.Hour)
	takes(t, w.hq(), sends(t, a, w.hq()))

	st, err := w.hq().Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dead := 0
	for _, l := range st.Links {
		if l.Dead != (l.Incarnation == old.mem.self.Incarnation) && l.Office == "roea" {
			t.Errorf("%s is dead: %v", l.CopyName(), l.Dead)
		} else if l.Dead {
			dead++
		}
	}
	if dead != 1 {
		t.Fatalf("%d copies are dead", dead)
	}
	name := "roea." + old.mem.self.Incarnation
	if text := noteTexts(StatusTable(&st)); !strings.Contains(text, name+": another copy of roea was heard later") {
		t.Errorf("status says %q", text)
	}
	c, err := ParseCopy(name)
	if err != nil {
		t.Fatal(err)
	}
	w.hq().must(w.hq().RetireCopies(t.Context(), c))
	id := w.hq().title("ABCX01", "After it was retired")
	out, err := w.hq().Compose(t.Context(), Which{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range out {
		if m.Link.Incarnation == c.Incarnation {
			t.Errorf("a mail is composed for %s", c)
		}
	}
	if st, _ = w.hq().Status(t.Context()); strings.Contains(noteTexts(StatusTable(&st)), name) {
		t.Errorf("status still has %s", name)
	}

	mine := old.title("ABCX01", "From the old laptop")
	takes(t, w.hq(), sends(t, old, w.hq()))
	if _, here := w.hq().mem.at[mine]; !here {
		t.Error("what the retired copy sends is lost")
	}
	takes(t, old, sends(t, w.hq(), old))
	if _, here := old.mem.at[id]; !here {
		t.Error("the copy does not get what it missed")
	}
}

func noteTexts(t portfolio.Table) string {
	var b strings.Builder
	for _, n := range t.Notes {
		b.WriteString(n.Text + "\n")
	}
	return b.String()
}

// TestRetireCopyRefuses names what is no other copy, and the copy heard last.
func TestRetireCopyRefuses(t *testing.T) {
	w, a, _ := pair(t)
	takes(t, w.hq(), sends(t, a, w.hq()))
	for name, why := range map[string]string{
		"roea." + a.mem.self.Incarnation: "is the one of roea that was heard last",
		"roea.nothere":                   "exchanges nothing with this one",
	} {
		c, err := ParseCopy(name)
		if err == nil {
			err = w.hq().RetireCopies(t.Context(), c)
		}
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"roea", "", "roea.", "a b.c"} {
		if _, err := ParseCopy(name); err == nil {
			t.Errorf("%q is read as a copy", name)
		}
	}
}
