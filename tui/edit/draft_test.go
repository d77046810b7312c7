package edit

import (
	"testing"

	"fieldfolio/portfolio"
)

// A project that was read while its draft was being dropped does not bring the
// draft back.
func TestDroppedDraftStaysDropped(t *testing.T) {
	d := NewEditor(t.Context(), nil, &portfolio.Catalogue{}, "A. Desk", 0)
	r := &portfolio.Record{ID: "ABCX12", Kind: portfolio.ProjectRecord}
	kept := &portfolio.Draft{Record: r.ID, Fields: []portfolio.Setting{{Field: portfolio.FieldEnd, Value: "+6m"}}}
	b := d.Drafts(r, kept)
	if !b.Any() {
		t.Fatal("what was kept is not there")
	}
	b.Drop(portfolio.FieldEnd)
	b.asked.Done(b.asked.Next())
	if d.Drafts(r, kept).Any() {
		t.Error("what was dropped is there again")
	}
}
