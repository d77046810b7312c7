package history

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
)

// TestRegisterConflict has a conflict in the register say whose entry it is, and
// which field.
func TestRegisterConflict(t *testing.T) {
	by := &portfolio.Change{ID: portfolio.ID{Office: "hq", Incarnation: "a", N: 3}, Person: portfolio.Program}
	copyOf := func(text string) provenance.Candidate {
		return provenance.Candidate{Value: portfolio.FieldValue{Text: text, Known: true}, By: by}
	}
	x := provenance.Conflict{Record: "office:roea", Name: "office:roea", Kind: portfolio.OfficeRecord, Field: portfolio.FieldLocal,
		Candidates: []provenance.Candidate{copyOf("cf73deca"), copyOf("0a1b2c3d")}}
	c := &conflicts{}
	c.fields = []provenance.Conflict{x}
	c.face.Width = 80
	want := "entry of roea in the register  earlier copies   headquarters cf73deca   headquarters 0a1b2c3d"
	if got := c.row(0); got != want {
		t.Errorf("says %q, want %q", got, want)
	}
	want = "entry of roea in the register, earlier copies: 2 values, none made in the knowledge of the others"
	if got := x.Lines()[0].Text; got != want {
		t.Errorf("says %q, want %q", got, want)
	}
}
