package portfolio

import "time"

// Note is a remark on a record. It is a record of its own, so two notes never
// conflict.
type Note struct {
	ID     string // of the note's record
	On     string // id of the record that it is about
	Text   string // may have several lines
	Person string // who wrote it
	Office string
	At     time.Time // by the author's clock
}

// Draft is a form that somebody has begun to fill in and not yet saved. Drafts
// are of this copy alone; no other one sees them.
type Draft struct {
	Person  string
	Record  string     // id of the record; empty for a new one
	Creates RecordKind // the kind of the new one
	Fields  []Setting  // what was typed so far, by field; any text
	Seen    []ID       // heads that the person had seen, see Edit
	Saved   time.Time
}

// Note returns a record of kind note as a note, and false while it has no text
// or is withdrawn.
func (r *Record) Note() (Note, bool) {
	n := Note{ID: r.ID, On: r.Value(FieldOn).Text, Text: r.Value(FieldText).Text}
	for i := range r.Log.changes {
		if c := &r.Log.changes[i]; c.Creates == NoteRecord {
			n.Person, n.Office, n.At = c.Person, c.Office(), c.At
		}
	}
	return n, r.Kind == NoteRecord && n.On != "" && n.Text != "" && !r.Withdrawn()
}
