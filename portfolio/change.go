package portfolio

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio/fault"
)

// Change is one edit of one record by one person. It is never altered or
// deleted.
type Change struct {
	ID     ID
	Person string // as the person gave it
	// Login is that of the operating system, or the code of the office of a person who
	// logged in over SSH; empty if it is not known, and for what the program makes.
	Login   string
	At      time.Time  // author's clock, whole seconds, UTC; for display only
	Record  string     // the record's id; empty if the change creates the record
	Creates RecordKind // kind of the record that the change creates; empty if the record exists
	Fields  []Setting  // by name, each once
	Over    []ID       // the changes that this one supersedes, as its author saw them, in order; all have smaller numbers
	Reason  string     // may be empty
	Step    string     // the same in all changes of one bulk edit; may be empty
	// Joined is the office that the author's copy joined after it made the
	// change as office "local"; empty otherwise, and if it is not known. It is
	// not part of the change: a store that has the register fills it in.
	Joined string
}

// Office returns the office of the author for display: if the copy has joined
// an office since it made the change, that office.
func (c *Change) Office() string { return cmp.Or(c.Joined, c.ID.Office) }

// Setting is a field with its new value. Fields that this release does not
// know are kept as they are.
type Setting struct {
	Field string
	Value string // canonical text, see FieldSpec
	Unset bool   // the field is cleared; Value is empty
}

// FieldValue returns the new value of the field, unknown if the setting clears
// it.
func (s Setting) FieldValue() FieldValue { return FieldValue{Text: s.Value, Known: !s.Unset} }

// FieldValue is the canonical text of a field, which may be unknown.
type FieldValue struct {
	Text  string
	Known bool
}

// Plain returns the text, empty if the value is unknown.
func (v FieldValue) Plain() string { return v.Text }

// Shown returns the text, a dash if the value is unknown.
func (v FieldValue) Shown() string {
	if !v.Known {
		return "–"
	}
	return v.Text
}

// Spoken returns the text, "unknown" if the value is.
func (v FieldValue) Spoken() string {
	if !v.Known {
		return "unknown"
	}
	return v.Text
}

// Target returns the id of the record that the change is about: the change's
// own id if it creates the record.
func (c *Change) Target() string {
	if c.Creates != "" {
		return c.ID.String()
	}
	return c.Record
}

// Setting returns the setting of a field, and false if the change does not set
// it.
func (c *Change) Setting(field string) (Setting, bool) {
	i, ok := slices.BinarySearchFunc(c.Fields, field, func(s Setting, f string) int { return strings.Compare(s.Field, f) })
	if !ok {
		return Setting{}, false
	}
	return c.Fields[i], true
}

// Finish sorts Fields and Over, and completes the id with the hash of the
// content.
func (c *Change) Finish() {
	slices.SortFunc(c.Fields, func(a, b Setting) int { return strings.Compare(a.Field, b.Field) })
	slices.SortFunc(c.Over, ID.Compare)
	c.Over = slices.Compact(c.Over)
	c.At = c.At.UTC().Truncate(time.Second)
	c.Person, c.Login = SplitAuthor(c.AuthorText()) // without a login that cannot be kept
	c.ID.Hash = c.hash()
}

var HashText = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

func (c *Change) hash() string {
	sum := c.Digest()
	return HashText.EncodeToString(sum[:5])
}

// Digest returns the SHA-256 hash of the whole content, including office and
// number. Its first 40 bits are in the id.
func (c *Change) Digest() [sha256.Size]byte {
	b := make([]byte, 0, 256)
	b = appendText(b, c.ID.Office)
	b = appendText(b, c.ID.Incarnation)
	b = appendNumber(b, c.ID.N)
	b = appendText(b, c.Record)
	return sha256.Sum256(c.appendBody(b))
}

// The limits of a change. What people enter has narrower limits, field by
// field.
const (
	maxFields    = 64
	MaxFieldText = 20_000
	maxOver      = 100_000
	maxPerson    = 80
	maxReason    = 500
	maxStep      = 100
	maxRecord    = 100
	maxWritten   = 400_000 // bytes of its texts in a diff
)

// Check returns an error for what no release could have written: a wrong hash,
// Fields or Over out of order, control characters, texts that exceed their
// limits. It does not look at what the values mean.
func (c *Change) Check() error {
	at := func(what, value, why string) error {
		return &fault.Invalid{Field: what + " of change " + c.ID.String(), Value: value, Why: why,
			Do: "the change was not taken; nothing else is lost"}
	}
	switch {
	case c.ID.check() != nil:
		return at("id", c.ID.String(), "is not the id of a change")
	case c.ID.Hash != c.hash():
		return at("hash", c.ID.Hash, "does not fit the content, which is damaged")
	case (c.Creates == "") == (c.Record == ""):
		return at("record", c.Record, "and the kind of a new record exclude one another")
	case len(c.Fields) == 0 || len(c.Fields) > maxFields:
		return at("fields", CountOf(len(c.Fields), "field"), "are none or too many")
	case c.At.Year() < 1 || c.At.Year() > 9999:
		return at("time", c.At.String(), "is not a time that a calendar has")
	case len(c.Over) > maxOver:
		return at("over", CountOf(len(c.Over), "change"), "are too many")
	}
	for i, f := range c.Fields {
		if !fieldName(f.Field) || i > 0 && c.Fields[i-1].Field >= f.Field || f.Unset && f.Value != "" {
			return at("field", f.Field, "is not the name of a field, stands twice or out of order")
		}
		if why := textFault(f.Value, MaxFieldText, true); why != "" {
			return at("field "+f.Field, f.Value, why)
		}
	}
	for i, o := range c.Over {
		if o.N >= c.ID.N || o.check() != nil || len(o.Hash) != HashLength || i > 0 && c.Over[i-1].Compare(o) >= 0 {
			return at("over", o.String(), "is not a smaller change, stands twice or out of order")
		}
	}
	if c.Step != "" && !stepName(c.Step) {
		return at("step", c.Step, "is not the name of a step")
	}
	if c.Creates != "" && !fieldName(string(c.Creates)) || strings.ContainsAny(c.Record, " \n") {
		return at("record", c.Record+string(c.Creates), "is not the name of a record or of a kind")
	}
	if n := c.written(); n > maxWritten {
		return at("size", CountOf(n, "byte"), "is too large")
	}
	for _, t := range []struct {
		name, text string
		limit      int
	}{{"person", c.AuthorText(), maxPerson}, {"reason", c.Reason, maxReason}, {"step", c.Step, maxStep},
		{"record", c.Record, maxRecord}, {"kind", string(c.Creates), maxRecord}} {
		if why := textFault(t.text, t.limit, false); why != "" {
			return at(t.name, t.text, why)
		}
	}
	return nil
}

// stepName reports whether s can be a step: office, incarnation and number of
// the step's first change.
func stepName(s string) bool {
	whole := s + "-" + strings.Repeat("0", HashLength)
	id, err := ParseID(whole)
	return err == nil && id.String() == whole
}

// written returns the number of bytes that the texts of a change need in a
// diff, which escapes everything but ASCII.
func (c *Change) written() (n int) {
	for i := range c.Fields {
		for _, r := range c.Fields[i].Value {
			switch {
			case r > 0xffff:
				n += 10
			case r >= 0x7f:
				n += 6
			default:
				n++
			}
		}
	}
	return n
}

func fieldName(s string) bool {
	for i, r := range s {
		if (r < 'a' || r > 'z') && (i == 0 || (r < '0' || r > '9') && r != '_') {
			return false
		}
	}
	return s != "" && len(s) <= 32
}

// By returns the author of a change with the office, such as Awa, roea.
func (c *Change) By() string { return c.Person + ", " + c.Office() }

// Signed returns the author of a change with office and date.
func (c *Change) Signed() Value { return Say("%s, %s, %s", c.Person, c.Office(), DateOf(c.At)) }
