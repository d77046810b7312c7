package mailtest

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
)

// Read is a mail with a file, as any other program reads it.
type Read struct {
	Header  mail.Header
	Body    string // with LF
	Name    string // of the attached file
	Content []byte
}

// Attached reads a mail with a text and one attached file, and nothing else.
func Attached(t testing.TB, raw []byte) Read {
	t.Helper()
	r, err := attachedTo(raw)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func attachedTo(raw []byte) (r Read, err error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return r, err
	}
	r.Header = m.Header
	_, how, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return r, err
	}
	parts := multipart.NewReader(m.Body, how["boundary"])
	text, err := parts.NextPart()
	if err != nil {
		return r, err
	}
	body, err := io.ReadAll(text)
	if err != nil {
		return r, err
	}
	r.Body = strings.ReplaceAll(string(body), "\r\n", "\n")
	file, err := parts.NextPart()
	if err != nil {
		return r, err
	}
	r.Name = file.FileName()
	if r.Content, err = io.ReadAll(base64.NewDecoder(base64.StdEncoding, file)); err != nil {
		return r, err
	}
	if _, err := parts.NextPart(); !errors.Is(err, io.EOF) {
		return r, errors.New("something follows the file")
	}
	return r, nil
}
