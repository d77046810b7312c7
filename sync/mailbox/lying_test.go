package mailbox

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fieldfolio/sync/mailbox/imaptest"
)

// ourMail is a mail with a diff, as a fake has it.
func ourMail(word string) string {
	return "From: roea@example.org\nDate: 11 Apr 2011 09:15:00 +0000\nSubject: fieldfolio roea\n\n" + word + " begin fieldfolio 1\nfrom = \"roea.1a\"\nend fieldfolio 1\n"
}

// faking starts a server with mails.
func faking(t *testing.T, mails ...string) *imaptest.Server {
	t.Helper()
	f, err := imaptest.New(mails...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	return f
}

// box is the mailbox of a server.
func box(t *testing.T, f *imaptest.Server) IMAP {
	t.Helper()
	v := Server{Host: "127.0.0.1", Port: f.Port, TLS: noTLS, Auth: byPassword, User: "roea", PasswordFile: t.TempDir() + "/password"}
	if err := os.WriteFile(v.PasswordFile, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return IMAP{Mailbox: Mailbox{Server: v}}
}

func serverName(f *imaptest.Server) string { return fmt.Sprintf("127.0.0.1:%d", f.Port) }

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

// limited are limits for tests in which a server may be silent for so long: the
// machine may be busy.
func limited(silence time.Duration) limits {
	return limits{time: 20 * time.Second, silence: silence, bytes: 64 << 20, mails: 2000}
}

// TestPoison has a mail that the server does not give out among good ones: the
// others are received, it is named, tried again in some rounds and then no more.
func TestPoison(t *testing.T) {
	for name, poison := range imaptest.Poisons {
		for _, at := range []string{"BODY.PEEK[]", "BODY.PEEK["} { // already at its beginning
			if name == "a drip" {
				continue // it takes as long as the mails before it give it: TestDrip
			}
			t.Run(name+" "+at, func(t *testing.T) {
				t.Parallel()
				f := faking(t)
				for i := range 40 {
					f.Add(ourMail(fmt.Sprintf("mail%d", i+1)))
				}
				f.Lie = func(w io.Writer, tag, command string, m *imaptest.Mail) bool {
					return m != nil && m.UID == 17 && strings.Contains(command, at) && poison(f, w, tag, m)
				}
				in, marks := box(t, f), remembered{}
				in.limits = limited(5 * time.Second)
				slow := slices.Contains([]string{"silence", "a literal shorter than it says"}, name)
				if slow {
					in.limits = limited(300 * time.Millisecond)
				}
				var before runtime.MemStats
				runtime.ReadMemStats(&before)
				got, rest, err := received(t, in, marks)
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
				t.Logf("%s; %d connections, %d commands", rest.Skipped[0].Why, f.Opened, len(f.Commands))
				for round := range mostTries + 2 {
					got, rest, err := received(t, in, marks)
					tried := round < mostTries-1
					if err != nil || len(got) > 0 || len(rest.Skipped) > 0 != tried || tried && rest.Skipped[0].Last != (round == mostTries-2) {
						t.Fatalf("round %d: %q %+v %v", round, got, rest, err)
					}
					if slow || name == "a literal of 4 GB" {
						return
					}
				}
				f.Add(ourMail("new"))
				if got, rest, err := received(t, in, marks); err != nil || !slices.Equal(got, []string{"new"}) || len(rest.Skipped) > 0 {
					t.Fatalf("%q %+v %v", got, rest, err)
				}
			})
		}
	}
}

// TestDrip has a server that gives a mail out byte by byte.
func TestDrip(t *testing.T) {
	t.Parallel()
	f := faking(t, ourMail("one"), ourMail("two"))
	f.Lie = func(w io.Writer, tag, command string, m *imaptest.Mail) bool {
		return m != nil && m.UID == 1 && strings.Contains(command, "BODY.PEEK[") && imaptest.Poisons["a drip"](f, w, tag, m)
	}
	in := box(t, f)
	in.limits = limited(300 * time.Millisecond)
	got, rest, err := received(t, in, remembered{})
	if err != nil || !slices.Equal(got, []string{"two"}) || len(rest.Skipped) != 1 || rest.Skipped[0].Why != "the server does not answer in time" {
		t.Errorf("%q %+v %v", got, rest, err)
	}
}

// TestPoisonHeals has a mail that the server gives out in a later round.
func TestPoisonHeals(t *testing.T) {
	f := faking(t, ourMail("one"), ourMail("two"), ourMail("three"))
	broken := true
	f.Lie = func(w io.Writer, tag, command string, m *imaptest.Mail) bool {
		return broken && m != nil && m.UID == 2 && atBodies(command) && f.End(w, tag+" NO not now")
	}
	marks := remembered{}
	if got, rest, err := received(t, box(t, f), marks); err != nil || !slices.Equal(got, []string{"one", "three"}) || len(rest.Skipped) != 1 {
		t.Fatalf("%q %+v %v", got, rest, err)
	}
	broken = false
	if got, rest, err := received(t, box(t, f), marks); err != nil || !slices.Equal(got, []string{"two"}) || len(rest.Skipped) > 0 {
		t.Fatalf("%q %+v %v", got, rest, err)
	}
	if all := marks["imap:roea@"+serverName(f)+"/INBOX"]; !slices.Equal(all, []string{"7 3"}) {
		t.Errorf("%q", all)
	}
	if !f.Mails[0].Seen || !f.Mails[1].Seen || !f.Mails[2].Seen {
		t.Error("they are not marked as read")
	}
}

// TestLies has servers that lie in each step: the visit ends with a sentence, or
// receives all mails; it never hangs, and takes no memory that a server asks for.
func TestLies(t *testing.T) {
	endless := func(text string) func(io.Writer) bool {
		return func(w io.Writer) bool {
			for imaptest.Say(w, "%s", strings.Repeat(text, 1000)) {
			}
			return imaptest.Drop()
		}
	}
	quiet := func(io.Writer) bool { time.Sleep(time.Second); return imaptest.Drop() }
	end := func(io.Writer) bool { return imaptest.Drop() }
	says := func(line string) func(io.Writer) bool {
		return func(w io.Writer) bool { return imaptest.Say(w, "%s\r\n", line) }
	}
	all := []string{"one", "two"}
	for _, c := range []struct {
		at    string
		lie   func(io.Writer) bool
		want  string // of the error; empty if all mails are received
		quiet bool
	}{
		{"GREETING", quiet, "cannot be reached: the server does not answer in time", true},
		{"GREETING", end, "cannot be reached", false},
		{"GREETING", says("* BYE go away"), "cannot be reached: imap: BYE go away", false},
		{"GREETING", says("HTTP/1.1 400 Bad Request"), "cannot be reached", false},
		{"GREETING", endless("* OK ready\r\n"), "the server sends more than it was asked for", false},
		{"CAPABILITY", quiet, "the server does not answer in time", true},
		{"CAPABILITY", end, "lost the connection", false},
		{"CAPABILITY", endless("* CAPABILITY A B C\r\n"), "the server sends more than it was asked for", false},
		{"LOGIN", quiet, "cannot go on with the mail server %s: the server does not answer in time", true},
		{"LOGIN", end, "lost the connection to the mail server %s", false},
		{"LOGIN", says("+ and?"), "the mail server %s sends what cannot be read", false},
		{"LOGIN", endless("* 1 EXISTS\r\n"), "cannot go on with the mail server %s: the server sends more than it was asked for", false},
		{"SELECT", quiet, "does not answer in time", true},
		{"SELECT", end, "lost the connection", false},
		{"SELECT", endless("* FLAGS (\\Seen)\r\n"), "the server sends more than it was asked for", false},
		{"SELECT", says("* WHAT"), "sends what cannot be read", false},
		{"UID SEARCH", quiet, "does not answer in time", true},
		{"UID SEARCH", end, "lost the connection", false},
		{"UID SEARCH", endless("* SEARCH 1 2 3 4 5 6\r\n"), "the server sends more than it was asked for", false},
		{"UID STORE", quiet, "", true},
		{"UID STORE", end, "", false},
		{"UID STORE", endless("* 1 EXISTS\r\n"), "", false},
		{"UID STORE", says("* WHAT"), "", false},
		{"LOGOUT", end, "", false},
		{"LOGOUT", endless("* 1 EXISTS\r\n"), "", false},
	} {
		t.Run(c.at+" "+c.want, func(t *testing.T) {
			t.Parallel()
			f := faking(t, ourMail(all[0]), ourMail(all[1]))
			f.Lie = func(w io.Writer, _, command string, m *imaptest.Mail) bool {
				return m == nil && strings.HasPrefix(command, c.at) && c.lie(w)
			}
			in := box(t, f)
			in.limits = limited(5 * time.Second)
			if c.quiet {
				in.limits = limited(200 * time.Millisecond)
			}
			begun := time.Now()
			got, _, err := received(t, in, remembered{})
			want := strings.ReplaceAll(c.want, "%s", serverName(f))
			switch {
			case c.want == "" && (err != nil || !slices.Equal(got, all)):
				t.Errorf("%s: %q %v", c.at, got, err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), want)):
				t.Errorf("%s: %v, wanted %q", c.at, err, want)
			}
			if since := time.Since(begun); since > 10*time.Second {
				t.Errorf("%s: it took %s", c.at, since)
			}
		})
	}
}

// TestNumbers has servers whose numbers cannot be right: real mails are received
// all the same, now or once the server is right again.
func TestNumbers(t *testing.T) {
	for name, wrong := range map[string]func(*imaptest.Server){
		"the largest UID": func(f *imaptest.Server) { f.Search = "* SEARCH 1 2 4294967295" },
		"UID 0":           func(f *imaptest.Server) { f.Search = "* SEARCH 0 1 2" },
		"twice":           func(f *imaptest.Server) { f.Search = "* SEARCH 2 1 2 1 2" },
		"not there":       func(f *imaptest.Server) { f.Search = "* SEARCH 1 2 9 11 4000000" },
		"a range not asked": func(f *imaptest.Server) {
			f.Search = "* ESEARCH (TAG \"TAG\") UID ALL 1:2,4294967290:4294967295\r\n* SEARCH 1 2"
		},
		"UIDNEXT too large":   func(f *imaptest.Server) { f.UIDNext = 4294967295 },
		"UIDNEXT too small":   func(f *imaptest.Server) { f.UIDNext = 1 },
		"more than there are": func(f *imaptest.Server) { f.Exists = 4294967295 },
	} {
		f := faking(t, ourMail("one"), ourMail("two"))
		wrong(f)
		marks := remembered{}
		got, _, err := received(t, box(t, f), marks)
		if err != nil || !slices.Equal(got, []string{"one", "two"}) {
			t.Errorf("%s: %q %v", name, got, err)
		}
		f.Search, f.UIDNext, f.Exists = "", 0, -1
		f.Add(ourMail("three"))
		got, _, err = received(t, box(t, f), marks)
		if err != nil || !slices.Contains(got, "three") {
			t.Errorf("%s, and then: %q %v", name, got, err)
		}
	}
	f := faking(t, ourMail("one"))
	f.Search = `* ESEARCH (TAG "TAG") UID ALL 1:4294967295`
	if got, _, err := received(t, box(t, f), remembered{}); err == nil || !strings.Contains(err.Error(), "finds more mails than the mailbox has") {
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
		{func() { f.Validity++ }, []string{"one", "two", "three"}},
		{func() {}, nil},
		{func() { f.Mails = f.Mails[:1]; f.Add(ourMail("four")) }, []string{"one", "four"}},
		{func() { f.Add(ourMail("five")) }, []string{"five"}},
	} {
		c.change()
		if got, _, err := received(t, box(t, f), marks); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q %v, wanted %q", got, err, c.want)
		}
	}
}

// TestSizes has servers that state wrong sizes, give out less at once than they
// are asked for, and the UID behind the text.
func TestSizes(t *testing.T) {
	large := ourMail("large") + strings.Repeat("# more text\n", 20_000)
	for name, answer := range map[string]func(m *imaptest.Mail, at, n int) string{
		"size 0":    func(m *imaptest.Mail, at, n int) string { return textOf(m, at, n, "UID %d RFC822.SIZE 0 %s") },
		"size 4 GB": func(m *imaptest.Mail, at, n int) string { return textOf(m, at, n, "UID %d RFC822.SIZE 4294967295 %s") },
		"less at once": func(m *imaptest.Mail, at, n int) string {
			return textOf(m, at, min(n, 5000), "UID %d RFC822.SIZE "+strconv.Itoa(len(m.Raw))+" %s")
		},
		"no size":    func(m *imaptest.Mail, at, n int) string { return textOf(m, at, n, "UID %d %s") },
		"UID behind": func(m *imaptest.Mail, at, n int) string { return textOf(m, at, n, "%[2]s UID %[1]d") },
		"fields unasked for": func(m *imaptest.Mail, at, n int) string {
			return textOf(m, at, n, "UID %d MODSEQ (7) FLAGS (\\Seen $x) %s")
		},
	} {
		f := faking(t, ourMail("one"), large, ourMail("three"))
		f.Lie = func(w io.Writer, _, command string, m *imaptest.Mail) bool {
			asked := imaptest.Section.FindStringSubmatch(command)
			if m == nil || !atBodies(command) {
				return false
			}
			var at, n int
			_, _ = fmt.Sscan(asked[2]+" "+asked[3], &at, &n)
			return imaptest.Say(w, "* %d FETCH (%s)\r\n", m.UID, answer(m, at, n))
		}
		sizes := map[string]int{}
		_, err := box(t, f).Fetch(t.Context(), remembered{}, func(batch []Mail) (ours []bool, err error) {
			for _, m := range batch {
				sizes[m.Name] += len(m.Raw)
			}
			return make([]bool, len(batch)), nil
		})
		want := len(f.Mails[0].Raw) + len(f.Mails[1].Raw) + len(f.Mails[2].Raw)
		if total := sizes[`mail from roea@example.org of 11 Apr 2011 09:15 UTC, "fieldfolio roea"`]; err != nil || total != want {
			t.Errorf("%s: %d bytes, wanted %d; %v", name, total, want, err)
		}
	}
}

// textOf is a piece of a mail's text in an answer.
func textOf(m *imaptest.Mail, at, n int, form string) string {
	text := m.Raw[min(at, len(m.Raw)):min(at+n, len(m.Raw))]
	return fmt.Sprintf(form, m.UID, fmt.Sprintf("BODY[]<%d> {%d}\r\n%s", at, len(text), text))
}

// TestLimits has more mail than a round takes: what is left comes in the next
// ones, and a mail that is too long for any round holds up nothing.
func TestLimits(t *testing.T) {
	f := faking(t)
	for i := range 100 {
		f.Add(ourMail(fmt.Sprintf("mail%d", i)) + strings.Repeat("# more text\n", 500))
	}
	for _, c := range []limits{
		{time: time.Minute, silence: time.Second, bytes: 200_000, mails: 1000},
		{time: time.Minute, silence: time.Second, bytes: 1 << 30, mails: 30},
		{time: 500 * time.Millisecond, silence: time.Second, bytes: 1 << 30, mails: 1000},
	} {
		in, marks, total, rounds := box(t, f), remembered{}, 0, 0
		in.limits, f.Delay = c, 0
		if c.time < time.Second {
			f.Delay = 60 * time.Millisecond
		}
		for {
			got, rest, err := received(t, in, marks)
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

// TestGivenAndRefused has a server that gives a mail out and then refuses the
// command.
func TestGivenAndRefused(t *testing.T) {
	f := faking(t, ourMail("one"), ourMail("two"))
	f.Lie = func(w io.Writer, tag, command string, m *imaptest.Mail) bool {
		if m == nil || m.UID != 2 || !atBodies(command) {
			return false
		}
		imaptest.Say(w, "* 2 FETCH (%s)\r\n", textOf(m, 0, len(m.Raw), "UID %d %s"))
		return f.End(w, tag+" NO some mails could not be read")
	}
	if got, rest, err := received(t, box(t, f), remembered{}); err != nil || !slices.Equal(got, []string{"one", "two"}) || len(rest.Skipped) > 0 {
		t.Errorf("%q %+v %v", got, rest, err)
	}
}
