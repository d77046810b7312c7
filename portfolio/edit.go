package portfolio

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio/fault"
)

// Edit is a change to one record as a person enters it.
type Edit struct {
	Record  string     // the record's id; empty to create one
	Creates RecordKind // kind of the record to create
	Fields  []Setting  // as the person entered them; Field may be a short name
	// Seen are the heads of the fields that the person saw, as Log.Heads
	// returns them. If there are other heads now, the edit fails. Nil means
	// the current heads.
	Seen   []ID
	Reason string
}

// RecordFault is an error in one of several records of a bulk edit.
type RecordFault struct {
	Record string // its id; empty for a new one
	Name   string // its name for people; empty for a new one
	Err    error
}

// Error returns the error with the record's name in front, unless it names the record itself.
func (f *RecordFault) Error() string {
	name, text := cmp.Or(f.Name, "a new record"), f.Err.Error()
	if strings.Contains(text, name) {
		return text
	}
	return name + ": " + text
}

// Remedy returns what to do about the fault.
func (f *RecordFault) Remedy() fault.Remedy { return fault.RemedyOf(f.Err) }

// Unwrap returns the error without the record.
func (f *RecordFault) Unwrap() error { return f.Err }

// WithdrawnFault returns the error for a record that is withdrawn, which says who withdrew it and when.
func (r *Record) WithdrawnFault() *RecordFault {
	why := fault.Invalid{Field: "it", Why: "is withdrawn", Action: fault.UndoWithdrawal, Of: r.Name()}
	if by := r.Log.State(FieldWithdrawn).By; by != nil {
		why.Field, why.Why = by.Person, "withdrew it on "+Moment(by.At).Brief()
	}
	return &RecordFault{Record: r.ID, Name: r.Name(), Err: &why}
}

// ErrNothing is returned for an edit that would change nothing.
var ErrNothing = &fault.Invalid{Field: "edit", Why: "changes nothing: every field has that value already"}

// Read validates what a person entered and returns it as settings with
// canonical text, without those that change nothing. r is the record that is
// edited, or an empty one of the new kind. It returns Faults that name every
// invalid value.
func (e Edit) Read(r *Record, cat *Catalogue) ([]Setting, error) {
	var faults fault.Faults
	var out []Setting
	for _, f := range e.Fields {
		spec, err := FindField(r.Kind, f.Field)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		text := f.Value
		if f.Unset {
			text = ""
		}
		set, err := r.entered(cat, spec, text, e.Fields)
		switch {
		case err != nil:
			faults = append(faults, err)
		case slices.ContainsFunc(set, func(s Setting) bool { return names(out, s.Field) }):
			faults = append(faults, &fault.Invalid{Field: spec.Name, Value: f.Value, Why: "stands twice",
				Do: "give each field once"})
		default:
			out = append(out, set...)
		}
	}
	out = r.complete(out)
	faults = append(faults, e.whole(r, cat, out)...)
	if _, err := NormalText("reason", e.Reason, maxReason, false); err != nil {
		faults = append(faults, err)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	if e.Creates == "" {
		out = r.changing(out)
	}
	if len(out) == 0 {
		return nil, ErrNothing
	}
	slices.SortFunc(out, func(a, b Setting) int { return strings.Compare(a.Field, b.Field) })
	return out, nil
}

// changing returns the settings that change something, together with those that
// belong to them.
func (r *Record) changing(set []Setting) []Setting {
	var changed []string
	for _, s := range set {
		if !r.has(s) {
			changed = append(changed, Together(s.Field)...)
		}
	}
	return slices.DeleteFunc(slices.Clone(set), func(s Setting) bool { return !slices.Contains(changed, s.Field) })
}

// has reports whether a setting changes nothing: the field has that value and
// no conflict.
func (r *Record) has(s Setting) bool {
	return !r.InConflict(s.Field) && r.Value(s.Field) == s.FieldValue()
}

// whole checks that the record is consistent with the settings applied.
func (e Edit) whole(r *Record, cat *Catalogue, settings []Setting) fault.Faults {
	sets := func(names ...string) bool {
		return slices.ContainsFunc(settings, func(s Setting) bool { return slices.Contains(names, s.Field) })
	}
	if r.Withdrawn() && !sets(FieldWithdrawn) {
		return fault.Faults{r.WithdrawnFault()}
	}
	var faults fault.Faults
	if e.Creates != "" {
		faults = append(faults, e.missing()...)
	}
	if r.Kind == ProjectRecord {
		p := r.with(cat, settings)
		faults = append(faults, p.faults(sets, r.daysInConflict())...)
	}
	return faults
}

// with returns the project with the settings applied.
func (r *Record) with(cat *Catalogue, settings []Setting) *Project {
	p, _ := r.Project(cat)
	if p == nil {
		p = &Project{ID: r.ID}
	}
	for _, s := range settings {
		if spec, err := FindField(ProjectRecord, s.Field); err == nil && spec.Project != nil {
			spec.Set(p, s.Value)
		}
	}
	return p
}

// missing returns a fault for each required field of a new record that is not
// given.
func (e Edit) missing() fault.Faults {
	given := map[string]bool{}
	for _, f := range e.Fields {
		if spec, err := FindField(e.Creates, f.Field); err == nil {
			given[spec.Name] = true
		}
	}
	var faults fault.Faults
	for _, spec := range FieldsOf(e.Creates) {
		if spec.Needed && !given[spec.Name] {
			faults = append(faults, spec.lacks())
		}
	}
	return faults
}

// Lacking returns the names of the required fields that a new record still lacks.
func (e Edit) Lacking() []string {
	e.Fields = slices.DeleteFunc(slices.Clone(e.Fields),
		func(f Setting) bool { return f.Unset || strings.TrimSpace(f.Value) == "" })
	var names []string
	for _, f := range e.missing() {
		var in *fault.Invalid
		if errors.As(f, &in) {
			names = append(names, in.Field)
		}
	}
	return names
}

// daysInConflict reports whether the first or the last day is in conflict. While
// it is, the days may be in the wrong order: a conflict is settled field by
// field, and the warning stays until both fit.
func (r *Record) daysInConflict() bool {
	return r.Log.State(FieldStart).Conflict || r.Log.State(FieldEnd).Conflict
}

// faults returns the inconsistencies that involve a field that is being set;
// anyOrder accepts a last day before the first.
func (p *Project) faults(sets func(...string) bool, anyOrder bool) fault.Faults {
	var faults fault.Faults
	if d := p.Duration; d.Known() && d.End < d.Start && sets(FieldStart, FieldEnd) && !anyOrder {
		faults = append(faults, &fault.Invalid{Field: FieldEnd, Value: d.End.Plain(),
			Why: "is before the first day, " + d.Start.Plain(), Do: "change one of the two"})
	}
	if a := p.Amounts; a.Overall.Known && a.Shortfall.Known && a.Shortfall.Cents > a.Overall.Cents &&
		sets(FieldOverall, FieldShortfall) {
		faults = append(faults, &fault.Invalid{Field: FieldShortfall, Value: a.Shortfall.Plain(),
			Why: "is more than the overall budget, " + a.Overall.Plain(), Do: "change one of the two"})
	}
	if p.Amounts.Spent.Known != p.SpentOn.Known() && sets(FieldSpent, FieldSpentOn) {
		missing := "has an amount without a day"
		if p.SpentOn.Known() {
			missing = "has a day without an amount"
		}
		faults = append(faults, &fault.Invalid{Field: FieldSpent, Why: missing, Do: spentForm})
	}
	return faults
}

// ReadField validates one field while it is typed: it returns the new value and
// the first fault. Beside are the other fields as typed so far; invalid ones
// among them are ignored.
func (r *Record) ReadField(cat *Catalogue, field, text string, beside ...Setting) (FieldValue, error) {
	spec, err := FindField(r.Kind, field)
	if err != nil {
		return FieldValue{}, err
	}
	set, err := r.entered(cat, spec, text, beside)
	v := valueOf(spec, set)
	if err != nil || r.Kind != ProjectRecord {
		return v, err
	}
	set = r.besides(cat, set, beside)
	p := r.with(cat, set)
	faults := p.faults(func(names ...string) bool { return slices.Contains(names, spec.Name) }, r.daysInConflict())
	return v, faults.Err()
}

// besides adds to settings those typed beside them, without invalid ones.
func (r *Record) besides(cat *Catalogue, set, beside []Setting) []Setting {
	for _, s := range beside {
		other, err := FindField(r.Kind, s.Field)
		if err != nil || names(set, other.Name) {
			continue
		}
		if read, err := r.entered(cat, other, s.Value, beside); err == nil {
			set = append(set, read...)
		}
	}
	return set
}

// Doubts returns what does not fit together in the amounts of the project once
// an amount that is typed is one of them. It is no fault.
func (r *Record) Doubts(cat *Catalogue, field, text string, beside ...Setting) []Inconsistency {
	spec, err := FindField(r.Kind, field)
	if err != nil || !spec.Money || r.Kind != ProjectRecord {
		return nil
	}
	set, err := r.entered(cat, spec, text, beside)
	if err != nil {
		return nil
	}
	set = r.besides(cat, set, beside)
	return slices.DeleteFunc(r.with(cat, set).Disorder(), func(x Inconsistency) bool { return x.Field != FieldSpent })
}

// Overtaken is returned if a field was changed after the editing person last saw it.
type Overtaken struct {
	Name  string // the record's name for people
	Kind  RecordKind
	Field string
	By    *Change
	Value FieldValue
}

// Unseen returns an Overtaken if a field has heads that a person has not seen, otherwise nil.
func (r *Record) Unseen(field string, seen []ID) *Overtaken {
	for _, id := range r.Log.Heads(field) {
		if !slices.Contains(seen, id) {
			return &Overtaken{Name: r.Name(), Kind: r.Kind, Field: field, By: r.Log.Find(id), Value: r.Value(field)}
		}
	}
	return nil
}

// Error returns one sentence that says who changed the field to what.
func (e *Overtaken) Error() string {
	field, shown := e.Field, e.Value.Shown()
	if spec, err := FindField(e.Kind, e.Field); err == nil {
		field, shown = spec.InSentence(), spec.Value(e.Value).Shown()
	}
	what := "emptied it"
	if e.Value.Known {
		what = "changed it to " + shown
	}
	return fmt.Sprintf("%s, %s: %s %s meanwhile", e.Name, field, e.By.Person, what)
}

// Remedy returns what to do about it.
func (e *Overtaken) Remedy() fault.Remedy {
	return fault.Remedy{Text: "save again to replace that value"}
}
