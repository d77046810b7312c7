package mail

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/mail/mailtest"
)

const someDiff = `begin fieldfolio 1
from = "roea.1a2b3c4d"
to = "hq.9f8e7d6c"
after = 12
[[change]]
time = 2011-04-11T09:15:00Z
set.title = """\
Strengthening \u201cthe capacity\u201d \
of somebody"""
over = ["117", "hq.9f8e7d6c:31-7qd2m0xz"]
[end]
sign = "Zm9vYmFyYmF6"
end fieldfolio 1
`

// FuzzRead holds reading to its bounds: no panic, few readings, each of them
// clean, and read again between fences among its own readings.
func FuzzRead(f *testing.F) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, d := range mailtest.Damages() {
		f.Add([]byte(d.Apply(rng, mailtest.Mail(someDiff))))
	}
	f.Add([]byte("begin fieldfolio 1\nfrom = \"roea.1a\"\nto = \"hq\"\nafter = 0\n[[change]]\nset.title = \"Two words u0041 0\"\n[end]\nsign = \"Zm9v\"\nend fieldfolio 1\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 1<<16 {
			t.Skip()
		}
		for m := range Messages(raw) {
			n, size := 0, 0
			for r := range m.Readings() {
				n++
				if size += len(r); n > maxReadings || size > maxEffort+2*len(raw) {
					t.Fatal("too many readings")
				}
				if i := strings.IndexFunc(r, func(c rune) bool { return c != '\n' && (c < ' ' || c > '~') }); i >= 0 {
					t.Fatalf("a reading has the character %q", r[i])
				}
				again(t, r)
			}
		}
	})
}

// asWritten is a diff as this program writes it, without texts of several lines.
var asWritten = regexp.MustCompile(`^from = "[a-z0-9.-]+"\n(to = "[a-z0-9.-]+"\n|after = [0-9]+\n|set\.[a-z_]+ = "([^" \\]+ )*[^" \\]+"\n|\[\[change\]\]\n|\[end\]\n)*sign = "[A-Za-z0-9+/]+"\n$`)

func again(t *testing.T, reading string) {
	if strings.Contains(reading, "fieldfolio") || !asWritten.MatchString(reading) {
		return
	}
	for m := range Messages([]byte("begin fieldfolio 1\n" + reading + "end fieldfolio 1\n")) {
		for r := range m.Readings() {
			if r == reading {
				return
			}
		}
	}
	t.Fatalf("%q is not among its own readings", reading)
}

func TestCut(t *testing.T) {
	whole := mailtest.Mail(someDiff)
	sign := strings.Index(whole, "sign = ")
	for at := range sign {
		for m := range Messages([]byte(whole[:at])) {
			for r := range m.Readings() {
				t.Fatalf("a mail cut after %d bytes is read as %q", at, r)
			}
			if m.Diffs > 0 && (len(m.Faults) == 0 || !strings.Contains(m.Faults[0].What, "cut off")) {
				t.Fatalf("cut after %d bytes: %v", at, m.Faults)
			}
		}
	}
}

func TestWinmail(t *testing.T) {
	raw := "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+IgAAAA==\n"
	for m := range Messages([]byte(raw)) {
		if len(m.Faults) != 1 || !strings.Contains(m.Faults[0].What, "winmail.dat") ||
			!strings.Contains(m.Faults[0].Do.Text, "Plain Text") {
			t.Errorf("a winmail.dat: %v", m.Faults)
		}
	}
}

// TestOutlookMessage has a message as Outlook saves it: its header of 512 bytes,
// a sector of FAT, and texts in UTF-16.
func TestOutlookMessage(t *testing.T) {
	raw := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 16) + "\x3e\x00\x03\x00\xfe\xff\x09\x00" + strings.Repeat("\xff", 480) + strings.Repeat("b\x00e\x00g\x00i\x00n\x00 \x00", 40)
	for m := range Messages([]byte(raw)) {
		if m.Diffs > 0 || len(m.Faults) != 1 || !strings.Contains(m.Faults[0].What, ".msg") ||
			m.Faults[0].Do.Action != fault.PasteMail {
			t.Errorf("%d diffs, %v", m.Diffs, m.Faults)
		}
	}
}
