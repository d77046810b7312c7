package wire

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// The limits of a diff that is read.
const (
	MaxText    = 8 << 20 // bytes of a diff, unpacked
	MaxChanges = 100_000
)

// document is a diff as TOML.
type document struct {
	From, To      string
	After, More   int64
	Ack           string
	Program, Told string
	Join          *joinTable
	Roots         []string
	Extra, Change []changeTable
	Sign          string
	End           struct{ Sign string }
}

type joinTable struct {
	Key, Secret, Email string
	Local              []string
}

type changeTable struct {
	Office       string
	N            int64
	By           string
	Time         any
	New, Record  string
	Set          map[string]string
	Unset, Blank []string
	Over         []string
	Reason, Step string
	Doubt        string
}

// Parse decodes the TOML of a diff, as Text returns it, and computes the hashes
// of the ids. It does not check the signature.
func Parse(text string) (*Signed, error) {
	if len(text) > MaxText {
		return nil, fmt.Errorf("it is larger than %d MB", MaxText>>20)
	}
	if err := plausible(text); err != nil {
		return nil, err
	}
	if err := nested(text); err != nil {
		return nil, err
	}
	var doc document
	meta, err := toml.Decode(text, &doc)
	if err != nil {
		return nil, fmt.Errorf("it is no TOML: %w", err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("%q is not known to format %d; a newer program has written it", unknown[0], FormatVersion)
	}
	return doc.diff(text)
}

// maxKeys is larger than the number of keys of a change or of a diff's head;
// lines of long texts may look like keys.
const maxKeys = 10_000

// plausible returns an error for a text with too many changes, or changes with
// no keys or too many, before much memory is allocated for it.
func plausible(text string) error {
	tables, keys := 0, 1
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "["):
			if tables++; keys == 0 || tables > MaxChanges+1 {
				return errors.New("it has changes without content, or too many")
			}
			keys = 0
		case strings.Contains(line, "="):
			if keys++; keys > maxKeys {
				return fmt.Errorf("a change in it sets more than %d fields", maxKeys)
			}
		}
	}
	return nil
}

func (doc *document) diff(text string) (*Signed, error) {
	s := Signed{Read: text}
	var errs [4]error
	s.From, errs[0] = ParseCopy(doc.From)
	s.To, errs[1] = ParseCopy(doc.To)
	s.In, s.InChain, errs[2] = parseAck(doc.Ack)
	s.Signature, errs[3] = base64.RawStdEncoding.Strict().DecodeString(doc.Sign + doc.End.Sign)
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	s.After, s.More, s.Program, s.Told = doc.After, doc.More, doc.Program, doc.Told
	if s.After < 0 || s.More < 0 || len(doc.Change)+len(doc.Extra) > MaxChanges {
		return nil, errors.New("a number or text is out of range")
	}
	if doc.Join != nil {
		s.Join = &Join{Key: doc.Join.Key, Secret: doc.Join.Secret, Local: doc.Join.Local, Email: doc.Join.Email}
		if err := s.Join.texts(); err != nil {
			return nil, err
		}
	}
	if s.Roots = doc.Roots; len(s.Roots) > 0 && !s.Roots.Valid() {
		return nil, errors.New("its keys of headquarters are not keys")
	}
	was := before{author: s.From, known: map[string]portfolio.ID{}}
	var err error
	if s.Extra, err = readChanges(doc.Extra, &was); err == nil {
		s.Changes, err = readChanges(doc.Change, &was)
	}
	return &s, err
}

// texts checks the texts of a join, which are shown to people.
func (j *Join) texts() error {
	for _, t := range append([]string{j.Key, j.Secret, j.Email}, j.Local...) {
		if !showable(t, maxHead) {
			return errors.New("a text in it is too long or has control characters")
		}
	}
	return nil
}

// maxHead is the maximum number of characters of a text in a diff's head.
const maxHead = 1000

// HeadText returns a text of a diff's head to be kept and shown, empty if it is
// too long or has control characters: it is only for people, and the changes
// behind it count.
func HeadText(text string) string {
	if !showable(text, maxHead) {
		return ""
	}
	return text
}

// parseAck reads a position with its hash, such as 31-7qd2m0xz.
func parseAck(s string) (int64, string, error) {
	if s == "" {
		return 0, "", nil
	}
	n, chain, ok := strings.Cut(s, "-")
	pos, err := strconv.ParseInt(n, 10, 64)
	if !ok || err != nil || pos < 1 || len(chain) != 8 {
		return 0, "", fmt.Errorf("acknowledgement %q is not a position with its hash", s)
	}
	return pos, chain, nil
}

func readChanges(tables []changeTable, was *before) ([]Posted, error) {
	if len(tables) == 0 {
		return nil, nil
	}
	out := make([]Posted, len(tables))
	for i := range tables {
		if err := tables[i].read(&out[i], was); err != nil {
			return nil, fmt.Errorf("change %d of %d: %w", i+1, len(tables), err)
		}
		was.remember(&out[i].Change)
	}
	return out, nil
}

// read completes a change with the values omitted because the previous change
// has them.
func (t *changeTable) read(p *Posted, was *before) error {
	c := &p.Change
	author := was.author
	if t.Office != "" {
		var incarnation string
		author.Office, incarnation, _ = strings.Cut(t.Office, ".")
		author.Incarnation = incarnation
	}
	c.ID = portfolio.ID{Office: author.Office, Incarnation: author.Incarnation, N: t.N}
	if t.N == 0 {
		c.ID.N = was.n + 1
	}
	if c.Person = was.person; t.By != "" {
		c.Person = strings.TrimSpace(t.By)
	}
	var err error
	if c.At, err = readTime(t.Time, was.at); err != nil {
		return err
	}
	c.Creates, c.Record = portfolio.RecordKind(t.New), t.Record
	if t.New == "" && t.Record == "" {
		c.Record = was.record
	}
	for name, value := range t.Set {
		c.Fields = append(c.Fields, portfolio.Setting{Field: name, Value: value})
	}
	for _, name := range t.Unset {
		c.Fields = append(c.Fields, portfolio.Setting{Field: name, Unset: true})
	}
	for _, name := range t.Blank {
		c.Fields = append(c.Fields, portfolio.Setting{Field: name})
	}
	for _, ref := range t.Over {
		id, err := was.resolve(ref, author)
		if err != nil {
			return err
		}
		c.Over = append(c.Over, id)
	}
	if c.Step = t.Step; t.Step != "" && !strings.Contains(t.Step, ":") {
		c.Step = author.String() + ":" + t.Step
	}
	c.Reason, p.Doubt = t.Reason, t.Doubt
	slices.SortFunc(c.Over, portfolio.ID.Compare)
	c.Finish()
	if p.Wrong = Refusal(c); p.Wrong == "" && !showable(p.Doubt, 500) {
		p.Wrong = "the doubt about it is too long or has control characters"
	}
	return nil
}

// showable reports whether a text can be kept and shown as it is.
func showable(text string, limit int) bool {
	same, err := portfolio.KeptText("text", text, limit, false)
	return err == nil && same == text
}

// resolve returns the id that reference wrote.
func (b *before) resolve(ref string, author Copy) (portfolio.ID, error) {
	if !strings.Contains(ref, ":") {
		ref = author.String() + ":" + ref
	}
	if id, ok := b.known[ref]; ok && id != (portfolio.ID{}) {
		return id, nil
	}
	return portfolio.ParseID(ref)
}

// readTime reads a time with its date, or one on the date of the previous time.
func readTime(v any, was time.Time) (time.Time, error) {
	switch t := v.(type) {
	case nil:
		return was, nil
	case time.Time:
		if t.Location().String() != "time-local" {
			return t.UTC().Truncate(time.Second), nil
		}
		y, m, d := was.UTC().Date()
		return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), 0, time.UTC), nil
	}
	return time.Time{}, fmt.Errorf("time %v is not a time", v)
}

// Refusal returns why Change.Check refuses a change, without the value, which may
// be long; empty if it does not.
func Refusal(c *portfolio.Change) string {
	err := c.Check()
	var invalid *fault.Invalid
	switch {
	case err == nil:
		return ""
	case errors.As(err, &invalid):
		return strings.TrimSuffix(invalid.Field, " of change "+c.ID.String()) + " " + invalid.Why
	}
	return err.Error()
}
