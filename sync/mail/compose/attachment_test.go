package compose

import (
	"bytes"
	"fieldfolio/sync/mail/mailtest"
	"strings"
	"testing"
)

func FuzzAttachment(f *testing.F) {
	f.Add("portfolio.csv", "Attached is the table.\n", []byte("\xef\xbb\xbfnumber,title\r\nPERU08,Réform\r\n"))
	f.Add("a b;c=d.csv", ".\n", bytes.Repeat([]byte{0, 0xff, '\n', '\r'}, 500))
	f.Add("../x", "", []byte(nil))
	f.Fuzz(func(t *testing.T, name, body string, content []byte) {
		l := letter()
		l.Body, l.Attached = body, &Attachment{Name: name, Type: "text/csv; charset=utf-8", Content: content}
		raw, err := l.Bytes()
		if err != nil {
			if strings.ContainsAny(err.Error(), "\x1b\r") {
				t.Errorf("%q", err)
			}
			return
		}
		for _, line := range bytes.Split(raw, []byte("\n")) {
			if len(line) > 998 || foreign(string(line)) >= 0 {
				t.Errorf("the line %q", line)
			}
		}
		got := mailtest.Attached(t, raw)
		if strings.TrimSuffix(got.Body, "\n") != strings.TrimSuffix(body, "\n") || got.Name != name || !bytes.Equal(got.Content, content) {
			t.Errorf("%q %q %q come back as %q %q %q", body, name, content, got.Body, got.Name, got.Content)
		}
		if kind := got.Header.Get("Content-Type"); !strings.HasPrefix(kind, "multipart/mixed;") || got.Header.Get("Mime-Version") != "1.0" {
			t.Errorf("the header %q", got.Header)
		}
	})
}

// TestAttachmentRefused has files that no mail carries, or that say where they are to be stored.
func TestAttachmentRefused(t *testing.T) {
	for why, a := range map[string]Attachment{
		"not every system": {Name: "../x.csv", Type: "text/csv"},
		"7000000":          {Name: "x.csv", Type: "text/csv", Content: make([]byte, MaxAttachment+1)},
		"not the type":     {Name: "x.csv", Type: "text/csv\nBcc: a@example.org"},
	} {
		l := letter()
		l.Attached = &a
		if _, err := l.Bytes(); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%v, want %q", err, why)
		}
	}
}
