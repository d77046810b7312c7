package portfolio

import (
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio/fault"
)

// Record is one record with all its changes.
type Record struct {
	ID   string // its key in the seed, or the id of the change that created it
	Kind RecordKind
	Base *Project              // the project as in the document; nil if it has none
	Plan map[string]FieldValue // the document's values of fields of other kinds
	Log  Log

	// Proposals are the held changes that whoever reads the record has made and may take
	// back, as somebody of an office in a session at headquarters.
	Proposals map[ID]bool

	// Rulings are headquarters' rulings on the changes that it has received;
	// Awaits are the changes that it has not received yet; Received are the days
	// on which changes reached it, or this copy if it has not said when. Absent
	// is true if the record, or the one that it is about, is not here: then its
	// changes wait for that. All are filled in only for records that are read for
	// display.
	Rulings  map[ID]Judgement
	Awaits   map[ID]bool
	Received map[ID]DayReceived
	Absent   bool
}

// DayReceived is the day on which a change reached headquarters or this copy.
type DayReceived struct {
	Day       Date
	Corrected bool   // by a person
	Doubt     string // why the day cannot be right, as the end of a sentence; empty if nothing speaks against it
}

// IDPrefix marks the id of a record where a project's number is accepted too.
const IDPrefix = "id:"

// ByID returns the name by which a store finds a record by its id rather than
// by a project number.
func ByID(record string) string { return IDPrefix + record }

// KindOf returns the kind of a seed record from its key. It is empty for the id
// of a change, since only the change itself knows the kind of its record.
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

// Seeded returns the document's value of a field.
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

// Value returns the current value of a field.
func (r *Record) Value(field string) FieldValue {
	if s := r.Log.State(field); s.By != nil && r.readable(field, s.Value) == nil {
		return s.Value
	}
	return r.Seeded(field)
}

// Withdrawn reports whether the record is withdrawn from the portfolio.
func (r *Record) Withdrawn() bool { return r.Value(FieldWithdrawn).Text == Yes }

// readable returns an error if a value from a change is not valid for its
// field. Fields that this release does not know can have any value.
func (r *Record) readable(field string, v FieldValue) error {
	spec, err := FindField(r.Kind, field)
	if err != nil || spec.Name != field {
		return nil //nolint:nilerr // kept and shown as received
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

// Inconsistency is a contradiction within a project whose changes are each
// valid. It rejects no change; it says how the record is shown meanwhile.
type Inconsistency struct {
	Record string
	Name   string // the record's name for people
	Field  string
	What   string
}

// String returns the inconsistency for people, such as
// PERU08 end: the last day, 1 Jan 2011, is before the first, 1 Jan 2012.
func (x *Inconsistency) String() string { return x.Name + " " + x.OfField() }

// OfField is String without the record's name.
func (x *Inconsistency) OfField() string { return x.Field + ": " + strings.TrimSuffix(x.What, ".") }

// Project applies a record's changes to its base. It is nil if there is no base
// and the change that creates the project is missing or lacks what a project
// needs. For invalid values it keeps the base's and lists an Inconsistency.
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
			continue // the document's value, with its source
		}
		switch fault := spec.take(&p, cat, s.Value); {
		case fault != "":
			wrong = append(wrong, Inconsistency{Field: field, What: fault})
		case field == FieldShortfall:
			p.ShortfallOn = statedOn(s.By, p.Amounts.Shortfall)
		}
	}
	p.Withdrawn = r.Withdrawn()
	wrong = append(wrong, p.Disorder()...)
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

// statedOn returns the day on which a change states an amount, by its author's
// clock, which alone is the same in all copies; 0 if the amount is unknown or
// the day is not one that can be entered.
func statedOn(by *Change, a Amount) Date {
	if day := DateOf(by.At); a.Known && day.Year() >= firstYear && day.Year() <= lastYear {
		return day
	}
	return 0
}

// made reports whether the log has the change that creates the record.
func (l *Log) made() bool {
	return slices.ContainsFunc(l.changes, func(c Change) bool { return c.Creates != "" })
}

// awaited reports whether the change that creates the record is held.
func (l *Log) awaited() bool {
	return slices.ContainsFunc(l.changes, func(c Change) bool { return c.Creates != "" && l.held[c.ID] })
}

// take sets a field of a project from canonical text. It returns what is wrong
// with the text, empty if nothing is.
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

// Disorder lists the contradictions in a project. Each stays until a value that
// it names is changed.
func (p *Project) Disorder() []Inconsistency {
	var out []Inconsistency
	if d := p.Duration; d.Known() && d.End < d.Start {
		out = append(out, Inconsistency{Name: p.Number, Field: FieldEnd, What: fmt.Sprintf("the last day, %s, is before the first, %s; for the calendar years the duration counts as unknown", d.End.Shown(), d.Start.Shown())})
	}
	if over := p.overspent(); over != "" {
		out = append(out, Inconsistency{Name: p.Number, Field: FieldSpent, What: over})
	}
	return out
}

// overspent says by how much the expenditure is above the approved budget, or
// above the overall budget if no approved one is known; empty if it is not.
func (p *Project) overspent() string {
	budget, name := p.Amounts.Approved, "approved"
	if !budget.Known {
		budget, name = p.Amounts.Overall, "overall"
	}
	over := p.Amounts.Spent.Cents - budget.Cents
	if !p.Amounts.Spent.Known || !budget.Known || over <= 0 {
		return ""
	}
	by := over.ExactUSD().Shown()
	if budget.Cents > 0 {
		by += " (" + Share(over, budget.Cents).Shown() + ")"
	}
	return fmt.Sprintf("%s is %s above the %s budget, %s", p.Amounts.Spent.Cents.ExactUSD().Shown(), by, name,
		budget.Cents.ExactUSD().Shown())
}

// Money returns the current amount of a field that holds money.
func (r *Record) Money(field string) Amount {
	if v := r.Value(field); v.Known {
		return amountOf(v.Text)
	}
	return Amount{}
}

// Unreadable describes each value of a change that is not valid for its field,
// as far as this release knows the field.
func (r *Record) Unreadable(cat *Catalogue, c *Change) []string {
	var out []string
	for _, s := range c.Fields {
		spec, err := FindField(r.Kind, s.Field)
		if err != nil || spec.Name != s.Field || spec.read == nil {
			continue
		}
		text, err := spec.Read(cat, s.Value)
		switch {
		case err != nil:
			out = append(out, err.Error())
		case !s.Unset && text.Text != s.Value:
			out = append(out, fmt.Sprintf("%s %q is not written as it should be", s.Field, visible(s.Value, 60)))
		}
	}
	return out
}
