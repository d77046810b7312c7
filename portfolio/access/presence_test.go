package access

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"testing/synctest"
	"time"
)

var opened = time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)

func of(person, session string, role Role) Present {
	return Present{Person: person, Office: "roea", Role: role, From: "192.0.2.7", Session: session, Since: opened}
}

// Await answers at once where something was not seen yet, and then only when the record that it is about changes.
func TestAwait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &Presence{}
		ben, awa := p.Enter(of("Ben", "s1", Editor)), p.Enter(of("Awa", "s2", Editor))
		told := make(chan []Present, 9)
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			var seen []Present
			for {
				now, err := awa.Await(ctx, "PERU08", seen)
				if err != nil {
					close(told)
					return
				}
				seen = now
				told <- now
			}
		}()
		synctest.Wait()
		awa.Editing("PERU08") // her own
		ben.Editing("XEAU75")
		ben.Active(opened.Add(time.Minute))
		synctest.Wait()
		if len(told) > 0 {
			t.Fatalf("told %v", <-told)
		}
		ben.Editing("PERU08")
		synctest.Wait()
		if now := <-told; len(now) != 1 || now[0].Person != "Ben" || !now[0].Active.Equal(opened.Add(time.Minute)) {
			t.Errorf("told %v", now)
		}
		ben.Active(opened.Add(time.Hour))
		synctest.Wait()
		if len(told) > 0 {
			t.Errorf("a key told %v", <-told)
		}
		ben.Leave()
		synctest.Wait()
		if now := <-told; len(now) != 0 {
			t.Errorf("Ben left, and told is %v", now)
		}
		cancel()
		synctest.Wait()
		if now, open := <-told; open {
			t.Errorf("told %v after the end", now)
		}
	})
}

// All sessions are those of everybody, two of one person among them; addresses are for those who review.
func TestAwaitAll(t *testing.T) {
	p := &Presence{}
	ben := p.Enter(of("Ben", "s1", Editor))
	p.Enter(of("Ben", "s2", Editor))
	boss := p.Enter(of("Chief", "s3", Coordinator))
	for _, c := range []struct {
		as   *Attendee
		from string
	}{{ben, ""}, {boss, "192.0.2.7"}} {
		all, err := c.as.Await(t.Context(), "", nil)
		if err != nil || len(all) != 3 {
			t.Fatal(all, err)
		}
		for i, x := range all {
			if x.Session != "s"+strconv.Itoa(i+1) || x.From != c.from || !x.Active.Equal(opened) {
				t.Errorf("%s sees %v", c.as.Session(), x)
			}
		}
	}
	ben.Leave()
	ben.Leave()
	ben.Editing("PERU08")
	if all := p.Who(); len(all) != 2 || all[0].Session != "s2" || all[0].Record != "" {
		t.Error(all)
	}
}

// Await ends with its context.
func TestAwaitEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (&Presence{}).Enter(of("Ben", "s1", Viewer)).Await(ctx, "PERU08", nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
