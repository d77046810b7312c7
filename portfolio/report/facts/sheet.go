package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report"
)

// Sheet is the data of one project's page.
type Sheet struct {
	Project   *portfolio.Project
	Catalogue *portfolio.Catalogue
	AsOf      portfolio.Date    // decides status and time elapsed
	Record    *portfolio.Record // its changes; nil if they were not requested
	Notes     []portfolio.Note  // on the project, the newest first
	Past      portfolio.Date    // the date of the past portfolio that is shown; 0 for the current one
}

// SheetField is one field of a sheet with its sources.
type SheetField struct {
	Name    string // as in the list command, such as approved_budget
	Label   string // for people; empty if the field cannot be edited
	Value   portfolio.Value
	Assumed bool               // the value is an assumption
	Sources []portfolio.Source // none if the value is assigned by us
	Changed *provenance.Entry  // the change that set the value; nil for the document's value
	Values  int                // number of values in conflict; 0 if there is no conflict
}

// Heading returns the name of the field for people.
func (f SheetField) Heading() string { return cmp.Or(f.Label, strings.ReplaceAll(f.Name, "_", " ")) }

// Further reports whether the field can be edited and has a value.
func (f SheetField) Further() bool { return f.Label != "" && f.Value.Plain() != "" }

// Fields returns the fields in the order of the list command, then those that
// only a sheet has. Sources of other fields of the record come last, without a
// value.
func (s Sheet) Fields() []SheetField {
	var fields, more []SheetField
	specs := portfolio.ProjectFields()
	for i := range specs {
		spec := &specs[i]
		f := SheetField{Name: spec.LongName(), Label: spec.Label}
		if !spec.Shows(s.Project) {
			continue
		}
		f.Value, f.Assumed = spec.InFull(s.Project, s.View()), spec.IsAssumed(s.Project)
		if spec.Project.List.Name != "" {
			fields = append(fields, f)
		} else {
			more = append(more, f)
		}
	}
	fields = append(fields, more...)
	if s.Project.Withdrawn {
		fields = append(fields, SheetField{Name: portfolio.FieldWithdrawn, Value: portfolio.Text(portfolio.Yes)})
	}
	return s.withChanges(s.withSources(fields))
}

// View returns the context in which the project is shown.
func (s Sheet) View() portfolio.View { return portfolio.View{Catalogue: s.Catalogue, AsOf: s.AsOf} }

// withChanges adds to each field the change that set its value, and the number
// of values in conflict. Fields that this release does not know come last.
func (s Sheet) withChanges(fields []SheetField) []SheetField {
	if s.Record == nil {
		return fields
	}
	entries := provenance.HistoryOf(s.Record)
	for _, name := range s.Record.Log.Fields() {
		state := s.Record.Log.State(name)
		if state.By == nil || !state.Conflict && state.Value == s.Record.Seeded(name) {
			continue
		}
		long := portfolio.LongName(name)
		i := slices.IndexFunc(fields, func(f SheetField) bool { return f.Name == long })
		if i < 0 {
			fields = append(fields, SheetField{Name: long, Value: portfolio.Text(state.Value.Shown())})
			i = len(fields) - 1
		}
		if state.Conflict {
			fields[i].Values = len(state.Heads)
		}
		if at := slices.IndexFunc(entries, func(e provenance.Entry) bool {
			return e.Change.ID == state.By.ID && (e.Field == name || e.Field == portfolio.Together(name)[0])
		}); at >= 0 {
			fields[i].Changed = &entries[at]
		}
	}
	return fields
}

// withSources adds to each field its sources, and a field for every other
// source.
func (s Sheet) withSources(fields []SheetField) []SheetField {
	for _, src := range s.Project.Sources {
		name := portfolio.LongName(src.Field)
		i := slices.IndexFunc(fields, func(f SheetField) bool { return f.Name == name })
		if i < 0 {
			fields = append(fields, SheetField{Name: name, Value: portfolio.Text("")})
			i = len(fields) - 1
		}
		fields[i].Sources = append(fields[i].Sources, src)
		fields[i].Assumed = fields[i].Assumed || src.Assumed
	}
	return fields
}

// Table returns the sheet for programs: field, value, where, printed, taken,
// why, assumed, changed_by, changed_at, was, change, warning, and headquarters'
// ruling on the change; one row per field and source, one without a source if the
// value is assigned by us. assumed is yes or empty; the next four and the ruling
// are empty for a value from the document; warning says what does not fit
// together.
func (s Sheet) Table() portfolio.Table {
	t := portfolio.Table{Name: "field", Title: s.Project.Number, Columns: []portfolio.Column{
		{Name: "field", Head: "FIELD"}, {Name: "value", Head: "VALUE"}, {Name: "where", Head: "WHERE"},
		{Name: "printed", Head: "PRINTED"},
		{Name: "taken", Head: "TAKEN"}, {Name: "why", Head: "WHY"}, {Name: "assumed", Head: "ASSUMED"},
		{Name: "changed_by", Head: "CHANGED BY"}, {Name: "changed_at", Head: "CHANGED AT"}, {Name: "was", Head: "WAS"},
		{Name: "change", Head: "CHANGE"}, {Name: "warning", Head: "WARNING"},
	}}
	t.Columns = append(t.Columns, provenance.RulingColumns...)
	for _, f := range s.Fields() {
		sources := f.Sources
		if len(sources) == 0 {
			sources = []portfolio.Source{{}}
		}
		for _, src := range sources {
			assumed := portfolio.Text("")
			if f.Assumed {
				assumed = "yes"
			}
			row := []portfolio.Value{portfolio.Text(f.Name), f.Value, portfolio.Text(src.Where), portfolio.Text(src.Printed),
				portfolio.Text(src.Taken), portfolio.Text(src.Why), assumed}
			row = append(row, f.changedValues()...)
			row = append(row, portfolio.Text(s.warning(f.Name)))
			t.Rows = append(t.Rows, append(row, provenance.RulingValues(f.ruling())...))
		}
	}
	return t
}

// warning says what does not fit together in the values of a field and others.
func (s Sheet) warning(field string) string {
	for _, x := range s.Project.Disorder() {
		if x.Field == field {
			return x.What
		}
	}
	return ""
}

// ruling returns headquarters' ruling on the change that set a field.
func (f SheetField) ruling() *portfolio.Judgement {
	if f.Changed == nil {
		return &portfolio.Judgement{}
	}
	return &f.Changed.Judgement
}

// changedValues returns who changed a field, when, from what, and by which change.
func (f SheetField) changedValues() []portfolio.Value {
	if f.Changed == nil {
		return report.BlankRow(4)
	}
	c := f.Changed.Change
	return portfolio.Texts([]string{c.By(), portfolio.Moment(c.At).Plain(), f.Changed.From.Plain(), c.ID.String()})
}

// SheetPart is the part of an amount that belongs to one service line or year.
type SheetPart struct {
	Code   string
	Label  string // three letters for lines, the year for years
	Name   string
	Share  portfolio.Percent
	Amount portfolio.Cents
}

// Measure returns the amount that a sheet divides by line and year: the
// approved budget if it is known, otherwise the overall budget.
func (s Sheet) Measure() breakdown.Measure {
	if s.Project.Amounts.Approved.Known {
		return breakdown.Approved
	}
	return breakdown.Overall
}

// Lines returns the parts of the sheet's measure by service line, in the order
// of the project. They add up to the amount.
func (s Sheet) Lines() []SheetPart {
	sums := map[string]portfolio.Cents{}
	for _, sl := range breakdown.Slices(s.Project) {
		sums[sl.Line] += sl.Of(s.Measure())
	}
	parts := make([]SheetPart, len(s.Project.Lines))
	for i, portion := range s.Project.Lines {
		l, _ := s.Catalogue.Line(portion.Code)
		parts[i] = SheetPart{Code: portion.Code, Label: l.Label, Name: l.Name, Share: portion.Share,
			Amount: sums[portion.Code]}
	}
	return parts
}

// Years returns the parts of the sheet's measure by calendar year, in order.
// They add up to the amount. There are none if the duration is unknown.
func (s Sheet) Years() []SheetPart {
	var parts []SheetPart
	total := breakdown.AmountOf(s.Project.Amounts, s.Measure()).Cents
	for _, sl := range breakdown.Slices(s.Project) {
		if !sl.Sums.Figure(s.Measure()).Known {
			continue
		}
		if sl.Year == portfolio.UnknownYear {
			return nil
		}
		label := fmt.Sprintf("%04d", sl.Year)
		i := slices.IndexFunc(parts, func(p SheetPart) bool { return p.Label == label })
		if i < 0 {
			parts = append(parts, SheetPart{Code: label, Label: label, Name: label})
			i = len(parts) - 1
		}
		parts[i].Amount += sl.Of(s.Measure())
		parts[i].Share = portfolio.Share(parts[i].Amount, total)
	}
	return parts
}
