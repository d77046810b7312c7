package exchange

import (
	"errors"
	"strings"
	"time"
)

// ErrMailChanged is returned where mails that a person has read are to be sent
// and others would be composed now. None of them was sent.
var ErrMailChanged = errors.New("what is owed has changed since the mail was shown; read it as it is now")

// Mail is a composed mail with a diff. It goes as a person has read it: until it is
// sent, it stays as it is.
type Mail struct {
	Link      Link      // as it stood when the mail was composed
	At        time.Time // when it was composed
	From, To  string    // addresses; To is empty if none is known
	Subject   string
	Body      string // the diff between its fences, as it goes
	Text      string // the same, readable
	Recipient string // age recipient to which Body is encrypted; empty if it is not
	Number    int    // changes in it
	More      int64  // changes that it leaves out for the mail limit
	End       int64  // position in the outbox behind the last change
}

// Compressed reports whether people cannot read along, though the mail is not
// encrypted.
func (m *Mail) Compressed() bool {
	return m.Recipient == "" && strings.TrimSpace(m.Body) != strings.TrimSpace(m.Text)
}

// Same reports whether two mails say the same to the same copy, from and to the same
// addresses, and are encrypted to the same recipient or not at all.
func (m *Mail) Same(o *Mail) bool {
	return m.Link.ID == o.Link.ID && m.From == o.From && m.To == o.To && m.Text == o.Text && m.Recipient == o.Recipient
}
