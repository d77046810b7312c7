package portfolio

import (
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio/fault"
)

// Record is one record with everything that ever happened to it.
type Record struct {
	ID   string // its key in the seed, or the id of the change that made it
	Kind RecordKind
	Base *Project              // the project of the document; nil if it has none
	Plan map[string]FieldValue // the fields of other kinds in the document
	Log  Log

	// Rulings is what headquarters says of the changes that it holds or has
	// rejected, and Awaits are those that it has not received yet. Both are
	// empty where a record is not read to be shown.
	Rulings map[ID]Judgement
	Awaits  map[ID]bool
}

// IDPrefix stands before the id of a record where a project's number could be
// meant.
const IDPrefix = "id:"

// ByID returns the name by which a store finds a record by its id, whatever
// numbers projects have.
func ByID(record string) string { return IDPrefix + record }

// KindOf returns the kind of a record of the seed, by its key; empty for the id
// of a change, which alone knows what it makes.
func KindOf(record string) RecordKind {
	if _, err := ParseID(record); err == nil {
		return ""
	}
	kind, _, ok := strings.Cut(record, ":")
	if !ok {
		return ProjectRecord
	}
	return RecordKind(kind)
}

// Seeded returns the value that the document gives a field.
func (r *Record) Seeded(field string) FieldValue {
	if r.Base == nil {
		return r.Plan[field]
	}
	for i := range projectFields {
		if f := &projectFields[i]; f.Name == field {
			return f.Of(r.Base)
		}
	}
	return FieldValue{}
}

// Value returns the value of a field as it is now.
func (r *Record) Value(field string) FieldValue {
	if s := r.Log.State(field); s.By != nil && r.readable(field, s.Value) == nil {
		return s.Value
	}
	return r.Seeded(field)
}

// Withdrawn reports whether the record is out of the portfolio.
func (r *Record) Withdrawn() bool { return r.Value(FieldWithdrawn).Text == Yes }

// readable says why a field cannot have a value that stands in a change.
// Fields that this release does not know can have any.
func (r *Record) readable(field string, v FieldValue) error {
	spec, err := FindField(r.Kind, field)
	if err != nil || spec.Name != field {
		return nil //nolint:nilerr // kept and shown as it is
	}
	if !v.Known && spec.Needed {
		return &fault.Invalid{Field: field, Why: "has no value"}
	}
	if v.Known && spec.Money {
		_, err := ParseMoney(v.Text)
		return err
	}
	return nil
}

// Inconsistency is what does not fit together in a record though each change
// is valid alone. Nothing is rejected for it; it says what is done meanwhile.
type Inconsistency struct {
	Record string
	Name   string // how people call the record
	Field  string
	What   string
}

// Project merges a project's base and changes. It is nil where there is
// nothing to show: no base, and the change that makes the project is not here
// or names nothing that can be counted. What cannot be read leaves the value
// of the base, and is listed.
func (r *Record) Project(cat *Catalogue) (*Project, []Inconsistency) {
	var p Project
	if r.Base != nil {
		p = *r.Base
	}
	p.ID = r.ID
	var wrong []Inconsistency
	for _, field := range r.Log.Fields() {
		spec, err := FindField(ProjectRecord, field)
		if err != nil || spec.Project == nil || spec.Name != field {
			continue
		}
		s := r.Log.State(field)
		if s.By == nil || r.Base != nil && spec.Of(r.Base) == s.Value {
			continue // the document's value, with what it says of it
		}
		if fault := spec.take(&p, cat, s.Value); fault != "" {
			wrong = append(wrong, Inconsistency{Field: field, What: fault})
		}
	}
	p.Withdrawn = r.Withdrawn()
	wrong = append(wrong, p.disorder()...)
	for i := range wrong {
		wrong[i].Record, wrong[i].Name = r.ID, p.Number
	}
	if p.Kind == 0 || p.Programme == "" || len(p.Lines) == 0 || len(p.Places) == 0 {
		if r.Log.made() && !r.Log.awaited() {
			wrong = append(wrong, Inconsistency{r.ID, p.Number, FieldProgramme,
				"is not counted: kind, programme, service lines or places cannot be read"})
		}
		return nil, wrong
	}
	return &p, wrong
}

// made reports whether the change that makes the record is here.
func (l *Log) made() bool {
	return slices.ContainsFunc(l.changes, func(c Change) bool { return c.Creates != "" })
}

// awaited reports whether the change that makes the record is held.
func (l *Log) awaited() bool {
	return slices.ContainsFunc(l.changes, func(c Change) bool { return c.Creates != "" && l.held[c.ID] })
}

// take sets a field of a project from canonical text, and says what is wrong
// with the text if it does not.
func (f *FieldSpec) take(p *Project, cat *Catalogue, v FieldValue) string {
	if !v.Known {
		if f.Needed {
			return "was left without a value; the earlier one is shown"
		}
		f.Set(p, "")
		return ""
	}
	canonical, err := f.read(cat, v.Text)
	if err != nil || canonical != v.Text {
		return fmt.Sprintf("%q cannot be read by this release; the earlier value is shown", visible(v.Text, 60))
	}
	f.Set(p, canonical)
	return ""
}

// disorder lists what does not fit together in a project.
func (p *Project) disorder() []Inconsistency {
	if d := p.Duration; d.Known() && d.End < d.Start {
		return []Inconsistency{{Field: FieldEnd, What: fmt.Sprintf("the last day, %s, is before the first, %s; for the calendar years the duration counts as unknown", d.End.Shown(), d.Start.Shown())}}
	}
	return nil
}

// Money returns the amount of a field of money as it is now.
func (r *Record) Money(field string) Amount {
	if v := r.Value(field); v.Known {
		return amountOf(v.Text)
	}
	return Amount{}
}

// Unreadable says which value of a change cannot be what its field can have,
// as far as this release knows the field; empty if none.
func (r *Record) Unreadable(cat *Catalogue, c *Change) string {
	for _, s := range c.Fields {
		spec, err := FindField(r.Kind, s.Field)
		if err != nil || spec.Name != s.Field || spec.read == nil {
			continue
		}
		text, err := spec.Read(cat, s.Value)
		switch {
		case err != nil:
			return err.Error()
		case !s.Unset && text.Text != s.Value:
			return fmt.Sprintf("%s %q is not written as it should be", s.Field, visible(s.Value, 60))
		}
	}
	return ""
}
