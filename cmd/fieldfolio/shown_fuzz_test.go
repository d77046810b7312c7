package main

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/format"
	"fieldfolio/portfolio/legible"
	"fieldfolio/sync/mail/compose"
	"fieldfolio/sync/mailbox"
	"fieldfolio/sync/wire"
)

// FuzzShown sends any text through every output of the command line: nothing
// that cannot be seen comes out. Screens and linear mode have FuzzScreens.
func FuzzShown(f *testing.F) {
	for _, text := range []string{"Border posts", "a\u200bb", "tag\U000e0041", "soft\u00adhyphen", "\u202egnp\u202c", "می\u200cخواهم\u200e",
		"👨\u200d👩", "\x1b[2J\xff", "two\nlines\tand\u2028three", "\u3164\ue000", "=1+1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for where, out := range outputsOf(t, text) {
			for _, r := range out {
				if legible.Hidden(r) && r != '\n' && r != '\t' && !joins(r) {
					t.Errorf("%s shows %U: %q", where, r, out)
				}
			}
		}
	})
}

// joins reports whether a character may stand between others that need it.
func joins(r rune) bool {
	return unicode.Is(unicode.Join_Control, r) || unicode.Is(unicode.Variation_Selector, r)
}

// outputsOf returns what each output makes of a text, by its name.
func outputsOf(t *testing.T, text string) map[string]string {
	out := map[string]string{}
	table := portfolio.Table{Name: "row", Title: text, Columns: []portfolio.Column{{Name: "title", Head: text}, {Name: "amount", Numeric: true}},
		Rows: [][]portfolio.Value{{portfolio.Text(text), portfolio.Known(150)}}, Notes: fault.Remarks(text)}
	for _, name := range format.Formats {
		var b bytes.Buffer
		if err := format.Write(&b, name, table, format.Options{Width: 60}); err != nil {
			t.Fatal(err)
		}
		out[name] = b.String()
	}
	var sentence, said bytes.Buffer
	exitStatus(&sentence, &fault.Invalid{Field: text, Value: text, Why: text, Do: text})
	exitStatus(&sentence, fault.Faults{errors.New(text), errors.New(text)})
	a := newApp(nil, &said, &sentence)
	if err := errors.Join(a.say("%s", text), a.out.Flush()); err != nil {
		t.Fatal(err)
	}
	out["an error"], out["a line"] = sentence.String(), said.String()
	out["a fault of mail"] = (&mailbox.Trouble{What: "mail", Err: errors.New(text)}).Error()
	c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "1", N: 1}, Person: "A. Desk", At: time.Unix(0, 0), Record: "XEAU75",
		Fields: []portfolio.Setting{{Field: portfolio.FieldTitle, Value: strings.ToValidUTF8(text, "")}}}
	c.Finish()
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	signed := wire.Sign(wire.Diff{From: wire.Copy{Office: "roea", Incarnation: "1"}, To: wire.Copy{Office: "hq", Incarnation: "1"}, Changes: []wire.Posted{{Change: c}}}, key)
	body, err := signed.Body("", true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (compose.Letter{From: "a@example.org", To: "b@example.org", Subject: "fieldfolio", Body: body, Date: c.At}).Bytes(); err != nil {
		t.Errorf("the mail cannot be sent: %v", err)
	}
	out["a mail"] = body
	return out
}
