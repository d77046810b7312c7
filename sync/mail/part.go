package mail

import (
	"bytes"
	"slices"
	"strings"

	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/mail/charset"
	"fieldfolio/sync/mail/undo"
)

// walk goes through the parts of a message within its limits.
type walk struct {
	left    int // bytes that may still be decoded
	parts   int
	from    string
	subject string // that of our mail in it, or its own
	label
	marks
	views  []view
	leaves []leaf // decoded, for guesses
	faults []Fault
}

func (w *walk) fault(what, do string) { w.add(Fault{what, fault.Remedy{Text: do}}) }

// add records a fault, once.
func (w *walk) add(f Fault) {
	if !slices.Contains(w.faults, f) {
		w.faults = append(w.faults, f)
	}
}

// entity reads a message or part.
func (w *walk) entity(raw []byte, depth int) {
	w.parts++
	if depth > maxDepth || w.parts > maxParts {
		w.fault("it has too many parts, or parts within parts", "send the diff as plain text in the mail itself")
		return
	}
	h, body := cutHeader(raw)
	if depth == 0 {
		w.from, w.subject, w.marks, w.label = h.from, h.subject, h.marks, h.label
	} else if namesUs(h.subject) {
		w.subject = h.subject // of a mail that was forwarded, or came back
	}
	switch {
	case strings.HasPrefix(h.kind, "multipart/"):
		if h.kind == "multipart/encrypted" {
			w.fault(encrypted, sendPlain)
		}
		w.multipart(body, h, depth)
	case strings.HasPrefix(h.kind, "message/") && h.kind != "message/delivery-status", h.kind == "text/rfc822-headers":
		w.entity(undo.Transfer(body, h.encoding), depth+1)
	default:
		w.leaf(body, h)
	}
}

// multipart reads the parts between boundaries.
func (w *walk) multipart(body []byte, h header, depth int) {
	boundary := "--" + h.boundary
	if h.boundary == "" || !bytes.HasPrefix(body, []byte(boundary)) && !bytes.Contains(body, []byte("\n"+boundary)) {
		if boundary = guessBoundary(body); boundary == "" {
			w.leaf(body, header{})
			return
		}
	}
	for i, part := range cutParts(body, boundary) {
		if w.parts > maxParts {
			w.entity(part, depth+1) // it reports the missing boundary
			return
		}
		switch {
		case i == 0 && len(bytes.TrimSpace(part)) == 0:
		case i == 0:
			w.leaf(part, header{}) // before the first boundary
		default:
			w.entity(part, depth+1)
		}
	}
}

// cutParts splits a body at the boundary lines, up to the limit of parts.
func cutParts(body []byte, boundary string) [][]byte {
	var parts [][]byte
	start := 0
	for at := 0; at < len(body) && len(parts) <= maxParts; {
		line := body[at:]
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end+1]
		}
		if bytes.HasPrefix(line, []byte(boundary)) {
			parts = append(parts, body[start:at])
			start = at + len(line)
		}
		at += len(line)
	}
	return append(parts, body[start:])
}

// guessBoundary returns the first line that looks like a boundary, with a
// header field in the line behind it.
func guessBoundary(body []byte) string {
	for at := 0; at < len(body) && at < maxHeader; {
		line, rest, _ := bytes.Cut(body[at:], []byte("\n"))
		if bytes.HasPrefix(line, []byte("--")) && len(line) > 4 && isField(rest[:min(len(rest), 80)]) {
			return string(bytes.TrimRight(line, " \t"))
		}
		at += len(line) + 1
	}
	return ""
}

const (
	encrypted = "the mail program has encrypted it"
	sendPlain = "send the diff as plain text in the mail itself; it is signed anyway"
)

// leaf reads a part that has no parts.
func (w *walk) leaf(body []byte, h header) {
	kind, _, _ := strings.Cut(h.kind, "/")
	if kind == "image" || kind == "audio" || kind == "video" || kind == "font" {
		return
	}
	data := undo.Transfer(body, h.encoding)
	if w.archive(data, h) {
		return
	}
	if len(data) > w.left {
		w.add(Fault{"it is larger than 8 MB", fault.Remedy{Action: fault.LowerMailLimit}})
		data = data[:w.left]
	}
	w.left -= len(data)
	if data = asText(data); noText(data) {
		return
	}
	if h.delSp {
		data = unflow(data)
	}
	w.leaves = append(w.leaves, leaf{data, h.charset})
	if strings.HasSuffix(h.kind, "html") {
		data = undo.HTML(data)
	}
	w.views = append(w.views, view{text: charset.ASCII(data)})
}

// asText returns a text as UTF-8 with line feeds; files of Office, which have
// texts in UTF-16, stay as they are.
func asText(data []byte) []byte {
	if bytes.HasPrefix(data, []byte(compound)) {
		return data
	}
	return charset.Text(data)
}

// noText reports whether data, by its beginning, is not text in any character
// set: more than a sixteenth of it are control characters, not counting NUL
// bytes of wide characters and of disks.
func noText(data []byte) bool {
	data = data[:min(len(data), 64<<10)]
	controls := 0
	for _, c := range data {
		if c > 0 && c < ' ' && (c < '\t' || c > '\r') && c != '\x1b' {
			controls++
		}
	}
	return controls > len(data)/16
}

// compound is the signature of OLE compound files: .msg, .doc, .xls.
const compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// archive recognizes what a person has to unpack, and what the sender has to
// switch off.
func (w *walk) archive(data []byte, h header) bool {
	switch {
	case bytes.HasPrefix(data, []byte("\x78\x9f\x3e\x22")) || strings.HasSuffix(h.kind, "ms-tnef"):
		w.fault("it is a winmail.dat, which only Outlook reads",
			"send as plain text: in Outlook, File, Options, Mail, compose messages in Plain Text format")
	case bytes.HasPrefix(data, []byte(compound)):
		w.add(Fault{"it is a file of Outlook or Office, such as a message saved as .msg",
			fault.Remedy{Action: fault.PasteMail}})
	case bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("\x1f\x8b")):
		w.fault("the attachment is packed", "unpack it and receive the file in it")
	case strings.Contains(h.kind, "pkcs7-mime"):
		w.fault(encrypted, sendPlain)
	default:
		return false
	}
	return true
}

// unflow joins the lines of format=flowed with DelSp=yes: the blank at the end
// of a line is removed with the line end.
func unflow(text []byte) []byte {
	return bytes.ReplaceAll(text, []byte(" \n"), nil)
}
