package wire

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"iter"
	"strings"

	"github.com/BurntSushi/toml"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
)

// Invitation is the file with which a copy joins an office. Its secret can be
// used by one copy, until a date.
type Invitation struct {
	Office       string `toml:"office"`             // code of the invited office
	Headquarters string `toml:"headquarters"`       // code of headquarters
	Email        string `toml:"email"`              // address of headquarters
	Address      string `toml:"address"`            // address of the invited office
	Key          string `toml:"key"`                // headquarters' public signing key
	Succeeds     string `toml:"succeeds,omitempty"` // its keys before that one, in order, with blanks between them
	Secret       string `toml:"secret"`
	Recipient    string `toml:"recipient,omitempty"` // to which the answer is encrypted; empty if it is not encrypted
	Until        string `toml:"until"`               // expiry date, by headquarters' clock
	Signature    string `toml:"signature"`
}

const invitationHead = `# An invitation to fieldfolio. It is for one office, and good once: hand it over
# as you would a password. The office runs:  fieldfolio sync join THIS-FILE
`

// Text returns the invitation as a file.
func (inv *Invitation) Text() (string, error) {
	var b strings.Builder
	b.WriteString(invitationHead)
	if err := toml.NewEncoder(&b).Encode(inv); err != nil { //nolint:gosec // carrying the secret is what it is for
		return "", fmt.Errorf("write the invitation: %w", err)
	}
	return b.String(), nil
}

// ReadInvitation returns the first of the readings of a file or mail that is a
// valid invitation. what says what the file is instead, if that is known.
func ReadInvitation(readings iter.Seq[string], what string) (Invitation, error) {
	var first error
	for text := range readings {
		inv, err := ParseInvitation(text)
		if err == nil {
			return inv, nil
		}
		if first == nil {
			first = err
		}
	}
	var none Invitation
	switch {
	case first != nil:
		return none, first
	case what != "":
		return none, none.Fault("cannot be read: " + what)
	}
	return none, none.Fault("cannot be read: the file has no invitation in it")
}

// ParseInvitation reads a file written by Text, and checks its signature.
func ParseInvitation(text string) (Invitation, error) {
	var inv Invitation
	if len(text) > 10_000 {
		return inv, inv.Fault("is too large for one")
	}
	if _, err := toml.Decode(text, &inv); err != nil {
		return inv, inv.Fault("is not TOML: " + err.Error())
	}
	return inv, inv.Check()
}

// Check returns an error if the invitation is not valid.
func (inv *Invitation) Check() error {
	key, err := portfolio.ParseKey(inv.Key)
	sig, sigErr := base64.RawStdEncoding.Strict().DecodeString(inv.Signature)
	_, dayErr := portfolio.ParseDate(inv.Until)
	switch {
	case !portfolio.OfficeCode(inv.Office) || !portfolio.OfficeCode(inv.Headquarters) || inv.Secret == "" || dayErr != nil:
		return inv.Fault("lacks its office, headquarters, secret or last day")
	case inv.Office == inv.Headquarters:
		return inv.Fault("is for headquarters itself")
	case !inv.plain():
		return inv.Fault("has a text that is too long or has control characters")
	case !inv.Roots().Valid() || err != nil || sigErr != nil || !ed25519.Verify(key, inv.Content(), sig):
		return inv.Fault("was altered: its signature does not match")
	}
	return nil
}

// Roots returns headquarters' keys.
func (inv *Invitation) Roots() exchange.Roots { return append(strings.Fields(inv.Succeeds), inv.Key) }

// plain reports whether the texts can be used in a mail.
func (inv *Invitation) plain() bool {
	for _, text := range []string{inv.Email, inv.Address, inv.Secret, inv.Recipient} {
		if same, err := portfolio.NormalText("invitation", text, 254, false); err != nil || same != text {
			return false
		}
	}
	return true
}

func (inv *Invitation) Fault(why string) error {
	return &fault.Invalid{Field: "the invitation", Why: why,
		Do: "ask headquarters for the file again; nothing was changed"}
}

func (inv *Invitation) Content() []byte {
	b := appendText(nil, "fieldfolio invitation 1")
	for _, s := range []string{inv.Office, inv.Headquarters, inv.Email, inv.Address, inv.Key, inv.Secret, inv.Recipient,
		inv.Until} {
		b = appendText(b, s)
	}
	if inv.Succeeds != "" {
		b = appendText(b, inv.Succeeds)
	}
	return b
}

func (inv *Invitation) Sign(key ed25519.PrivateKey) {
	inv.Signature = base64.RawStdEncoding.EncodeToString(ed25519.Sign(key, inv.Content()))
}
