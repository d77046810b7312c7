package tui

import (
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
)

// A reason that comes with the end of the line is kept, and named and offered at the next login.
func TestReasonOutlivesTheSession(t *testing.T) {
	d, _ := stored(t)
	toReason := []string{"2", "ABBX27", "\r", "First day", "W", "Why withdraw"}
	p := atField(t, d, toReason...)
	p.hangsUp("the donor left")
	p.stoppedBy(t, true)
	if got, _ := d.draft(t); got != "the donor left" {
		t.Errorf("%q is kept", got)
	}
	p = atField(t, d, "", "1 edit begun and not saved: a reason to withdraw ")
	for i := 0; i < len(toReason); i += 2 {
		p.line.pieces <- toReason[i]
		p.sees(t, toReason[i+1])
		time.Sleep(apart)
	}
	p.sees(t, "the donor left")
	p.hangsUp("\r")
	p.stoppedBy(t, false)
	if got, ok := d.draft(t); ok {
		t.Errorf("%q is still a draft", got)
	}
}

// The form of a new project keeps every field, also the one that is typed when the line drops.
func TestNewProjectIsKept(t *testing.T) {
	d, _ := stored(t)
	p := atField(t, d, "2", "ABBX27", "a", "Number")
	for _, piece := range []string{"N", "\t", "Harbours", "\t", "field", "\t"} {
		p.draws(t, piece)
	}
	p.hangsUp("Syldavia")
	p.stoppedBy(t, true)
	all, err := d.Drafts(t.Context(), "A. Desk")
	if err != nil || len(all) != 1 || all[0].Record != "" || all[0].Creates != portfolio.ProjectRecord {
		t.Fatalf("drafts %v, %v", all, err)
	}
	want := []portfolio.Setting{{Field: portfolio.FieldNumber, Value: "N"}, {Field: portfolio.FieldTitle, Value: "Harbours"},
		{Field: portfolio.FieldKind, Value: "field"}, {Field: portfolio.FieldCountry, Value: "Syldavia"}}
	if got := all[0].Fields; len(got) != len(want) {
		t.Fatalf("fields %v", got)
	}
	for i, f := range all[0].Fields {
		if f.Value != want[i].Value {
			t.Errorf("%v is kept, want %v", f, want[i])
		}
	}
}

// A flood of any kind costs a session little, and what is typed after it arrives.
func TestFloods(t *testing.T) {
	const size = 12 << 20
	for _, c := range []struct{ name, begins, of, ends, says string }{
		{"paste", "\x1b[200~", "harbours ", "\x1b[201~", "the paste was too long"},
		{"string", "\x1b]52;c;", "aGFyYm91cnM", "\a", ""},
		{"parameters", "\x1b[", "1;", "u", ""},
		{"no characters", "", "\x9d\xff", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := sampleDesk()
			p := atField(t, d, toField...)
			p.line.pieces <- c.begins
			piece := strings.Repeat(c.of, 4000/len(c.of))
			for range size / len(piece) {
				p.line.pieces <- piece
			}
			p.line.pieces <- c.ends
			if c.says != "" {
				p.sees(t, c.says)
			}
			time.Sleep(apart)
			p.line.pieces <- "\x15"
			time.Sleep(apart)
			p.hangsUp("after it")
			p.stoppedBy(t, true)
			if got, _ := d.draft(t); got != "after it" {
				t.Errorf("%.40q is kept", got)
			}
		})
	}
}
