package compose

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func letter() Letter {
	return Letter{From: "desk-roea@exam.org", To: "hq-desk@example.org", Subject: "fieldfolio roea", Body: "begin fieldfolio 1\nend fieldfolio 1\n",
		Date: time.Date(2011, 4, 11, 9, 15, 0, 0, time.UTC)}
}

func TestLetter(t *testing.T) {
	l := letter()
	raw, err := l.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(string(raw), "\n\n")
	if body != l.Body || len(head) > 190 || !strings.Contains(head, "Date: 11 Apr 2011 09:15:00 +0000") {
		t.Errorf("%q %q", head, body)
	}
	for _, field := range []string{"\nAuto-Submitted: auto-generated\n", "\nX-Auto-Response-Suppress: All"} {
		if !strings.Contains(head, field) {
			t.Errorf("the header lacks %q:\n%s", field, head)
		}
	}
}

// TestHeaderInjection has line ends and several addresses where one header
// would become two.
func TestHeaderInjection(t *testing.T) {
	for _, change := range []func(*Letter){
		func(l *Letter) { l.To = "a@example.org\nBcc: b@example.org" },
		func(l *Letter) { l.From = "a@example.org\r\n" },
		func(l *Letter) { l.Subject = "x\nBcc: b@example.org" },
		func(l *Letter) { l.Subject = "x\x1b[2J" },
		func(l *Letter) { l.To = "a@example.org, b@example.org" },
		func(l *Letter) { l.To = "" },
		func(l *Letter) { l.Body = "naïve" },
	} {
		l := letter()
		change(&l)
		if raw, err := l.Bytes(); err == nil {
			t.Errorf("written:\n%s", raw)
		} else if strings.ContainsAny(err.Error(), "\x1b\r\n") {
			t.Errorf("%q", err)
		}
	}
}

// FuzzLetter writes letters with any addresses, subject and body: what is not
// refused is a header of six fields, and the body behind it as it was.
func FuzzLetter(f *testing.F) {
	f.Add("roea@example.org", "hq@example.org", "fieldfolio roea", letter().Body)
	f.Add("-oQ/tmp@example.org", "a@b\nBcc: c@d", "x\r\n\r\ny", "\x1b[2J")
	f.Fuzz(func(t *testing.T, from, to, subject, body string) {
		raw, err := Letter{From: from, To: to, Subject: subject, Body: body, Date: time.Date(2011, 4, 11, 9, 0, 0, 0, time.UTC)}.Bytes()
		if err != nil {
			return
		}
		want := []string{"From: " + from, "To: " + to, "Subject: " + subject, "Date: 11 Apr 2011 09:00:00 +0000", "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All", ""}
		if parts := strings.SplitN(string(raw), "\n", 8); !slices.Equal(parts[:7], want) || strings.TrimSuffix(parts[7], "\n") != strings.TrimSuffix(body, "\n") {
			t.Errorf("%q", raw)
		}
		if strings.HasPrefix(to, "-") || strings.HasPrefix(from, "-") {
			t.Errorf("%q and %q look like options", from, to)
		}
	})
}
