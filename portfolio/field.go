package portfolio

import (
	"cmp"
	"slices"
	"strings"

	"fieldfolio/portfolio/fault"
)

// The names of fields, as in changes.
const (
	FieldNumber    = "number"
	FieldTitle     = "title"
	FieldKind      = "kind"
	FieldProgramme = "programme"
	FieldCountry   = "country"
	FieldPlaces    = "places"
	FieldStart     = "start"
	FieldEnd       = "end"
	FieldStatus    = "status"
	FieldApproved  = "approved"
	FieldOverall   = "overall"
	FieldShortfall = "shortfall"
	FieldLines     = "service_lines"
	FieldSpent     = "spent"
	FieldSpentOn   = "spent_on"
	FieldLabel     = "label"
	FieldBudget    = "budget"
	FieldRequired  = "requirement"
	FieldOn        = "on"   // of a note: id of the record that it is about
	FieldText      = "text" // of a note

	FieldOverallPlaces = "overall_places" // where the overall budget and the shortfall belong
)

// FieldSpec describes a field of a record.
type FieldSpec struct {
	Name   string
	Also   []string // other names that are accepted
	Label  string   // for people
	Noun   string   // in sentences; empty: the label with a small first letter
	Form   string   // how to enter a value, for people
	About  string   // what tells it from fields like it, for a form; empty if the label does
	Limit  int      // characters at most; 0 for fields that are not free text
	Needed bool     // must have a value
	Money  bool     // US dollars
	Day    bool
	Side   Side   // of a date field: which day a month or a year stands for
	Dated  string // the field with the day as of which an amount holds; empty for others
	// read converts what a person entered into canonical text; nil for fields
	// that cannot be edited.
	read    func(cat *Catalogue, text string) (string, error)
	choose  *choosing     // the choices; nil if any value is valid
	Project *ProjectField // nil for fields of other kinds
}

// FindField returns the field with a name, short or long. If there is none, it
// returns an *Invalid that names the nearest one.
func FindField(kind RecordKind, name string) (FieldSpec, error) {
	given := strings.ToLower(strings.TrimSpace(name))
	if given == FieldWithdrawn && kind.Spec().Creatable {
		return withdrawnField, nil
	}
	specs := FieldsOf(kind)
	if i := slices.IndexFunc(specs, func(s FieldSpec) bool { return s.called(given) }); i >= 0 {
		return specs[i], nil
	}
	names := make([]string, len(specs))
	for i, s := range specs {
		names[i] = s.Name
	}
	hint := fault.Suggest(given, names)
	if given == "region" {
		hint = "it follows from the programme: set programme"
	}
	return FieldSpec{}, &fault.Invalid{Field: "field", Value: visible(name, 40),
		Why: "is not a field of " + kind.WithArticle() + " that can be edited", Do: hint}
}

// InSentence returns the field's name within a sentence, such as approved
// budget.
func (f *FieldSpec) InSentence() string { return cmp.Or(f.Noun, LowerFirst(f.Label)) }

// Retyped reports whether people type the value anew rather than go on with it:
// an amount, a date or a code, and not a text or a list with shares.
func (f *FieldSpec) Retyped() bool { return f.Limit < labelLimit && !f.Shared() }

// called reports whether name is one of the field's names.
func (f *FieldSpec) called(name string) bool { return f.Name == name || slices.Contains(f.Also, name) }

// Read converts what a person entered into a value with canonical text; an
// empty text is no value. It returns an *Invalid that says what is valid.
func (f FieldSpec) Read(cat *Catalogue, text string) (FieldValue, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		if f.Needed {
			return FieldValue{}, f.lacks()
		}
		return FieldValue{}, nil
	}
	canonical, err := f.read(cat, text)
	if err != nil {
		return FieldValue{}, f.named(err)
	}
	return FieldValue{Text: canonical, Known: true}, nil
}

// lacks returns the fault of a required field without a value.
func (f FieldSpec) lacks() error {
	return &fault.Invalid{Field: f.Name, Why: "must have a value", Do: f.Form}
}

// named sets the field of an *Invalid.
func (f FieldSpec) named(err error) error {
	in, ok := err.(*fault.Invalid) //nolint:errorlint // made by the readers below
	if !ok {
		return err
	}
	named := *in
	named.Field = f.Name
	named.Value = visible(named.Value, 60)
	if named.Do == "" && !strings.Contains(named.Why, "; ") {
		named.Do = f.Form
	}
	return &named
}

// Value returns a value of the field for people: money with separators and
// cents, dates in words, other values as they are.
func (f FieldSpec) Value(v FieldValue) Value {
	switch {
	case !v.Known:
		return v
	case f.Money:
		return f.money(v, Cents.Exactly)
	case f.Day:
		if d, err := ParseDate(v.Text); err == nil {
			return d
		}
	}
	return v
}

// WithUnit is Value, with the currency if the field is money.
func (f FieldSpec) WithUnit(v FieldValue) Value {
	if f.Money && v.Known {
		return f.money(v, Cents.ExactUSD)
	}
	return f.Value(v)
}

// money returns an amount for people, with its day if it has one: 250,000 on 30
// Jun 2011.
func (f FieldSpec) money(v FieldValue, words func(Cents) Value) Value {
	text, on := v.Text, ""
	if f.Dated != "" {
		text, on = cutDay(text)
	}
	c, err := ParseMoney(text)
	switch {
	case err != nil:
		return v
	case on == "":
		return words(c)
	}
	shown := Say("%s%s%s", words(c), dayWord, dateOf(on))
	return Wording{v.Text, shown.Shown(), shown.Spoken()}
}

// withUnit returns money with its currency.
func withUnit(money Value) Value { return Signed("US$ "+money.Shown(), money.Spoken()+" dollars") }

// Exactly returns money for people with cents if they are not 0.
func (c Cents) Exactly() Value {
	plain := c.Plain()
	switch {
	case c%100 == 0:
		return Named(plain, c.Shown())
	case c < 0:
		return Named(plain, "-"+(-c).Exactly().Shown())
	}
	return Named(plain, Group(int64(c)/100)+plain[len(plain)-3:])
}

// ExactUSD is Exactly with the currency.
func (c Cents) ExactUSD() Value { return withUnit(c.Exactly()) }

var withdrawnField = FieldSpec{Name: FieldWithdrawn, Label: "Withdrawn", Form: "write yes, or nothing", read: readYes}

func readYes(_ *Catalogue, text string) (string, error) {
	if !strings.EqualFold(text, Yes) {
		return "", &fault.Invalid{Value: text, Why: "is not yes"}
	}
	return Yes, nil
}

func readText(limit int) func(*Catalogue, string) (string, error) {
	return func(_ *Catalogue, text string) (string, error) { return KeptText("", text, limit, false) }
}

func readMoney(_ *Catalogue, text string) (string, error) {
	c, err := ParseMoney(strings.TrimSpace(strings.TrimPrefix(text, "US$")))
	if err != nil {
		return "", err
	}
	return c.Plain(), nil
}

func readDay(side Side) func(*Catalogue, string) (string, error) {
	return func(_ *Catalogue, text string) (string, error) {
		if Counted(text) {
			_, err := CountFrom{Side: side}.Read(text)
			return "", err
		}
		d, err := ReadDay(text, side)
		return d.Plain(), err
	}
}
