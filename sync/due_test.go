package sync

import (
	"slices"
	"testing"
	"time"

	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/wire"
)

// TestDue: a link with nothing to say states its positions now and then, and
// what was not answered is said again ever more rarely.
func TestDue(t *testing.T) {
	now := time.Date(2011, 5, 1, 9, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	heard := exchange.Link{Incarnation: "k3f9", Out: 4, Sent: 4, Acked: 4}
	with := func(change func(*exchange.Link)) exchange.Link {
		l := heard
		change(&l)
		return l
	}
	unheard := with(func(l *exchange.Link) { l.Incarnation = "" })
	fresh := with(func(l *exchange.Link) { l.Out = 5 })
	unacknowledged := with(func(l *exchange.Link) { l.Acked = 3 })
	refused := with(func(l *exchange.Link) { l.Rejected = "mail was cut" })
	owing := with(func(l *exchange.Link) { l.Owes = true })
	for _, c := range []struct {
		name  string
		link  exchange.Link
		tries int
		since time.Duration
		other bool // another copy of the office was heard later
		want  bool
	}{
		{"nothing to say", heard, 0, 6 * day, false, false},
		{"positions after a week", heard, 0, 7 * day, false, true},
		{"positions to one that is silent", heard, 4, 15 * day, false, false},
		{"an answer is owed", owing, 6, 0, true, true},
		{"a clock that was put back", heard, 0, -time.Hour, false, true},
		{"new changes", fresh, 4, 0, false, true},
		{"new changes after five mails without answer", fresh, 5, 31 * day, false, false},
		{"and after the pause", fresh, 5, 32 * day, false, true},
		{"new changes for a copy that was replaced", fresh, 0, 0, true, false},
		{"unacknowledged, within the pause", unacknowledged, 1, 47 * time.Hour, false, false},
		{"unacknowledged, after it", unacknowledged, 1, 2 * day, false, true},
		{"never heard, within the pause", unheard, 1, 47 * time.Hour, false, false},
		{"mail in its name could not be used", refused, 0, 6 * day, false, false},
		{"and is told of with the positions", refused, 0, 7 * day, false, true},
	} {
		l := c.link
		l.Tries, l.Unanswered, l.SentAt = c.tries, c.tries, now.Add(-c.since)
		if got := due(&l, now, c.other); got != c.want {
			t.Errorf("%s: due %v, want %v", c.name, got, c.want)
		}
	}
	fresh.Tries, fresh.SentAt = 9, now
	if !due(&fresh, now, false) {
		t.Error("new changes are not due after nine mails that only stated positions")
	}
}

// TestDueOn: a mail that was sent under a clock that ran ahead is sent again
// now, and a copy that was heard from under it does not supersede the others.
func TestDueOn(t *testing.T) {
	now := time.Date(2011, 5, 1, 9, 0, 0, 0, time.UTC)
	ahead := time.Date(2031, 1, 4, 9, 0, 0, 0, time.UTC)
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	for _, c := range []struct {
		name string
		link exchange.Link
		want time.Time
	}{
		{"sent under a clock that ran ahead", exchange.Link{Incarnation: "a", SentAt: ahead}, now},
		{"sent yesterday", exchange.Link{Incarnation: "a", SentAt: ago(1)}, now.AddDate(0, 0, 6)},
		{"overdue", exchange.Link{Incarnation: "a", SentAt: ago(30)}, now},
	} {
		if got := dueOn(&c.link, now, false); !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	links := []exchange.Link{{Office: "roea", Incarnation: "a", HeardAt: ahead}, {Office: "roea", Incarnation: "b", HeardAt: ago(2)},
		{Office: "roea", Incarnation: "c", HeardAt: ago(3)}}
	last := heard(exchange.LastHeard(links, now))
	for i, want := range []bool{true, false, true} {
		if got := last.superseded(&links[i]); got != want {
			t.Errorf("copy %s is superseded: %v", links[i].Incarnation, got)
		}
	}
}

// TestStatusAfterWrongClock has headquarters exchange under a clock that ran
// ahead, and then another copy of the office be heard from: its status shows the
// true day of the next mail, and since when mail waits.
func TestStatusAfterWrongClock(t *testing.T) {
	w, a, _ := pair(t)
	w.hq().mem.offset = 20 * 365 * 24 * time.Hour
	w.hq().title("ABCX01", "Under the wrong clock")
	sends(t, w.hq(), a)
	w.hq().mem.offset = 0
	st, err := w.hq().Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if l := st.Links[0]; l.Office != "roea" || !l.Next.Equal(st.Now) {
		t.Errorf("the next mail to %s: %v, want %v", l.Office, l.Next, st.Now)
	}
	sends(t, w.hq(), a)
	if l := linkWith(t, w.hq(), a); !l.WaitsSince.Equal(w.clock) {
		t.Errorf("mail waits since %v, want %v", l.WaitsSince, w.clock)
	}
}

// TestAsks: only mails that wait for an answer are tries, and it is known since
// when the first of them waits.
func TestAsks(t *testing.T) {
	w, a, _ := pair(t)
	state := func() (tries, unanswered int, waits time.Duration) {
		l := linkWith(t, w.hq(), a)
		if !l.WaitsSince.IsZero() {
			waits = w.clock.Sub(l.WaitsSince)
		}
		return l.Tries, l.Unanswered, waits
	}
	sends(t, w.hq(), a) // positions only, six times
	for range 5 {
		sends(t, w.hq(), a)
	}
	if tries, unanswered, waits := state(); tries != 6 || unanswered != 0 || waits != 0 {
		t.Errorf("after positions: %d tries, %d unanswered, waits %v", tries, unanswered, waits)
	}
	w.hq().change("B. Desk", "ABCX01", "", set("title", "Two"))
	sends(t, w.hq(), a)
	w.clock = w.clock.Add(48 * time.Hour)
	sends(t, w.hq(), a)
	if tries, unanswered, waits := state(); tries != 8 || unanswered != 2 || waits != 48*time.Hour {
		t.Errorf("after changes: %d tries, %d unanswered, waits %v", tries, unanswered, waits)
	}
	w.heal()
	if tries, unanswered, waits := state(); unanswered != 0 || waits != 0 {
		t.Errorf("after the answer: %d tries, %d unanswered, waits %v", tries, unanswered, waits)
	}
}

// TestArmouredAgain sends a mail again and again: every other one is armoured,
// unless a person wants them readable.
func TestArmouredAgain(t *testing.T) {
	w, a, _ := pair(t)
	a.Form = wire.FormSuited
	a.title("ABCX01", "Sent again and again")
	for n, armoured := range []bool{false, true, false, true} {
		out, err := a.Compose(t.Context(), Which{Offices: []string{"hq"}})
		if err != nil || len(out) != 1 {
			t.Fatal(out, err)
		}
		if out[0].Compressed() != armoured {
			t.Errorf("mail %d is armoured: %v", n+1, !armoured)
		}
		a.must(a.Sent(t.Context(), &out[0]))
		d, err := w.hq().Read(between(out[0].Body))
		if err != nil || len(d.Changes) != 1 {
			t.Errorf("mail %d: %v", n+1, err)
		}
	}
	a.Form = wire.FormReadable
	if out, err := a.Compose(t.Context(), Which{}); err != nil || out[0].Compressed() {
		t.Error("a mail that has to be readable is armoured", err)
	}
}

// TestAutomaticIsNotAnswered receives a signed diff from an automatic reply, such
// as one that quotes it whole: its changes are taken in, and nothing is sent
// because of it.
func TestAutomaticIsNotAnswered(t *testing.T) {
	w, a, _ := pair(t)
	id := a.title("ABCX01", "Quoted in an automatic reply")
	out, err := a.Compose(t.Context(), Which{Offices: []string{"hq"}})
	if err != nil || len(out) != 1 {
		t.Fatal(out, err)
	}
	for _, auto := range []bool{true, false} {
		mail := Opening{Readings: slices.Values([]string{between(out[0].Body)}), Diffs: 1, Auto: auto}
		got := w.hq().Open(t.Context(), mail)
		if _, here := w.hq().mem.at[id]; !here || len(got.Taken) != 1 {
			t.Fatalf("auto %v: not taken: %+v", auto, got)
		}
		for _, l := range w.hq().mem.links {
			if l.Office == a.code && l.Owes == auto {
				t.Errorf("auto %v: an answer is owed: %v", auto, l.Owes)
			}
		}
	}
}
