package mailbox

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fieldfolio/sync/mail"
	"fieldfolio/sync/mail/mailtest"
	"fieldfolio/sync/mailbox/imaptest"
)

const someDiff = `begin fieldfolio 1
from = "roea.1a2b3c4d"
to = "hq.9f8e7d6c"
after = 12
[[change]]
time = 2011-04-11T09:15:00Z
set.title = "Strengthening the capacity of somebody, and of everybody else"
over = ["117", "hq.9f8e7d6c:31-7qd2m0xz"]
[end]
sign = "Zm9vYmFyYmF6"
end fieldfolio 1
`

// ours reports whether a reader sees a diff in a mail.
func ours(raw []byte) bool {
	for m := range mail.Messages(raw) {
		if m.Ours() {
			return true
		}
	}
	return false
}

// TestOursAreFound has our mails as everything on their way may leave them, also
// under another subject, behind other text and attached: whatever a reader would
// read is fetched. The server searches as those do that do not decode.
func TestOursAreFound(t *testing.T) {
	long := strings.Repeat("This mail comes from outside; be careful with links and with attachments.\n", 60)
	attached := "Content-Type: multipart/mixed; boundary=xyz\n\n--xyz\nContent-Type: text/plain\n\n" + long +
		"--xyz\nContent-Type: application/octet-stream; name=mail.txt\nContent-Transfer-Encoding: base64\n\n"
	for name, change := range map[string]func(string) string{
		"as it is": func(m string) string { return m },
		"another subject": func(m string) string {
			return strings.ReplaceAll(m, "Subject: fieldfolio roea", "Subject: [EXT] please read")
		},
		"behind other text": func(m string) string {
			return "Subject: please read\n\n" + long + m
		},
		"attached": func(m string) string {
			return "Subject: please read\n" + attached + base64Lines(m) + "--xyz--\n"
		},
	} {
		var mails []string
		var damages []string
		for _, d := range mailtest.Damages() {
			raw := d.Apply(rand.New(rand.NewPCG(1, 2)), mailtest.Mail(someDiff))
			if name == "behind other text" && !strings.Contains(raw, mail.Word) {
				continue // this server does not find it
			}
			if raw = change(raw); ours([]byte(raw)) {
				mails, damages = append(mails, raw), append(damages, d.Name)
			}
		}
		if len(mails) < 40 {
			t.Fatalf("%s: only %d mails", name, len(mails))
		}
		f := faking(t)
		for _, m := range mails {
			f.Mails = append(f.Mails, &imaptest.Mail{UID: len(f.Mails) + 1, Raw: m})
		}
		var got [][]byte
		_, err := box(t, f).Fetch(t.Context(), remembered{}, func(batch []Mail) ([]bool, error) {
			for _, m := range batch {
				got = append(got, m.Raw)
			}
			return make([]bool, len(batch)), nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for i, m := range mails {
			if !slices.ContainsFunc(got, func(raw []byte) bool { return bytes.Equal(raw, []byte(m)) }) {
				t.Errorf("%s, %s is not fetched", name, damages[i])
			}
		}
	}
}

func base64Lines(text string) string {
	var b strings.Builder
	for line := range slices.Chunk([]byte(text), 57) {
		b.WriteString(base64.StdEncoding.EncodeToString(line) + "\n")
	}
	return b.String()
}

// TestOthers has mails of other people. They stay unread, and of most only the
// beginning is fetched.
func TestOthers(t *testing.T) {
	f := faking(t,
		"Subject: lunch\n\nAt noon?\n",
		"Subject: fieldfolio training on Friday\nContent-Type: text/plain\n\nWe meet at nine.\n",
		"Subject: a newsletter\nContent-Type: text/html\n\n<html>"+strings.Repeat("<p>Offers</p>\n", 50_000),
		"Subject: a photo\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n"+strings.Repeat("/9j/4AAQSkZJRgABAQEAYABgAAD/\n", 30_000),
		ourMail("one"),
	)
	got, rest, err := received(t, box(t, f), remembered{})
	if err != nil || !slices.Equal(got, []string{"We", "one"}) || len(rest.Skipped) > 0 {
		t.Errorf("%q %+v %v", got, rest, err)
	}
	if f.Sent > 100_000 {
		t.Errorf("%d bytes", f.Sent)
	}
	for _, c := range f.Commands {
		if strings.Contains(c, "BODY[") || strings.Contains(c, "STORE 1") || strings.Contains(c, "STORE 3") {
			t.Errorf("%s", c)
		}
	}
	// A server that cannot search: then the texts are looked at.
	f = faking(t, "Subject: a report\n\n"+strings.Repeat("Text\n", 1000), "Subject: please read\n\n"+strings.Repeat("Text\n", 1000)+someDiff)
	f.Lie = func(w io.Writer, tag, command string, m *imaptest.Mail) bool {
		return m == nil && strings.Contains(command, "SEARCH") && strings.Contains(command, "BODY") && imaptest.Say(w, "%s NO cannot\r\n", tag)
	}
	if got, _, err := received(t, box(t, f), remembered{}); err != nil || len(got) != 2 {
		t.Errorf("%q %v", got, err)
	}
}

// TestManyOthers measures a mailbox of 50,000 mails of other people with three of
// ours among them: FIELDFOLIO_MAILBOX=600ms is the time for a round trip.
func TestManyOthers(t *testing.T) {
	delay, err := time.ParseDuration(os.Getenv("FIELDFOLIO_MAILBOX"))
	number := 50_000
	if err != nil {
		delay, number = 0, 3000
	}
	f := faking(t)
	for i := range number {
		m := fmt.Sprintf("From: Somebody %d <a%d@example.org>\nDate: 11 Apr 2011 09:15:00 +0000\nSubject: About matter %d\nContent-Type: text/plain\n\n%s",
			i, i, i, strings.Repeat("Some text of a mail that has nothing to do with us.\n", 10+i%300))
		if i%(number/3) == 7 {
			m = ourMail(fmt.Sprint("mail", i))
		}
		f.Add(m)
	}
	f.Delay = delay
	begun := time.Now()
	got, rest, err := received(t, box(t, f), remembered{})
	if err != nil || len(got) != 3 || rest.Left > 0 || len(rest.Skipped) > 0 {
		t.Fatalf("%q %+v %v", got, rest, err)
	}
	t.Logf("%d mails: %.1f s, %d round trips, %d kB", number, time.Since(begun).Seconds(), len(f.Commands), f.Sent>>10)
	if most := 3*number/atOnce + 40; len(f.Commands) > most {
		t.Errorf("%d round trips, more than %d", len(f.Commands), most)
	}
}
