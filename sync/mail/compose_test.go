package mail

import (
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
