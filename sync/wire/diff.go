package wire

import (
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// FormatVersion is the version of the format that this package reads and
// writes, as stated in the fences.
const FormatVersion = 1

// Copy identifies one copy of the portfolio: an office and its incarnation,
// which is empty if it is not known yet.
type Copy struct{ Office, Incarnation string }

// String returns office.incarnation, or the office alone.
func (c Copy) String() string {
	if c.Incarnation == "" {
		return c.Office
	}
	return c.Office + "." + c.Incarnation
}

// ParseCopy reads what String writes.
func ParseCopy(s string) (Copy, error) {
	office, incarnation, found := strings.Cut(s, ".")
	if !portfolio.OfficeCode(office) || found && (portfolio.ID{Office: office, Incarnation: incarnation,
		N: 1}).CheckParts() != nil {
		return Copy{}, fmt.Errorf("%q is not an office or copy of one", s)
	}
	return Copy{office, incarnation}, nil
}

// Diff is the content of a mail from one copy to another.
type Diff struct {
	From, To Copy
	After    int64          // position in the sender's outbox after which Changes follow; at least 0
	Changes  []Posted       // that follow
	More     int64          // number of changes after these, left out because of the receiver's mail limit
	In       int64          // position up to which the sender has received the receiver's outbox
	InChain  string         // hash over the changes up to there; empty for position 0
	Extra    []Posted       // changes outside the outbox that prove who the sender is
	Join     *Join          // from an office that answers an invitation
	Roots    exchange.Roots // headquarters' keys as the sender knows them, if they were succeeded; otherwise empty
	Program  string         // version of the sender's program
	Told     string         // why mail from the receiver was rejected, for people
}

// Posted is a change in a diff.
type Posted struct {
	portfolio.Change
	// Doubt says why the sender is not certain of the change's author; empty
	// if it is.
	Doubt string

	Wrong string // why the rules here refuse the change; empty if they do not
}

// Join is the answer of an office to its invitation.
type Join struct {
	Key    string   // its public signing key, in base64
	Secret string   // of the invitation
	Local  []string // incarnations that the copy had before
	Email  string   // address of the office; empty if it is the one in the invitation
}

// Bare reports whether the diff has only an acknowledgement.
func (d *Diff) Bare() bool { return len(d.Changes) == 0 && len(d.Extra) == 0 && d.Join == nil }

// End returns the position after the last change.
func (d *Diff) End() int64 { return d.After + int64(len(d.Changes)) }

// Content returns the canonical encoding that is signed: see the package
// documentation.
func (d *Diff) Content() []byte {
	b := appendText(nil, fmt.Sprintf("fieldfolio %d", FormatVersion))
	for _, s := range []string{d.From.Office, d.From.Incarnation, d.To.Office, d.To.Incarnation, d.InChain, d.Program,
		d.Told} {
		b = appendText(b, s)
	}
	for _, n := range []int64{d.After, d.More, d.In} {
		b = binary.AppendVarint(b, n)
	}
	if d.Join == nil {
		b = binary.AppendVarint(b, 0)
	} else {
		b = binary.AppendVarint(b, 1)
		for _, s := range []string{d.Join.Key, d.Join.Secret, strings.Join(d.Join.Local, " "), d.Join.Email} {
			b = appendText(b, s)
		}
	}
	for _, list := range [][]Posted{d.Changes, d.Extra} {
		b = binary.AppendVarint(b, int64(len(list)))
		for i := range list {
			sum := list[i].Digest()
			b = append(b, sum[:]...)
			b = appendText(b, list[i].Doubt)
		}
	}
	if len(d.Roots) > 0 {
		b = appendText(b, "roots "+strings.Join(d.Roots, " "))
	}
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// Signed is a diff with a signature that has not been checked yet.
type Signed struct {
	Diff
	Signature []byte

	Read string // the text from which it was decoded; empty if it was not
}

// Sign signs a diff.
func Sign(d Diff, key ed25519.PrivateKey) Signed {
	return Signed{Diff: d, Signature: ed25519.Sign(key, d.Content())}
}

// Verify reports whether the signature of the diff was made with the key.
func (s *Signed) Verify(key ed25519.PublicKey) bool {
	return len(s.Signature) == ed25519.SignatureSize && ed25519.Verify(key, s.Content(), s.Signature)
}
