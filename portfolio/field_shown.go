package portfolio

import (
	"cmp"
	"slices"
	"strings"
)

// View is the context in which a project is shown.
type View struct {
	Catalogue *Catalogue
	AsOf      Date // decides the status
}

// ProjectField describes how a field of projects is stored, searched and shown.
type ProjectField struct {
	Column  StoredColumn
	Key     KeySpec
	List    ListColumn
	Screen  ScreenColumn
	Show    ShowLine
	Assumed func(p *Project) bool // whether the value is an assumption; nil: never
	after   func(p *Project)      // updates what depends on the value; nil: nothing does
}

// ListColumn describes the field's column in the list command. Programs get the
// columns with a name, people those with a head.
type ListColumn struct {
	Name      string // such as approved_budget
	Head      string // such as SERVICE LINES
	Last      bool   // stands behind all others in tables for programs, whose first columns stay where they were
	DropOrder int    // order in which columns are dropped if there is no room, 1 first; 0: never
	Value     func(p *Project, v View) Value
}

// ScreenColumn describes the field's column in lists on screens. The zero value
// is for fields that have none.
type ScreenColumn struct {
	Name  string // in saved layouts; empty: that of the list, or of the field
	Head  string
	Label string                         // in the list of columns to choose from
	Place int                            // position from the left, from 1; columns without one follow
	Width int                            // in cells; 0: the remaining width
	Right bool                           // aligned to the right
	Drop  int                            // order in which columns are dropped if there is no room, 1 first; 0: never
	Room  int                            // width in cells that the title must keep for the column to be shown beside it
	Value func(p *Project, v View) Value // nil: as in the list command
}

// ShowLine describes the field's line on a project's page.
type ShowLine struct {
	Name  string                         // empty: that of the list, or of the field
	Value func(p *Project, v View) Value // nil: as its column says
	If    func(p *Project) bool          // whether there is something to show; nil: always
}

// ProjectFields lists every field of projects in the order of the list command,
// including derived fields, which cannot be edited.
func ProjectFields() []FieldSpec { return projectSpecs }

// AssumedColumn is the column that names the other columns of a row whose
// values are assumed, separated by blanks.
const AssumedColumn = "assumed"

// ListColumns returns the names of the columns that the list command writes for
// programs, in order.
func ListColumns() []string {
	var names, last []string
	for _, f := range ListFields() {
		if f.Project.List.Last {
			last = append(last, f.Project.List.Name)
		} else {
			names = append(names, f.Project.List.Name)
		}
	}
	names = append(names, AssumedColumn)
	for _, c := range NameColumns {
		if c.Last {
			last = append(last, c.Name)
		} else {
			names = append(names, c.Name)
		}
	}
	return append(names, last...)
}

// ListFields returns the fields that the list command writes for programs.
func ListFields() []*FieldSpec {
	var out []*FieldSpec
	for i := range projectSpecs {
		if f := &projectSpecs[i]; f.Project.List.Name != "" {
			out = append(out, f)
		}
	}
	return out
}

// ScreenFields lists the fields that have a column on screens, from the left.
var ScreenFields = func() []*FieldSpec {
	var out []*FieldSpec
	for i := range projectSpecs {
		if f := &projectSpecs[i]; f.Project.Screen.Head != "" {
			out = append(out, f)
		}
	}
	place := func(f *FieldSpec) int { return cmp.Or(f.Project.Screen.Place, len(projectSpecs)) }
	slices.SortStableFunc(out, func(a, b *FieldSpec) int { return place(a) - place(b) })
	return out
}()

// ScreenName returns the name of the field's column on screens.
func (f *FieldSpec) ScreenName() string {
	return cmp.Or(f.Project.Screen.Name, f.Project.List.Name, f.Name)
}

// SortKey returns the key that sorts lists by the field, empty if there is
// none.
func (f *FieldSpec) SortKey() Key {
	if f.Project.Key.Sort == 0 {
		return ""
	}
	return f.Project.Key.Key
}

// projectFields are the fields that can be edited, in the order of a form.
var projectFields = slices.DeleteFunc(slices.Clone(projectSpecs), func(f FieldSpec) bool { return f.read == nil })

// Of returns the field's value of a project, in canonical text.
func (f *FieldSpec) Of(p *Project) FieldValue { return f.Project.Column.of(p) }

// Set sets the field of a project to canonical text, empty for no value.
func (f *FieldSpec) Set(p *Project, text string) {
	f.Project.Column.set(p, text)
	if f.Project.after != nil {
		f.Project.after(p)
	}
}

// LongName returns the name that a project field has on its page; name is any
// of its names.
func LongName(name string) string {
	if i := slices.IndexFunc(projectSpecs, func(f FieldSpec) bool { return f.called(name) }); i >= 0 {
		return projectSpecs[i].LongName()
	}
	return name
}

// LongName returns the field's name in lists and on a project's page.
func (f *FieldSpec) LongName() string {
	return cmp.Or(f.Project.Show.Name, f.Project.List.Name, f.Name)
}

// Shows reports whether a project's page has a line for the field.
func (f *FieldSpec) Shows(p *Project) bool { return f.Project.Show.If == nil || f.Project.Show.If(p) }

// InFull returns the value as a project's page shows it.
func (f *FieldSpec) InFull(p *Project, v View) Value {
	if f.Project.Show.Value != nil {
		return f.Project.Show.Value(p, v)
	}
	if d, ok := f.plainValue(p).(Date); ok {
		return Day{d, f.IsAssumed(p)}
	}
	return f.plainValue(p)
}

// InList returns the value as the list command shows it.
func (f *FieldSpec) InList(p *Project, v View) Value {
	if f.Project.List.Value != nil {
		return f.Project.List.Value(p, v)
	}
	if d, ok := f.plainValue(p).(Date); ok {
		return Month{d, f.IsAssumed(p)}
	}
	return f.InFull(p, v)
}

// OnScreen returns the value as lists on screens show it.
func (f *FieldSpec) OnScreen(p *Project, v View) Value {
	if f.Project.Screen.Value != nil {
		return f.Project.Screen.Value(p, v)
	}
	return f.InList(p, v)
}

// ForPrograms returns the value for programs, which distinguish dates from
// text.
func (f *FieldSpec) ForPrograms(p *Project, v View) Value {
	if f.Day {
		return f.plainValue(p)
	}
	return f.InList(p, v)
}

// IsAssumed reports whether the field's value in p is an assumption.
func (f *FieldSpec) IsAssumed(p *Project) bool {
	return f.Project.Assumed != nil && f.Project.Assumed(p)
}

// plainValue returns the value as its column has it.
func (f *FieldSpec) plainValue(p *Project) Value {
	c := &f.Project.Column
	n, known := c.value(p).(int64)
	switch c.Type {
	case CentsColumn:
		return Amount{Cents: Cents(n), Known: known}
	case DayColumn:
		return Date(n)
	case IntegerColumn, ProgrammeColumn, RateColumn, TextColumn:
	}
	return Text(c.of(p).Text)
}

// Values of fields that are shown in their own words.

func programmeValue(p *Project, v View) Value {
	if prog, ok := v.Catalogue.Programme(p.Programme); ok {
		return Named(prog.Code, prog.Name)
	}
	return Text(p.Programme)
}

func placesValue(p *Project, v View) Value {
	codes := make([]string, len(p.Places))
	for i, portion := range p.Places {
		codes[i] = portion.Code
	}
	return Named(FormatPortions(p.Places), v.Catalogue.PlaceNames(codes).Shown())
}

// PortionsOfPlaces returns places with their shares, such as Peru 50 %, Ecuador
// 50 %.
func (v View) PortionsOfPlaces(places []Portion) Value {
	parts := make([]Value, len(places))
	for i, portion := range places {
		parts[i] = v.Catalogue.PlaceNames([]string{portion.Code})
		if !portion.Equal {
			parts[i] = Say("%s %s", parts[i], portion.Share)
		}
	}
	shown := Value(Join(parts, ", "))
	if len(places) > 0 && places[0].Equal {
		shown = Say("%s, in equal shares", shown)
	}
	return Wording{FormatPortions(places), shown.Shown(), shown.Spoken()}
}

func lineLabels(p *Project, v View) Value {
	labels := make([]string, len(p.Lines))
	for i, portion := range p.Lines {
		labels[i] = v.lineLabel(portion.Code)
	}
	return Named(FormatPortions(p.Lines), strings.Join(labels, " "))
}

func linesWithShares(p *Project, v View) Value {
	parts := make([]string, len(p.Lines))
	for i, portion := range p.Lines {
		parts[i] = v.lineLabel(portion.Code)
		if len(p.Lines) > 1 {
			parts[i] += " " + portion.Share.Plain()
		}
	}
	return Named(FormatPortions(p.Lines), strings.Join(parts, ", "))
}

// lineLabel returns the three-letter label of a service line, or its code if it
// has none.
func (v View) lineLabel(code string) string {
	l, _ := v.Catalogue.Line(code)
	return cmp.Or(l.Label, code)
}

// overallMark marks a rate that is a share of the overall budget.
const overallMark = "o"

// implementationRate returns the rate for a column, marked if it is a share of
// the overall budget.
func implementationRate(p *Project, _ View) Value {
	rate, of, ok := p.Implementation()
	switch {
	case !ok:
		return Text("")
	case of == FieldOverall:
		return Wording{rate.Plain(), rate.Shown() + overallMark, rate.Spoken() + " of the overall budget"}
	}
	return rate
}

// elapsedShare returns the share of the duration that has passed by the as-of
// date, empty if it is not known.
func elapsedShare(p *Project, v View) Value {
	if share, ok := p.Duration.Elapsed(v.AsOf); ok {
		return share
	}
	return Text("")
}

func implementationInFull(p *Project, _ View) Value {
	rate, of, _ := p.Implementation()
	return Named(rate.Plain(), rate.Shown()+" of the "+of+" budget")
}

func rateOf(p *Project, _ View) Value {
	_, of, _ := p.Implementation()
	return Text(of)
}
