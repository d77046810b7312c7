package exchange

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
)

// The fields of a receipt.
const (
	FieldChanges   = "changes"
	FieldDay       = "day"
	FieldCorrects  = "corrects"
	FieldRuling    = "verdict"
	FieldWhy       = "why"
	FieldSignature = "signature"
)

// Receipt is headquarters' statement about changes that it received. It is a
// change that creates a record of kind receipt, signed by headquarters, so that
// other offices can pass it on with the changes that it lists and cannot forge
// it.
type Receipt struct {
	ID      portfolio.ID // of the change that holds the receipt
	Changes []ReceiptRef
	Day     portfolio.Date // when headquarters received the changes; 0 in a later ruling
	// Corrects is true for a receipt with which a person corrects the day of
	// the changes, which may be receipts themselves: their day is that on which
	// they were given. It is no ruling. What it says of one is what applies to
	// the changes, for releases that do not know corrections.
	Corrects bool
	Ruling   portfolio.Ruling
	Why      string         // reason of a ruling, one sentence
	Person   string         // who ruled
	Login    string         // of the person; empty if it is not known
	Given    portfolio.Date // by headquarters' clock
}

// ReceiptRef identifies a change by its id and 80 bits of the content's hash,
// because other content with the same 40 bits could be found.
type ReceiptRef struct {
	ID   portfolio.ID
	More string // the characters of the hash after those in the id
}

// refHash is the number of characters of a hash in a receipt.
const refHash = 16

// MaxReceipt is the maximum number of changes in a receipt.
const MaxReceipt = 400

// ReceiptChunks splits references into as few lists as fit into receipts, by
// number and by length.
func ReceiptChunks(refs []ReceiptRef) [][]ReceiptRef {
	var out [][]ReceiptRef
	for len(refs) > 0 {
		n := min(len(refs), MaxReceipt)
		for n > 1 && len(formatRefs(refs[:n])) > portfolio.MaxFieldText {
			n /= 2
		}
		out, refs = append(out, refs[:n]), refs[n:]
	}
	return out
}

// RefOf returns the reference to a change in receipts.
func RefOf(c *portfolio.Change) ReceiptRef {
	sum := c.Digest()
	return ReceiptRef{c.ID, portfolio.HashText.EncodeToString(sum[:10])[portfolio.HashLength:]}
}

// NewReceipt returns the signed and finished change that holds a receipt. r.ID
// must have everything but the hash.
func NewReceipt(r Receipt, at time.Time, key ed25519.PrivateKey) portfolio.Change {
	c := portfolio.Change{ID: r.ID, Person: r.Person, Login: r.Login, At: at, Creates: portfolio.ReceiptRecord}
	c.Fields = append(c.Fields, portfolio.Setting{Field: FieldChanges, Value: formatRefs(r.Changes)})
	if r.Day.Known() {
		c.Fields = append(c.Fields, portfolio.Setting{Field: FieldDay, Value: r.Day.Plain()})
	}
	if r.Corrects {
		c.Fields = append(c.Fields, portfolio.Setting{Field: FieldCorrects, Value: portfolio.Yes})
	}
	if r.Ruling != portfolio.Taken {
		c.Fields = append(c.Fields, portfolio.Setting{Field: FieldRuling, Value: string(r.Ruling)})
	}
	if r.Why != "" {
		c.Fields = append(c.Fields, portfolio.Setting{Field: FieldWhy, Value: r.Why})
	}
	c.Finish()
	sum := unsigned(&c)
	c.Fields = append(c.Fields, portfolio.Setting{Field: FieldSignature,
		Value: base64.RawStdEncoding.EncodeToString(ed25519.Sign(key, sum[:]))})
	c.Finish()
	return c
}

// unsigned returns the hash of a receipt without its signature.
func unsigned(c *portfolio.Change) [sha256.Size]byte {
	bare := *c
	bare.Fields = slices.DeleteFunc(slices.Clone(c.Fields),
		func(s portfolio.Setting) bool { return s.Field == FieldSignature })
	bare.ID.Hash = ""
	return bare.Digest()
}

// SignedBy reports whether a receipt is signed with one of the keys.
func SignedBy(c *portfolio.Change, keys []ed25519.PublicKey) bool {
	s, _ := c.Setting(FieldSignature)
	sig, err := base64.RawStdEncoding.Strict().DecodeString(s.Value)
	if err != nil || len(sig) != ed25519.SignatureSize || base64.RawStdEncoding.EncodeToString(sig) != s.Value {
		return false // a signature has one encoding only, or copies with other ids could be made
	}
	sum := unsigned(c)
	return slices.ContainsFunc(keys, func(k ed25519.PublicKey) bool { return ed25519.Verify(k, sum[:], sig) })
}

// ReceiptOf decodes a change as a receipt. It is false for other changes and
// for receipts that cannot be decoded. It does not check the signature.
func ReceiptOf(c *portfolio.Change) (Receipt, bool) {
	if c.Creates != portfolio.ReceiptRecord {
		return Receipt{}, false
	}
	text := func(field string) string { s, _ := c.Setting(field); return s.Value }
	r := Receipt{ID: c.ID, Ruling: portfolio.Ruling(text(FieldRuling)), Why: text(FieldWhy),
		Person: c.Person, Login: c.Login, Given: portfolio.DateOf(c.At)}
	if !slices.Contains([]portfolio.Ruling{portfolio.Taken, portfolio.Held, portfolio.Rejected}, r.Ruling) {
		return r, false
	}
	if day := text(FieldDay); day != "" {
		d, err := portfolio.ParseDate(day)
		if err != nil {
			return r, false
		}
		r.Day = d
	}
	r.Corrects = text(FieldCorrects) == portfolio.Yes
	var ok bool
	r.Changes, ok = parseRefs(text(FieldChanges))
	return r, ok
}

// formatRefs returns references separated by blanks, without office and
// incarnation if they are those of the previous one.
func formatRefs(refs []ReceiptRef) string {
	parts := make([]string, len(refs))
	for i, r := range refs {
		parts[i] = r.ID.String() + r.More
		if i > 0 && r.ID.Office == refs[i-1].ID.Office && r.ID.Incarnation == refs[i-1].ID.Incarnation {
			_, parts[i], _ = strings.Cut(parts[i], ":")
		}
	}
	return strings.Join(parts, " ")
}

func parseRefs(text string) ([]ReceiptRef, bool) {
	var refs []ReceiptRef
	prefix := ""
	for part := range strings.FieldsSeq(text) {
		if i := strings.IndexByte(part, ':'); i >= 0 {
			prefix, part = part[:i+1], part[i+1:]
		}
		cut := len(part) - (refHash - portfolio.HashLength)
		if cut <= 0 {
			return nil, false
		}
		id, err := portfolio.ParseID(prefix + part[:cut])
		if err != nil {
			return nil, false
		}
		refs = append(refs, ReceiptRef{id, part[cut:]})
	}
	return refs, len(refs) > 0 && len(refs) <= MaxReceipt
}

// Names reports whether the receipt lists a change with exactly this content.
func (r *Receipt) Names(c *portfolio.Change) bool { return slices.Contains(r.Changes, RefOf(c)) }

// Confirms reports whether headquarters has received exactly this change, not
// only one with the same id.
func Confirms(j *portfolio.Judgement, c *portfolio.Change) bool {
	return j.By != (portfolio.ID{}) && j.More == RefOf(c).More
}

// AddReceipt merges another receipt into j; more is how that receipt identifies
// the change beyond its id.
func AddReceipt(j *portfolio.Judgement, r *Receipt, more string) {
	if r.Corrects {
		if r.ID.Compare(j.Correction) > 0 {
			j.Day, j.Correction = r.Day, r.ID
		}
		return
	}
	j.Receipted = j.Receipted || r.Day.Known()
	if r.Day.Known() && j.Correction == (portfolio.ID{}) && (!j.Day.Known() || r.Day < j.Day) {
		j.Day = r.Day
	}
	if j.Add(&portfolio.Decision{By: r.ID, Ruling: r.Ruling, Why: r.Why, Person: r.Person, Login: r.Login, On: r.Given}) {
		j.More = more
	}
}
