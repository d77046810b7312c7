package compose

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
)

// attachedTo reads a mail as any other program does: its body and the attached file.
func attachedTo(t testing.TB, raw []byte) (body, name string, content []byte) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	kind, how, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/mixed" || m.Header.Get("Mime-Version") != "1.0" {
		t.Fatalf("%q, %v", m.Header, err)
	}
	parts := multipart.NewReader(m.Body, how["boundary"])
	text, err := parts.NextPart()
	if err != nil {
		t.Fatal(err)
	}
	first, err := io.ReadAll(text)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parts.NextPart()
	if err != nil {
		t.Fatal(err)
	}
	content, err = io.ReadAll(base64.NewDecoder(base64.StdEncoding, file))
	if err != nil {
		t.Fatal(err)
	}
	name = file.FileName()
	if _, err := parts.NextPart(); err != io.EOF {
		t.Errorf("a third part: %v", err)
	}
	return string(first), name, content
}

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
		gotBody, gotName, got := attachedTo(t, raw)
		if strings.TrimSuffix(gotBody, "\n") != strings.TrimSuffix(body, "\n") || gotName != name || !bytes.Equal(got, content) {
			t.Errorf("%q %q %q come back as %q %q %q", body, name, content, gotBody, gotName, got)
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
