package mail

import (
	"bytes"
	"slices"
	"strings"

	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/legible"
	"fieldfolio/sync/mail/charset"
	"fieldfolio/sync/mail/packed"
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
	failed   []Undelivered
	missing  int // per cent of the body, by its header
	pictures int
	views    []view
	leaves   []leaf // decoded, for guesses
	faults   []Fault
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
		w.fault("it has too many parts, or parts within parts", askFor+"as plain text in the mail itself")
		return
	}
	h, body := cutHeader(raw)
	if depth == 0 {
		if n := h.length - len(body); n > h.length/20 {
			w.missing = 100 * n / h.length
		}
		w.from, w.subject, w.marks, w.label = h.from, h.subject, h.marks, h.label
	} else if namesUs(h.subject) {
		w.subject = h.subject // of a mail that was forwarded, or came back
	}
	switch {
	case strings.HasPrefix(h.kind, "multipart/"):
		if by := packed.Encrypted(nil, h.kind, ""); by != "" {
			w.fault("the mail program has encrypted it ("+by+")", sendPlain)
		}
		w.multipart(body, h, depth)
	case h.kind == "message/partial":
		w.partial(h)
		w.leaf(body, h, depth)
	case h.kind == "message/delivery-status", h.kind == "message/global-delivery-status":
		w.failed = append(w.failed, recipients(undo.Transfer(body, h.encoding))...)
		w.leaf(body, h, depth)
	case strings.HasPrefix(h.kind, "message/"), h.kind == "text/rfc822-headers":
		w.entity(undo.Transfer(body, h.encoding), depth+1)
	default:
		w.leaf(body, h, depth)
	}
}

// multipart reads the parts between boundaries.
func (w *walk) multipart(body []byte, h header, depth int) {
	boundary := "--" + h.boundary
	if h.boundary == "" || !bytes.HasPrefix(body, []byte(boundary)) && !bytes.Contains(body, []byte("\n"+boundary)) {
		if boundary = guessBoundary(body); boundary == "" {
			w.leaf(body, header{}, depth)
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
			w.leaf(part, header{}, depth) // before the first boundary
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
	askFor    = fault.AskOffice + "send the diff "
	sendPlain = askFor + "as plain text in the mail itself; it is signed anyway"
	sendText  = askFor + "as text in the mail itself, or as a .txt or .eml file"
	sendFile  = askFor + "as a file, such as a .txt or .eml file attached to a mail"
)

// leaf reads a part that has no parts.
func (w *walk) leaf(body []byte, h header, depth int) {
	kind, _, _ := strings.Cut(h.kind, "/")
	if kind == "image" || kind == "audio" || kind == "video" || kind == "font" {
		w.pictures++
		return
	}
	data := undo.Transfer(body, h.encoding)
	if w.unpack(data, h, depth) {
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

// asText returns a text as UTF-8 with line feeds; what is not text stays as it
// is.
func asText(data []byte) []byte {
	if packed.Is(data) {
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

// unpack reads what is in a file that is not text. It returns false for a text.
func (w *walk) unpack(data []byte, h header, depth int) bool {
	if by := packed.Encrypted(data, h.kind, strings.ToLower(h.name)); by != "" {
		w.fault("the mail program has encrypted it ("+by+")", sendPlain)
		return true
	}
	f, ok := packed.Open(data, w.left)
	if !ok {
		return false
	}
	views := len(w.views)
	for _, part := range f.Parts {
		w.left -= len(part)
		w.entity(asText(part), depth+1)
	}
	if len(w.views) == views {
		w.notText(f, h.name)
	}
	return true
}

// notText records that a file has no text that can be read.
func (w *walk) notText(f packed.File, name string) {
	what := "it has " + f.What + " instead of text"
	if name = legible.Line(name); name != "" {
		what = name[:min(len(name), 60)] + " is " + f.What
	}
	if f.Why != "" {
		what += ": " + f.Why
	}
	do := fault.Remedy{Text: sendText}
	switch {
	case strings.Contains(f.What, ".msg"):
		do = fault.Remedy{Action: fault.PasteMail}
	case f.Unpack && f.Why == "":
		do.Text = "unpack it and receive the file in it"
	case strings.Contains(f.What, "winmail.dat"):
		do.Text = fault.AskOffice + "send as plain text: in Outlook, File, Options, Mail, compose messages in Plain Text format"
	}
	w.add(Fault{what, do})
}

// unflow joins the lines of format=flowed with DelSp=yes: the blank at the end
// of a line is removed with the line end.
func unflow(text []byte) []byte {
	return bytes.ReplaceAll(text, []byte(" \n"), nil)
}
