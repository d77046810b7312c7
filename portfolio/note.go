package portfolio

import "time"

// Note is a remark on a record. It is a record of its own, so that notes never
// conflict.
type Note struct {
	ID     string // of the note's record
	On     string // id of the record that the note is about
	Text   string // may have several lines
	Person string // the author
	Office string
	At     time.Time // author's clock
}

// Draft is a form that a person has begun and not saved. Drafts stay in this
// copy and are not sent.
type Draft struct {
	Person  string
	Record  string     // id of the record; empty for a new one
	Creates RecordKind // kind of the new record
	Fields  []Setting  // what was typed so far, not validated
	Seen    []ID       // the heads that the person saw, see Edit
	Saved   time.Time
}

// Note returns a record of kind note as a note. It is false if the note has no
// text or is withdrawn.
func (r *Record) Note() (Note, bool) {
	n := Note{ID: r.ID, On: r.Value(FieldOn).Text, Text: r.Value(FieldText).Text}
	for i := range r.Log.changes {
		if c := &r.Log.changes[i]; c.Creates == NoteRecord {
			n.Person, n.Office, n.At = c.Person, c.Office(), c.At
		}
	}
	return n, r.Kind == NoteRecord && n.On != "" && n.Text != "" && !r.Withdrawn()
}
