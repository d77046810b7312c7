package facts

import (
	"cmp"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
)

// FieldOrigin is the value of one field of a record, and where it comes from:
// printed in the document, assigned by us, or changed by an office.
type FieldOrigin struct {
	Record *portfolio.Record
	Field  portfolio.FieldSpec
	Value  portfolio.Value
	Origin provenance.Origin
	From   []provenance.Origin // of the values from which it follows if nobody entered it
}

// Table returns the origin for programs: field, value, where, printed, taken,
// why, changed_by, changed_at, was, change, and headquarters' ruling on the
// change; a row for the field, then for each value from which it follows.
func (f FieldOrigin) Table() portfolio.Table {
	t := portfolio.Table{Name: "field", Title: f.title(), Columns: []portfolio.Column{
		{Name: "field", Head: "FIELD"}, {Name: "value", Head: "VALUE"}, {Name: "where", Head: "WHERE"},
		{Name: "printed", Head: "PRINTED"}, {Name: "taken", Head: "TAKEN"}, {Name: "why", Head: "WHY"},
		{Name: "changed_by", Head: "CHANGED BY"}, {Name: "changed_at", Head: "CHANGED AT"}, {Name: "was", Head: "WAS"},
		{Name: "change", Head: "CHANGE"},
	}}
	t.Columns = append(t.Columns, provenance.RulingColumns...)
	row := func(field string, value portfolio.Value, o provenance.Origin) {
		values := originValues(o)
		if o.Ours != "" {
			values[3] = portfolio.Text("assigned by us: " + o.Ours)
		}
		t.Rows = append(t.Rows, slices.Concat([]portfolio.Value{portfolio.Text(field), value}, values,
			provenance.RulingValues(&o.Ruling)))
	}
	row(f.Field.Name, f.Value, f.Origin)
	for _, o := range f.From {
		row(o.Field, provenance.ValueOf(o.Kind, o.Field, f.Record.Value(o.Field)), o)
	}
	return t
}

// Page returns the origin for people, and every change of the field, the newest
// first.
func (f FieldOrigin) Page() portfolio.Table {
	t := portfolio.Table{Name: "field", Title: f.title()}
	t.Notes = fault.Remarks(portfolio.SentenceOf(f.sentence()))
	for _, o := range f.From {
		t.Notes = append(t.Notes, fault.Remark{Text: "  " + provenance.LabelOf(o.Kind, o.Field) + ", " +
			provenance.ValueOf(o.Kind, o.Field, f.Record.Value(o.Field)).Shown() + ": " +
			cmp.Or(o.InFull().Shown(), "its origin is not known")})
	}
	for _, e := range provenance.HistoryOf(f.Record) {
		if e.Field == f.Field.Name {
			t.Notes = append(t.Notes, fault.Remark{}, fault.Remark{Text: provenance.Line(e.Change)},
				fault.Remark{Text: "  " + e.Line(false)})
			if e.Change.Reason != "" {
				t.Notes = append(t.Notes, fault.Remark{Text: "  because: " + e.Change.Reason})
			}
			t.Notes = append(t.Notes, provenance.Aside(&e)...)
		}
	}
	return t
}

func (f FieldOrigin) title() string {
	name := portfolio.LowerFirst(f.Field.Label)
	if len(f.From) > 0 {
		name = strings.ReplaceAll(f.Field.Name, "_", " ")
	}
	return f.Record.Name() + ", " + name + ": " + cmp.Or(f.Value.Shown(), "no value")
}

func (f FieldOrigin) sentence() string {
	switch {
	case f.Origin.Changed != nil || f.Origin.Ours != "":
		return f.Origin.InFull().Shown()
	case !f.Origin.Unknown():
		return "printed in the document, " + f.Origin.InFull().Shown()
	case len(f.From) > 0:
		return "nobody has entered it; it follows from other values"
	}
	return "the document does not print it, and nobody has entered it"
}
