package compose

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// The limits of a Letter.
const (
	lineColumns     = 72  // of a line of the body
	addressLength   = 254 // RFC 5321, section 4.5.3.1.3, less the brackets
	subjectColumns  = 200
	headerDateShape = "2 Jan 2006 15:04:05 -0700"
)

// Letter is one plain mail from one address to one other. Every byte of it is
// ASCII; the zero value is not useful.
type Letter struct {
	From, To string // bare addresses: no names, no brackets
	Subject  string
	Body     string // lines of at most 72 columns that end in LF
	Date     time.Time
	Attached *Attachment // nil: none
}

// unanswered are the fields by which automatic responders leave a mail alone:
// that of RFC 3834, and the one that Exchange and Outlook obey.
const unanswered = "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\n"

// Bytes returns the whole mail with LF line ends. Without an attachment the header is as short as
// RFC 5322 lets it be: no MIME fields, since us-ascii in 7 bits is what their
// absence means, no day of the week, and no Message-ID, which the server that
// takes the mail adds; only unanswered is added to it. Body stands behind it as it is; a last line without an
// end gets one.
//
// A letter that could not be read back as it was meant (addresses and subjects
// with line breaks, bodies with bytes that mailers change) is refused with all
// that is wrong with it.
func (l Letter) Bytes() ([]byte, error) {
	if err := l.check(); err != nil {
		return nil, fmt.Errorf("write mail: %w", err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "From: %s\nTo: %s\nSubject: %s\nDate: %s\n%s",
		l.From, l.To, l.Subject, l.Date.UTC().Format(headerDateShape), unanswered)
	body := l.Body
	if body != "" && !strings.HasSuffix(body, "\n") {
		body += "\n"
	}
	if l.Attached == nil {
		return []byte(b.String() + "\n" + body), nil
	}
	parts, err := l.Attached.with(body)
	if err != nil {
		return nil, fmt.Errorf("write mail: %w", err)
	}
	return append([]byte(b.String()), parts...), nil
}

func (l Letter) check() error {
	var date error
	if l.Date.IsZero() {
		date = errors.New("it has no date")
	}
	return errors.Join(
		checkAddress("the sender's address", l.From),
		checkAddress("the receiver's address", l.To),
		checkSubject(l.Subject), date, checkBody(l.Body), l.Attached.check())
}

// checkAddress returns an error for anything but one plain address. Quoted
// local parts and address literals are refused too: they are not used in
// practice, and programs treat them differently.
func checkAddress(what, address string) error {
	local, domain, found := strings.Cut(address, "@")
	why := ""
	switch {
	case address == "":
		return fmt.Errorf("%s is missing", what)
	case len(address) > addressLength:
		why = fmt.Sprintf("it is longer than %d characters", addressLength)
	case foreign(address) >= 0:
		why = "it has a line break, a control character or one that is not ASCII"
	case strings.ContainsAny(address, ",;"):
		why = "there may be one address only"
	case strings.ContainsAny(address, ` ()<>[]:\"`):
		why = "it has to be a bare address as in roea@example.org"
	case !found || local == "" || domain == "" || strings.Contains(domain, "@"):
		why = "it is not of the form name@domain"
	case strings.HasPrefix(address, "-"):
		why = "it begins with a hyphen, which mail programs take for an option"
	}
	if why == "" {
		return nil
	}
	return fmt.Errorf("%s %q cannot be used: %s", what, address, why)
}

func checkSubject(subject string) error {
	switch {
	case strings.TrimSpace(subject) == "":
		return errors.New("the subject is missing")
	case len(subject) > subjectColumns:
		return fmt.Errorf("the subject is longer than %d characters", subjectColumns)
	case foreign(subject) >= 0:
		return fmt.Errorf("the subject %q cannot be used: it has a line break, a control character or one that is not ASCII",
			subject)
	}
	return nil
}

func checkBody(body string) error {
	number := 0
	for line := range strings.Lines(body) {
		number++
		line = strings.TrimSuffix(line, "\n")
		if len(line) > lineColumns {
			return fmt.Errorf("line %d of the body has %d characters, more than %d", number, len(line), lineColumns)
		}
		if i := foreign(line); i >= 0 {
			return fmt.Errorf("line %d of the body has the byte %#02x, which mails do not carry unchanged", number, line[i])
		}
	}
	return nil
}

// foreign returns the position of the first byte of text that is not printable
// ASCII, or -1.
func foreign(text string) int {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return i
		}
	}
	return -1
}
