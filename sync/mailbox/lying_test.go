package mailbox

import (
	"bufio"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// ourMail is a mail with a diff, as a fake has it.
func ourMail(word string) string {
	return "From: roea@example.org\nDate: 11 Apr 2011 09:15:00 +0000\nSubject: fieldfolio roea\n\n" + word + " begin fieldfolio 1\nfrom = \"roea.1a\"\nend fieldfolio 1\n"
}

// received is what a visit has brought: the first words of the mails, and what
// was skipped.
func received(t *testing.T, box Incoming, marks Marks) (got []string, rest Rest, err error) {
	rest, err = box.Fetch(t.Context(), marks, func(batch []Mail) (ours []bool, err error) {
		for _, m := range batch {
			_, body, _ := strings.Cut(string(m.Raw), "\r\n\r\n")
			word, _, _ := strings.Cut(body, " ")
			got, ours = append(got, word), append(ours, true)
		}
		return ours, nil
	})
	return got, rest, err
}

// atBodies reports whether a command asks for the text of mails.
func atBodies(command string) bool { return strings.Contains(command, "BODY.PEEK[]") }

// poisons are the ways in which a server does not give a mail out.
var poisons = map[string]func(f *fake, w io.Writer, tag string, m *stored) bool{
	"NO": func(f *fake, w io.Writer, tag string, _ *stored) bool {
		return f.tagged(w, tag+" NO [SERVERBUG] it is broken")
	},
	"BAD":     func(f *fake, w io.Writer, tag string, _ *stored) bool { return f.tagged(w, tag+" BAD what?") },
	"nothing": func(*fake, io.Writer, string, *stored) bool { return true },
	"another UID": func(_ *fake, w io.Writer, _ string, m *stored) bool {
		return said(w, "* %d FETCH (UID 4000000000 RFC822.SIZE 5 BODY[]<0> {5}\r\nhello)\r\n", m.uid)
	},
	"no text": func(_ *fake, w io.Writer, _ string, m *stored) bool {
		return said(w, "* %d FETCH (UID %d RFC822.SIZE 5)\r\n", m.uid, m.uid)
	},
	"a literal that is cut": func(_ *fake, w io.Writer, _ string, m *stored) bool {
		said(w, "* %d FETCH (UID %d RFC822.SIZE 500 BODY[]<0> {500}\r\nSubject: fieldfolio roea\r\n\r\ncut begin", m.uid, m.uid)
		return drop()
	},
	"a literal shorter than it says": func(_ *fake, w io.Writer, _ string, m *stored) bool {
		return said(w, "* %d FETCH (UID %d RFC822.SIZE 90 BODY[]<0> {90}\r\nSubject: fieldfolio roea\r\n\r\nshort begin)\r\n", m.uid, m.uid)
	},
	"a literal of 4 GB": func(_ *fake, w io.Writer, _ string, m *stored) bool {
		said(w, "* %d FETCH (UID %d RFC822.SIZE 4294967295 BODY[]<0> {4294967295}\r\n", m.uid, m.uid)
		for said(w, "%s", strings.Repeat("x", 1<<16)) {
		}
		return drop()
	},
	"more than was asked for": func(_ *fake, w io.Writer, _ string, m *stored) bool {
		return said(w, "* %d FETCH (UID %d BODY[] {300000}\r\n%s)\r\n", m.uid, m.uid, strings.Repeat("y", 300_000))
	},
	"garbage":        func(_ *fake, w io.Writer, _ string, _ *stored) bool { return said(w, "\x00\xff)(}{ what\r\n") },
	"an end":         func(*fake, io.Writer, string, *stored) bool { return drop() },
	"BYE and an end": func(_ *fake, w io.Writer, _ string, _ *stored) bool { said(w, "* BYE I crash\r\n"); return drop() },
	"silence":        func(*fake, io.Writer, string, *stored) bool { time.Sleep(400 * time.Millisecond); return drop() },
	"a flood": func(_ *fake, w io.Writer, _ string, _ *stored) bool {
		for said(w, "%s", strings.Repeat("* 7 EXISTS\r\n", 1000)) {
		}
		return drop()
	},
	"a drip": func(_ *fake, w io.Writer, _ string, m *stored) bool {
		said(w, "* %d FETCH (UID %d BODY[]<0> {60000}\r\n", m.uid, m.uid)
		for i := 0; i < 60000 && said(w, "z"); i++ {
			time.Sleep(20 * time.Millisecond)
		}
		return drop()
	},
}

func said(w io.Writer, format string, args ...any) bool {
	_, err := fmt.Fprintf(w, format, args...)
	if b, is := w.(*bufio.Writer); is && err == nil {
		err = b.Flush()
	}
	return err == nil
}

// tagged ends a command.
func (f *fake) tagged(w io.Writer, line string) bool {
	f.ended = true
	return said(w, "%s\r\n", line)
}

// quick are limits for tests.
var quick = limits{time: 20 * time.Second, silence: 200 * time.Millisecond, bytes: 64 << 20, mails: 2000}

// TestPoison has a mail that the server does not give out among good ones: the
// others are received, it is named, tried again in some rounds and then no more.
func TestPoison(t *testing.T) {
	for name, poison := range poisons {
		for _, at := range []string{"BODY.PEEK[]", "BODY.PEEK["} { // already at its beginning
			if name == "a drip" && at == "BODY.PEEK[" {
				continue // it takes as long as the mails before it give it
			}
			t.Run(name+" "+at, func(t *testing.T) {
				t.Parallel()
				f := faking(t)
				for i := range 40 {
					f.add(ourMail(fmt.Sprintf("mail%d", i+1)))
				}
				f.lie = func(w io.Writer, tag, command string, m *stored) bool {
					return m != nil && m.uid == 17 && strings.Contains(command, at) && poison(f, w, tag, m)
				}
				box, marks := f.box(), remembered{}
				box.limits = quick
				var before runtime.MemStats
				runtime.ReadMemStats(&before)
				got, rest, err := received(t, box, marks)
				var want []string
				for i := range 40 {
					if i+1 != 17 {
						want = append(want, fmt.Sprintf("mail%d", i+1))
					}
				}
				if err != nil || !slices.Equal(got, want) || rest.Left > 0 {
					t.Fatalf("%q %+v %v", got, rest, err)
				}
				called := "mail 17 of the mailbox"
				if at == "BODY.PEEK[]" {
					called = `mail from roea@example.org of 11 Apr 2011 09:15 UTC, "fieldfolio roea"`
				}
				if len(rest.Skipped) != 1 || rest.Skipped[0].Name != called || rest.Skipped[0].Last || rest.Skipped[0].Why == "" {
					t.Fatalf("%+v", rest)
				}
				t.Logf("%s; %d connections, %d commands", rest.Skipped[0].Why, f.opened, len(f.commands))
				for round := range mostTries + 2 {
					got, rest, err := received(t, box, marks)
					tried := round < mostTries-1
					if err != nil || len(got) > 0 || len(rest.Skipped) > 0 != tried || tried && rest.Skipped[0].Last != (round == mostTries-2) {
						t.Fatalf("round %d: %q %+v %v", round, got, rest, err)
					}
					if name == "a drip" || name == "silence" || name == "a literal of 4 GB" {
						return
					}
				}
				f.add(ourMail("new"))
				if got, rest, err := received(t, box, marks); err != nil || !slices.Equal(got, []string{"new"}) || len(rest.Skipped) > 0 {
					t.Fatalf("%q %+v %v", got, rest, err)
				}
			})
		}
	}
}

// TestPoisonHeals has a mail that the server gives out in a later round.
func TestPoisonHeals(t *testing.T) {
	f := faking(t, ourMail("one"), ourMail("two"), ourMail("three"))
	broken := true
	f.lie = func(w io.Writer, tag, command string, m *stored) bool {
		return broken && m != nil && m.uid == 2 && atBodies(command) && f.tagged(w, tag+" NO not now")
	}
	marks := remembered{}
	if got, rest, err := received(t, f.box(), marks); err != nil || !slices.Equal(got, []string{"one", "three"}) || len(rest.Skipped) != 1 {
		t.Fatalf("%q %+v %v", got, rest, err)
	}
	broken = false
	if got, rest, err := received(t, f.box(), marks); err != nil || !slices.Equal(got, []string{"two"}) || len(rest.Skipped) > 0 {
		t.Fatalf("%q %+v %v", got, rest, err)
	}
	if all := marks["imap:roea@"+f.account.name()+"/INBOX"]; !slices.Equal(all, []string{"7 3"}) {
		t.Errorf("%q", all)
	}
	if !f.mails[0].seen || !f.mails[1].seen || !f.mails[2].seen {
		t.Error("they are not marked as read")
	}
}

// TestLies has servers that lie in each step: the visit ends with a sentence, or
// receives all mails; it never hangs, and takes no memory that a server asks for.
func TestLies(t *testing.T) {
	endless := func(text string) func(io.Writer) bool {
		return func(w io.Writer) bool {
			for said(w, "%s", strings.Repeat(text, 1000)) {
			}
			return drop()
		}
	}
	quiet := func(io.Writer) bool { time.Sleep(time.Second); return drop() }
	end := func(io.Writer) bool { return drop() }
	says := func(line string) func(io.Writer) bool {
		return func(w io.Writer) bool { return said(w, "%s\r\n", line) }
	}
	all := []string{"one", "two"}
	for _, c := range []struct {
		at   string
		lie  func(io.Writer) bool
		want string // of the error; empty if all mails are received
	}{
		{"GREETING", quiet, "cannot be reached: the server does not answer in time"},
		{"GREETING", end, "cannot be reached"},
		{"GREETING", says("* BYE go away"), "cannot be reached: imap: BYE go away"},
		{"GREETING", says("HTTP/1.1 400 Bad Request"), "cannot be reached"},
		{"GREETING", endless("* OK ready\r\n"), "the server sends more than it was asked for"},
		{"CAPABILITY", quiet, "the server does not answer in time"},
		{"CAPABILITY", end, "lost the connection"},
		{"CAPABILITY", endless("* CAPABILITY A B C\r\n"), "the server sends more than it was asked for"},
		{"LOGIN", quiet, "cannot go on with the mail server %s: the server does not answer in time"},
		{"LOGIN", end, "lost the connection to the mail server %s"},
		{"LOGIN", says("+ and?"), "the mail server %s sends what cannot be read"},
		{"LOGIN", endless("* 1 EXISTS\r\n"), "cannot go on with the mail server %s: the server sends more than it was asked for"},
		{"SELECT", quiet, "does not answer in time"},
		{"SELECT", end, "lost the connection"},
		{"SELECT", endless("* FLAGS (\\Seen)\r\n"), "the server sends more than it was asked for"},
		{"SELECT", says("* WHAT"), "sends what cannot be read"},
		{"UID SEARCH", quiet, "does not answer in time"},
		{"UID SEARCH", end, "lost the connection"},
		{"UID SEARCH", endless("* SEARCH 1 2 3 4 5 6\r\n"), "the server sends more than it was asked for"},
		{"UID STORE", quiet, ""},
		{"UID STORE", end, ""},
		{"UID STORE", endless("* 1 EXISTS\r\n"), ""},
		{"UID STORE", says("* WHAT"), ""},
		{"LOGOUT", end, ""},
		{"LOGOUT", endless("* 1 EXISTS\r\n"), ""},
	} {
		f := faking(t, ourMail(all[0]), ourMail(all[1]))
		f.lie = func(w io.Writer, _, command string, m *stored) bool {
			return m == nil && strings.HasPrefix(command, c.at) && c.lie(w)
		}
		box := f.box()
		box.limits = quick
		begun := time.Now()
		got, _, err := received(t, box, remembered{})
		want := strings.ReplaceAll(c.want, "%s", f.account.name())
		switch {
		case c.want == "" && (err != nil || !slices.Equal(got, all)):
			t.Errorf("%s: %q %v", c.at, got, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v, wanted %q", c.at, err, want)
		}
		if since := time.Since(begun); since > 10*time.Second {
			t.Errorf("%s: it took %s", c.at, since)
		}
	}
}

// TestNumbers has servers whose numbers cannot be right: real mails are received
// all the same, now or once the server is right again.
func TestNumbers(t *testing.T) {
	for name, wrong := range map[string]func(*fake){
		"the largest UID":     func(f *fake) { f.search = "* SEARCH 1 2 4294967295" },
		"UID 0":               func(f *fake) { f.search = "* SEARCH 0 1 2" },
		"twice":               func(f *fake) { f.search = "* SEARCH 2 1 2 1 2" },
		"not there":           func(f *fake) { f.search = "* SEARCH 1 2 9 11 4000000" },
		"a range not asked":   func(f *fake) { f.search = "* ESEARCH (TAG \"TAG\") UID ALL 1:2,4294967290:4294967295\r\n* SEARCH 1 2" },
		"UIDNEXT too large":   func(f *fake) { f.uidNext = 4294967295 },
		"UIDNEXT too small":   func(f *fake) { f.uidNext = 1 },
		"more than there are": func(f *fake) { f.exists = 4294967295 },
	} {
		f := faking(t, ourMail("one"), ourMail("two"))
		wrong(f)
		marks := remembered{}
		got, _, err := received(t, f.box(), marks)
		if err != nil || !slices.Equal(got, []string{"one", "two"}) {
			t.Errorf("%s: %q %v", name, got, err)
		}
		f.search, f.uidNext, f.exists = "", 0, -1
		f.add(ourMail("three"))
		got, _, err = received(t, f.box(), marks)
		if err != nil || !slices.Contains(got, "three") {
			t.Errorf("%s, and then: %q %v", name, got, err)
		}
	}
	f := faking(t, ourMail("one"))
	f.search = `* ESEARCH (TAG "TAG") UID ALL 1:4294967295`
	if got, _, err := received(t, f.box(), remembered{}); err == nil || !strings.Contains(err.Error(), "finds more mails than the mailbox has") {
		t.Errorf("all UIDs: %q %v", got, err)
	}
}

// TestValidity has a mailbox that is made anew, or put back to a copy of before
// under the same UIDVALIDITY.
func TestValidity(t *testing.T) {
	f := faking(t, ourMail("one"), ourMail("two"), ourMail("three"))
	marks := remembered{}
	for _, c := range []struct {
		change func()
		want   []string
	}{
		{func() {}, []string{"one", "two", "three"}},
		{func() { f.validity++ }, []string{"one", "two", "three"}},
		{func() {}, nil},
		{func() { f.mails = f.mails[:1]; f.add(ourMail("four")) }, []string{"one", "four"}},
		{func() { f.add(ourMail("five")) }, []string{"five"}},
	} {
		c.change()
		if got, _, err := received(t, f.box(), marks); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q %v, wanted %q", got, err, c.want)
		}
	}
}

// TestSizes has servers that state wrong sizes, give out less at once than they
// are asked for, and the UID behind the text.
func TestSizes(t *testing.T) {
	large := ourMail("large") + strings.Repeat("# more text\n", 20_000)
	for name, answer := range map[string]func(m *stored, at, n int) string{
		"size 0":    func(m *stored, at, n int) string { return m.piece(at, n, "UID %d RFC822.SIZE 0 %s") },
		"size 4 GB": func(m *stored, at, n int) string { return m.piece(at, n, "UID %d RFC822.SIZE 4294967295 %s") },
		"less at once": func(m *stored, at, n int) string {
			return m.piece(at, min(n, 5000), "UID %d RFC822.SIZE "+strconv.Itoa(len(m.raw))+" %s")
		},
		"no size":            func(m *stored, at, n int) string { return m.piece(at, n, "UID %d %s") },
		"UID behind":         func(m *stored, at, n int) string { return m.piece(at, n, "%[2]s UID %[1]d") },
		"fields unasked for": func(m *stored, at, n int) string { return m.piece(at, n, "UID %d MODSEQ (7) FLAGS (\\Seen $x) %s") },
	} {
		f := faking(t, ourMail("one"), large, ourMail("three"))
		f.lie = func(w io.Writer, _, command string, m *stored) bool {
			asked := section.FindStringSubmatch(command)
			if m == nil || !atBodies(command) {
				return false
			}
			var at, n int
			_, _ = fmt.Sscan(asked[2]+" "+asked[3], &at, &n)
			return said(w, "* %d FETCH (%s)\r\n", m.uid, answer(m, at, n))
		}
		sizes := map[string]int{}
		_, err := f.box().Fetch(t.Context(), remembered{}, func(batch []Mail) (ours []bool, err error) {
			for _, m := range batch {
				sizes[m.Name] += len(m.Raw)
			}
			return make([]bool, len(batch)), nil
		})
		want := len(f.mails[0].raw) + len(f.mails[1].raw) + len(f.mails[2].raw)
		if total := sizes[`mail from roea@example.org of 11 Apr 2011 09:15 UTC, "fieldfolio roea"`]; err != nil || total != want {
			t.Errorf("%s: %d bytes, wanted %d; %v", name, total, want, err)
		}
	}
}

// piece is a piece of a mail's text in an answer.
func (m *stored) piece(at, n int, form string) string {
	text := m.raw[min(at, len(m.raw)):min(at+n, len(m.raw))]
	return fmt.Sprintf(form, m.uid, fmt.Sprintf("BODY[]<%d> {%d}\r\n%s", at, len(text), text))
}

// TestLimits has more mail than a round takes: what is left comes in the next
// ones, and a mail that is too long for any round holds up nothing.
func TestLimits(t *testing.T) {
	f := faking(t)
	for i := range 100 {
		f.add(ourMail(fmt.Sprintf("mail%d", i)) + strings.Repeat("# more text\n", 500))
	}
	for _, c := range []limits{
		{time: time.Minute, silence: time.Second, bytes: 200_000, mails: 1000},
		{time: time.Minute, silence: time.Second, bytes: 1 << 30, mails: 30},
		{time: 300 * time.Millisecond, silence: time.Second, bytes: 1 << 30, mails: 1000},
	} {
		box, marks, total, rounds := f.box(), remembered{}, 0, 0
		box.limits, f.delay = c, 0
		if c.time < time.Second {
			f.delay = 20 * time.Millisecond
		}
		for {
			got, rest, err := received(t, box, marks)
			if rounds++; err != nil || len(got) > 0 && got[0] != fmt.Sprintf("mail%d", total) || len(rest.Skipped) > 0 {
				t.Fatalf("%q %+v %v", got, rest, err)
			}
			total += len(got)
			if rest.Left == 0 {
				break
			}
			if rest.Left != 100-total || rest.Why == "" || rounds > 50 {
				t.Fatalf("round %d: %d in all, %+v", rounds, total, rest)
			}
		}
		if total != 100 || rounds < 2 {
			t.Errorf("%d mails in %d rounds", total, rounds)
		}
	}
}
