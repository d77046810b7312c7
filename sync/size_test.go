package sync

import (
	"crypto/ed25519"
	"fmt"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
)

// A mail's headers, with addresses of 20 characters.
const mailHead = "From: desk-roea@exam.org\nTo: hq-desk@example.org\nSubject: fieldfolio roea\nDate: 11 Apr 2011 09:15:00 +0000\n\n"

// TestSizes holds whole mails to what a slow line can bear, and prints them.
func TestSizes(t *testing.T) {
	key := keyOf(3)
	at := time.Date(2011, 4, 11, 9, 15, 0, 0, time.UTC)
	diff := func(changes ...portfolio.Change) Signed {
		d := Diff{From: Copy{"roea", "1a2b3c4d"}, To: Copy{"hq", "9f8e7d6c"}, After: 117, In: 31, InChain: "7qd2m0xz", Program: "1.0"}
		for _, c := range changes {
			d.Changes = append(d.Changes, Posted{Change: c})
		}
		return Sign(d, key)
	}
	edit := func(n int64, at time.Time, record, field, value string, over ...portfolio.ID) portfolio.Change {
		c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "1a2b3c4d", N: n}, Person: "A. Desk", At: at, Record: record,
			Fields: []portfolio.Setting{{Field: field, Value: value}}, Over: over}
		c.Seal()
		return c
	}
	before := edit(30, at, "XEAU75", "end", "2011-11-30")
	var fifty []portfolio.Change
	for i := range 50 {
		record := fmt.Sprintf("XEA%c%02d", 'A'+i/5, 10+i*2/5)
		c := edit(int64(118+i), at.Add(time.Duration(i)*97*time.Second), record, []string{"end", "approved", "title", "status"}[i%4],
			[]string{"2012-06-30", fmt.Sprint(1_000_000 + i*7_919), "Capacity building of prosecutors, phase " + fmt.Sprint(i), "suspended"}[i%4])
		fifty = append(fifty, c)
	}
	project := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "1a2b3c4d", N: 118}, Person: "A. Desk", At: at, Creates: portfolio.ProjectRecord}
	for _, f := range []string{"approved=1234567", "country=Kenya", "end=2013-12-31", "kind=field", "number=KENX12", "places=KE", "programme=eastern-africa",
		"service_lines=PIR:60, LEI:40", "start=2011-07-01", "title=Strengthening the prosecution of piracy cases in Eastern Africa"} {
		name, value, _ := strings.Cut(f, "=")
		project.Fields = append(project.Fields, portfolio.Setting{Field: name, Value: value})
	}
	project.Seal()
	for _, s := range []struct {
		what     string
		diff     Signed
		readable int
		armoured int
	}{
		{"one edit", diff(edit(118, at, "XEAU75", "end", "2011-12-31", before.ID)), 480, 0},
		{"50 edits in 20 records", diff(fifty...), 4200, 1700},
		{"one new project", diff(project), 800, 600},
		{"acknowledgement only", diff(), 380, 0},
	} {
		public, _ := key.Public().(ed25519.PublicKey)
		if back, err := Parse(s.diff.Text()); err != nil || !back.Verify(public) {
			t.Fatal(s.what, err)
		}
		readable := len(mailHead) + len(Begin) + len(End) + 2 + len(s.diff.Text())
		lines, err := Armoured(s.diff.Text())
		if err != nil {
			t.Fatal(err)
		}
		armoured := len(mailHead) + len(Begin) + len(End) + 2 + len(lines)
		t.Logf("%-24s %5d bytes readable (at most %d), %5d armoured (at most %d)", s.what, readable, s.readable, armoured, s.armoured)
		if readable > s.readable || s.armoured > 0 && armoured > s.armoured {
			t.Errorf("%s is too large:\n%s", s.what, s.diff.Text())
		}
	}
}
