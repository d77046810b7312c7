package compose

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"mime"
	"mime/multipart"
	"net/textproto"
	"strings"
)

// MaxAttachment is the maximum size of an attached file, in bytes: in base64 it grows by a third, and many
// servers refuse mails of more than 10 MB.
const MaxAttachment = 7_000_000

// base64Columns is the length of a line in base64.
const base64Columns = 76

// Attachment is a file that a letter carries, byte for byte.
type Attachment struct {
	Name    string // of the file, without directories; printable ASCII
	Type    string // media type, such as text/csv; charset=utf-8
	Content []byte
}

func (a *Attachment) check() error {
	switch {
	case a == nil:
		return nil
	case a.Name == "" || len(a.Name) > 200 || foreign(a.Name) >= 0 || strings.ContainsAny(a.Name, `/\"`):
		return fmt.Errorf("the name of the attached file, %q, cannot be used: it is too long, or has a character that "+
			"not every system takes", a.Name[:min(len(a.Name), 200)])
	case len(a.Content) > MaxAttachment:
		return fmt.Errorf("the attached file has %d bytes, more than %d", len(a.Content), MaxAttachment)
	}
	if _, _, err := mime.ParseMediaType(a.Type); err != nil || foreign(a.Type) >= 0 {
		return fmt.Errorf("%q is not the type of a file", a.Type)
	}
	return nil
}

// with returns the fields of MIME and, after an empty line, a mail of two parts (RFC 2046): a body, and the attached
// file.
func (a *Attachment) with(body string) ([]byte, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	fmt.Fprintf(&b, "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=%s\n\n", w.Boundary())
	text, failed := w.CreatePart(textproto.MIMEHeader{"Content-Type": {"text/plain; charset=us-ascii"}})
	if failed == nil {
		_, failed = text.Write([]byte(body))
	}
	file, err := w.CreatePart(textproto.MIMEHeader{"Content-Type": {a.Type}, "Content-Transfer-Encoding": {"base64"},
		"Content-Disposition": {mime.FormatMediaType("attachment", map[string]string{"filename": a.Name})}})
	if err = errors.Join(failed, err); err != nil {
		return nil, fmt.Errorf("write the parts: %w", err)
	}
	var lines strings.Builder
	coded := base64.StdEncoding.EncodeToString(a.Content)
	for len(coded) > base64Columns {
		lines.WriteString(coded[:base64Columns] + "\n")
		coded = coded[base64Columns:]
	}
	_, failed = file.Write([]byte(lines.String() + coded + "\n"))
	if err := errors.Join(failed, w.Close()); err != nil {
		return nil, fmt.Errorf("write the parts: %w", err)
	}
	return bytes.ReplaceAll(b.Bytes(), []byte("\r\n"), []byte("\n")), nil
}
