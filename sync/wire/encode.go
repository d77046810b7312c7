package wire

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"fieldfolio/portfolio"
)

// The fences around a diff in a mail.
const (
	Begin = "begin fieldfolio 1"
	End   = "end fieldfolio 1"
)

// width is the maximum number of columns of a line.
const width = 72

// Text returns the diff as readable TOML: ASCII, at most 72 columns, each line
// ended by a line feed.
func (s *Signed) Text() string {
	e := encoder{}
	e.header(&s.Diff)
	before := before{author: s.From, known: map[string]portfolio.ID{}}
	for i := range s.Extra {
		e.change("extra", &s.Extra[i], &before)
	}
	for i := range s.Changes {
		e.change("change", &s.Changes[i], &before)
	}
	if n := len(s.Extra) + len(s.Changes); n > 0 {
		e.line("[end]")
	}
	e.text("sign", base64.RawStdEncoding.EncodeToString(s.Signature))
	return e.String()
}

type encoder struct{ strings.Builder }

func (e *encoder) line(s string) {
	e.WriteString(s)
	e.WriteByte('\n')
}

func (e *encoder) header(d *Diff) {
	e.text("from", d.From.String())
	e.text("to", d.To.String())
	e.number("after", d.After)
	if d.More > 0 {
		e.number("more", d.More)
	}
	if d.In > 0 {
		e.text("ack", strconv.FormatInt(d.In, 10)+"-"+d.InChain)
	}
	e.optional("program", d.Program)
	e.optional("told", d.Told)
	if d.Join != nil {
		e.text("join.key", d.Join.Key)
		e.text("join.secret", d.Join.Secret)
		e.optional("join.email", d.Join.Email)
		if len(d.Join.Local) > 0 {
			e.list("join.local", d.Join.Local)
		}
	}
	if len(d.Roots) > 0 {
		e.list("roots", d.Roots)
	}
}

// before is the context of a change in a diff: values of the previous change
// that are not repeated.
type before struct {
	author Copy
	n      int64
	person string
	at     time.Time
	record string
	known  map[string]portfolio.ID // ids by author and number; the zero ID if there are several
}

func CopyOf(id portfolio.ID) Copy { return Copy{id.Office, id.Incarnation} }

func numbered(author Copy, n int64) string { return author.String() + ":" + strconv.FormatInt(n, 10) }

// remember makes c the previous change.
func (b *before) remember(c *portfolio.Change) {
	b.author, b.n, b.person, b.at, b.record = CopyOf(c.ID), c.ID.N, c.AuthorText(), c.At, c.Target()
	key := numbered(b.author, b.n)
	if have, ok := b.known[key]; ok && have != c.ID {
		b.known[key] = portfolio.ID{}
		return
	}
	b.known[key] = c.ID
}

func (e *encoder) change(table string, p *Posted, was *before) {
	c := &p.Change
	e.line("[[" + table + "]]")
	author := CopyOf(c.ID)
	if author != was.author {
		e.text("office", author.String())
	}
	if c.ID.N != was.n+1 {
		e.number("n", c.ID.N)
	}
	if by := c.AuthorText(); by != was.person {
		e.textOrBlank("by", by)
	}
	e.time(c.At, was.at)
	switch {
	case c.Creates != "":
		e.text("new", string(c.Creates))
	case c.Record != was.record:
		e.text("record", c.Record)
	}
	e.fields(c)
	if len(c.Over) > 0 {
		refs := make([]string, len(c.Over))
		for i, o := range c.Over {
			refs[i] = was.reference(o, author)
		}
		e.list("over", refs)
	}
	e.optional("reason", c.Reason)
	if c.Step != "" {
		e.text("step", strings.TrimPrefix(c.Step, author.String()+":"))
	}
	e.optional("doubt", p.Doubt)
	was.remember(c)
}

// reference returns the id of an earlier change in short form: without its
// author if it is the author of the change itself, without its hash if the id
// is in the diff.
func (b *before) reference(id portfolio.ID, author Copy) string {
	s := numbered(CopyOf(id), id.N)
	if b.known[s] != id {
		s = id.String()
	}
	return strings.TrimPrefix(s, author.String()+":")
}

func (e *encoder) fields(c *portfolio.Change) {
	var unset, blank []string
	for _, f := range c.Fields {
		switch {
		case f.Unset:
			unset = append(unset, f.Field)
		case f.Value == "":
			blank = append(blank, f.Field)
		default:
			e.text("set."+f.Field, f.Value)
		}
	}
	if len(unset) > 0 {
		e.list("unset", unset)
	}
	if len(blank) > 0 {
		e.list("blank", blank)
	}
}

func (e *encoder) time(at, was time.Time) {
	switch at = at.UTC(); {
	case at.Equal(was):
	case at.Format(time.DateOnly) == was.UTC().Format(time.DateOnly):
		e.line("time = " + at.Format(time.TimeOnly))
	default:
		e.line("time = " + at.Format(time.RFC3339))
	}
}

func (e *encoder) number(key string, n int64) { e.line(key + " = " + strconv.FormatInt(n, 10)) }

func (e *encoder) optional(key, s string) {
	if s != "" {
		e.text(key, s)
	}
}

// textOrBlank writes a text that may be empty.
func (e *encoder) textOrBlank(key, s string) {
	if s == "" {
		e.line(key + ` = "\u0020"`)
		return
	}
	e.text(key, s)
}

// text writes a string, over several lines if it is long.
func (e *encoder) text(key, s string) {
	parts := escape(s)
	if line := key + ` = "` + strings.Join(parts, "") + `"`; len(line) <= width {
		e.line(line)
		return
	}
	e.line(key + ` = """\`)
	for len(parts) > 0 {
		n := fold(parts)
		line := strings.Join(parts[:n], "")
		if parts = parts[n:]; len(parts) > 0 {
			e.line(line + `\`)
		} else {
			e.line(line + `"""`)
		}
	}
}

// fold returns the number of parts that fit into one line: up to the last blank
// that fits, or as many as fit. No line begins with a blank.
func fold(parts []string) int {
	size, blank := 0, 0
	for i, p := range parts {
		if size+len(p) > width-len(`"""`) {
			if blank > 0 {
				return blank
			}
			for i > 1 && parts[i] == " " {
				i--
			}
			return i
		}
		size += len(p)
		if p == " " && i+1 < len(parts) {
			blank = i + 1
		}
	}
	return len(parts)
}

// list writes strings, one per line if they do not fit into one.
func (e *encoder) list(key string, items []string) {
	quoted := make([]string, len(items))
	for i, s := range items {
		quoted[i] = `"` + strings.Join(escape(s), "") + `"`
	}
	if line := key + " = [" + strings.Join(quoted, ", ") + "]"; len(line) <= width {
		e.line(line)
		return
	}
	e.line(key + " = [")
	e.line(strings.Join(quoted, ",\n") + "]")
}
