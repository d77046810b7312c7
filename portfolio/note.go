package portfolio

import (
	"strings"
	"time"
)

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
	Record  string     // id of the record; empty for a new one; of a text that is no field of a record: see TextDraft
	Creates RecordKind // kind of the new record
	Fields  []Setting  // what was typed so far, not validated
	Seen    []ID       // the heads that the person saw, see Edit
	Saved   time.Time
}

// textDrafts begins what stands for the record in the draft of a text. It is no kind of records.
const textDrafts = "text:"

// TextDraft returns the draft of a text that is typed into no field of a record, such as a reason, and so is
// never an edit. of says what is to be done and with what, as no other draft has it, such as "withdraw" and an id;
// words say it to people, such as "a reason to withdraw XEAU75". Without a text it is one to be dropped.
func TextDraft(person, of, words, text string) Draft {
	d := Draft{Person: person, Record: textDrafts + of}
	if text != "" {
		d.Fields = []Setting{{Field: words, Value: text}}
	}
	return d
}

// Text returns the text of a draft that TextDraft has returned, with its words, and false for any other.
func (d *Draft) Text() (words, text string, ok bool) {
	if !strings.HasPrefix(d.Record, textDrafts) || len(d.Fields) != 1 {
		return "", "", false
	}
	return d.Fields[0].Field, d.Fields[0].Value, true
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
