package mail

import (
	"bytes"
	"io"
	"mime"
	"net/mail"
	"strings"
)

// header holds the fields of a part's header that matter for finding a text.
type header struct {
	kind     string // such as text/plain, in small letters; empty if it is not said
	boundary string
	delSp    bool // format=flowed with DelSp=yes
	name     string
	charset  string // as declared
	encoding string // of the transfer, in small letters
	from     string
	subject  string // as people see it
}

// maxHeader is the maximum number of bytes of a header that are read.
const maxHeader = 256 << 10

// cutHeader splits a message or part into header and body. Without a header,
// everything is body. The blank line between them may be missing.
func cutHeader(raw []byte) (h header, body []byte) {
	raw = bytes.TrimLeft(raw, "\n")
	at := 0
	var field []byte
	for at < len(raw) && at < maxHeader {
		line := raw[at:]
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end+1]
		}
		switch {
		case len(bytes.TrimSpace(line)) == 0:
			h.field(field)
			return h, raw[at+len(line):]
		case (line[0] == ' ' || line[0] == '\t') && at > 0:
			field = append(field, line...)
		case isField(line):
			h.field(field)
			field = append([]byte(nil), line...)
		default:
			h.field(field)
			return h, raw[at:]
		}
		at += len(line)
	}
	h.field(field)
	return h, raw[min(at, len(raw)):]
}

// isField reports whether a line begins a field: a name followed directly by a
// colon.
func isField(line []byte) bool {
	for i, c := range line {
		switch {
		case c == ':':
			return i > 1
		case c <= ' ' || c > '~' || i > 76 || strings.IndexByte(`"=\[]<>,;`, c) >= 0:
			return false
		}
	}
	return false
}

func (h *header) field(field []byte) {
	name, value, ok := strings.Cut(string(field), ":")
	if !ok {
		return
	}
	switch strings.ToLower(name) {
	case "content-type":
		h.contentType(value)
	case "content-transfer-encoding":
		h.encoding = strings.ToLower(strings.TrimSpace(value))
	case "content-disposition":
		if n := param(value, "filename"); n != "" {
			h.name = n
		}
	case "subject":
		h.subject = subjectOf(value)
	case "from":
		if a, err := mail.ParseAddress(strings.TrimSpace(value)); err == nil {
			h.from = a.Address
		}
	}
}

// subjectOf returns a decoded subject, or the value itself if it cannot be
// decoded.
func subjectOf(value string) string {
	text, err := (&mime.WordDecoder{CharsetReader: func(_ string, in io.Reader) (io.Reader, error) {
		return in,
			nil
	}}).DecodeHeader(value)
	if err != nil {
		return value
	}
	return text
}

func (h *header) contentType(value string) {
	kind, _, _ := strings.Cut(value, ";")
	h.kind = strings.ToLower(strings.TrimSpace(kind))
	h.boundary = param(value, "boundary")
	h.charset = param(value, "charset")
	h.delSp = strings.EqualFold(param(value, "delsp"), "yes")
	if n := param(value, "name"); n != "" {
		h.name = n
	}
}

// maxParams is the maximum number of bytes of a field that are searched for
// parameters.
const maxParams = 8 << 10

// param returns a parameter of a field, however it is quoted; empty if it is
// missing.
func param(value, name string) string {
	value = value[:min(len(value), maxParams)]
	rest, low := value, strings.ToLower(value)
	if len(low) != len(rest) { // letters of other scripts, of which no parameter is
		return ""
	}
	for {
		at := strings.Index(low, name)
		if at < 0 {
			return ""
		}
		low = low[at+len(name):]
		before := strings.TrimRight(rest[:at], " \t\n")
		rest = rest[at+len(name):]
		if before != "" && !strings.HasSuffix(before, ";") {
			continue
		}
		found := strings.TrimLeft(rest, "*0 \t\n")
		if !strings.HasPrefix(found, "=") {
			continue
		}
		found = strings.TrimLeft(found[1:], " \t\n")
		if strings.HasPrefix(found, `"`) {
			found, _, _ = strings.Cut(found[1:], `"`)
			return found
		}
		found, _, _ = strings.Cut(found, ";")
		return strings.TrimSpace(found)
	}
}
