package exchange

import (
	"errors"
	"strings"
	"time"
)

// ErrMailChanged is returned if the mails to be sent differ from those that a
// person has read. No mail was sent.
var ErrMailChanged = errors.New("what is owed has changed since the mail was shown; read it as it is now")

// Mail is a composed mail with a diff. It is sent as it was read: it does not
// change between composing and sending.
type Mail struct {
	Link      Link      // as of composing
	At        time.Time // when it was composed
	From, To  string    // addresses; To is empty if none is known
	Subject   string
	Body      string // the diff between its fences, as sent
	Text      string // the same, readable
	Recipient string // age recipient to which Body is encrypted; empty if it is not encrypted
	Number    int    // number of changes in it, as the receiver counts them: without receipts
	More      int64  // number of changes left out because of the mail limit
	End       int64  // position in the outbox after the last change
}

// Compressed reports whether Body is compressed, so that people cannot read it,
// and not encrypted.
func (m *Mail) Compressed() bool {
	return m.Recipient == "" && strings.TrimSpace(m.Body) != strings.TrimSpace(m.Text)
}

// Same reports whether two mails have the same content, addresses and copy, and
// the same recipient of encryption, or none.
func (m *Mail) Same(o *Mail) bool {
	return m.Link.ID == o.Link.ID && m.From == o.From && m.To == o.To && m.Text == o.Text && m.Recipient == o.Recipient
}
