package mail

import (
	"bytes"
	"cmp"
	"io"
	"mime"
	"net/mail"
	"strconv"
	"strings"
)

// header holds the fields of a part's header that matter for finding a text.
type header struct {
	kind     string // such as text/plain, in small letters; empty if it is not said
	boundary string
	delSp    bool // format=flowed with DelSp=yes
	name     string
	charset  string // as declared
	number   string // of this part of a mail that was split
	total    string // of such parts
	length   int    // of the body in bytes, as declared; 0 if it is not
	encoding string // of the transfer, in small letters
	from     string
	subject  string // as people see it
	label
	marks
}

// marks are the fields of a header by which programs tell automatic mail (RFC
// 3834 and what is in use beside it). Those of mailing lists, such as
// Precedence: list, are not among them: a list may carry a diff.
type marks struct {
	replied   bool   // it says that a program answered
	generated bool   // it says that a program wrote it
	inReply   bool   // it is an answer to a mail
	bounced   bool   // its return path is empty
	report    string // report-type of a multipart/report
}

// reply reports whether the mail is an automatic reply, such as of somebody who
// is away, or the receipt of a reader.
func (m *marks) reply() bool {
	if m.report != "" {
		return m.report == "disposition-notification"
	}
	return m.replied || (m.generated || m.bounced) && m.inReply
}

// undelivered reports whether the mail is the report of a mail server about a
// mail that it could not deliver.
func (m *marks) undelivered() bool { return !m.reply() && (m.bounced || m.report != "") }

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
	case "content-length":
		h.length, _ = strconv.Atoi(strings.TrimSpace(value))
	case "subject":
		h.subject = subjectOf(value)
		h.title = h.subject
	case "date":
		h.date = value
	case "from":
		h.sender = subjectOf(value)
		if a, err := mail.ParseAddress(strings.TrimSpace(value)); err == nil {
			h.from = a.Address
		}
	default:
		h.mark(strings.ToLower(name), strings.ToLower(strings.TrimSpace(value)))
	}
}

// mark takes a field that may tell automatic mail, in small letters.
func (m *marks) mark(name, value string) {
	word := strings.TrimSpace(value[:max(0, strings.IndexAny(value+";", ";("))])
	switch name {
	case "auto-submitted":
		m.generated = m.generated || word != "no" && word != ""
		m.replied = m.replied || word == "auto-replied"
	case "x-autoreply", "x-autorespond":
		m.replied = m.replied || word != "no"
	case "precedence":
		m.replied = m.replied || word == "auto_reply"
	case "in-reply-to":
		m.inReply = true
	case "return-path":
		m.bounced = m.bounced || value == "<>"
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
	if h.kind == "message/partial" {
		h.number, h.total = param(value, "number"), param(value, "total")
	}
	h.delSp = strings.EqualFold(param(value, "delsp"), "yes")
	if h.kind == "multipart/report" {
		h.report = cmp.Or(strings.ToLower(param(value, "report-type")), "delivery-status")
	}
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
