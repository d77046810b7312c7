package portfolio

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"fieldfolio/portfolio/fault"
)

// A dated field is an amount that holds as of a day. Changes set two fields, the
// amount and the day, always both. People see and enter them as one field:
// 250,000 on 30 Jun 2011.

// dayOfAmount matches an amount with the day as of which it holds.
var dayOfAmount = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(.*?)\s+(?:on|by|as\s+of)\s+(.+)$`)
})

// dayWord stands between an amount and its day in canonical text.
const dayWord = " on "

// Together returns the fields that are entered as one with a field of projects,
// itself included.
func Together(field string) []string {
	for i := range projectFields {
		if f := &projectFields[i]; f.Dated != "" && (field == f.Name || field == f.Dated) {
			return []string{f.Name, f.Dated}
		}
	}
	return []string{field}
}

// InForm reports whether the field is entered by itself and not with another
// one.
func (f FieldSpec) InForm() bool { return Together(f.Name)[0] == f.Name }

// FormFields returns the fields of a kind of records that people enter, in the
// order of a form.
func FormFields(kind RecordKind) []FieldSpec {
	return slices.DeleteFunc(slices.Clone(FieldsOf(kind)), func(f FieldSpec) bool { return !f.InForm() })
}

// Entered returns the current value of a field as a person enters it: an amount
// with its day.
func (r *Record) Entered(field string) FieldValue {
	v := r.Value(field)
	if spec, err := FindField(r.Kind, field); err == nil && spec.Dated != "" {
		return withDay(v, r.Value(spec.Dated))
	}
	return v
}

// WithoutDay returns a value of a dated field without its day; others as they are.
func (f FieldSpec) WithoutDay(v FieldValue) FieldValue {
	if f.Dated != "" {
		v.Text, _, _ = strings.Cut(v.Text, dayWord)
	}
	return v
}

// InConflict reports whether a field is in conflict, or one that is entered as
// one with it.
func (r *Record) InConflict(field string) bool {
	return slices.ContainsFunc(Together(field), func(f string) bool { return r.Log.State(f).Conflict })
}

// EnteredBy returns the value that a change gives a field, as a person enters it.
func (c *Change) EnteredBy(kind RecordKind, field string) FieldValue {
	v := c.Sets(field)
	if spec, err := FindField(kind, field); err == nil && spec.Dated != "" {
		return withDay(v, c.Sets(spec.Dated))
	}
	return v
}

// Entered returns the settings of a change as a person enters them: an amount
// with its day is one.
func (c *Change) Entered(kind RecordKind) []Setting {
	var out []Setting
	for _, s := range c.Fields {
		first := Together(s.Field)[0]
		if kind != ProjectRecord || first == s.Field {
			v := c.EnteredBy(kind, s.Field)
			out = append(out, Setting{Field: s.Field, Value: v.Text, Unset: !v.Known})
		} else if _, sets := c.Setting(first); !sets {
			out = append(out, s)
		}
	}
	return out
}

// withDay returns an amount and its day as one value.
func withDay(v, day FieldValue) FieldValue {
	if v.Known && day.Known {
		v.Text += dayWord + day.Text
	}
	return v
}

// cutDay splits what was typed into an amount and its day, which is empty if
// none was typed.
func cutDay(text string) (amount, day string) {
	if m := dayOfAmount().FindStringSubmatch(text); m != nil {
		return m[1], m[2]
	}
	return text, ""
}

// Enter is Read for what a person types: an amount that holds as of a day is
// given the usual day if none was typed.
func (f FieldSpec) Enter(cat *Catalogue, text string) (FieldValue, error) {
	if f.Dated == "" {
		return f.Read(cat, text)
	}
	r := &Record{Kind: ProjectRecord}
	set, err := r.entered(cat, f, text, nil)
	return valueOf(f, set), err
}

// entered reads what a person typed into a field, as settings with canonical
// text: an amount with its day. The day is that given beside it, or the usual
// one: the as-of date of the portfolio, or the day of the present amount if that
// is later.
func (r *Record) entered(cat *Catalogue, spec FieldSpec, text string, beside []Setting) ([]Setting, error) {
	one := func(f FieldSpec, text string) (Setting, error) {
		v, err := r.read(cat, f, text, beside)
		return Setting{Field: f.Name, Value: v.Text, Unset: !v.Known}, err
	}
	if spec.Dated == "" || strings.TrimSpace(text) == "" {
		set, err := one(spec, text)
		out := []Setting{set}
		if spec.Dated != "" && !names(beside, spec.Dated) {
			out = append(out, Setting{Field: spec.Dated, Unset: true})
		}
		return out, err
	}
	text, on := cutDay(text)
	set, err := one(spec, text)
	if err != nil || on == "" && names(beside, spec.Dated) {
		return []Setting{set}, err
	}
	day, err := FindField(r.Kind, spec.Dated)
	if err != nil {
		return nil, err
	}
	if on == "" {
		on = max(cat.Reference, dateOf(r.Value(day.Name).Text)).Plain()
	}
	setDay, err := one(day, on)
	if in, ok := err.(*fault.Invalid); ok { //nolint:errorlint // made by read
		in.Field = spec.Name
	}
	return []Setting{set, setDay}, err
}

// Ahead says that an amount holds as of a day after the as-of date, with whose figures it is added up; empty if it does
// not.
func (f FieldSpec) Ahead(cat *Catalogue, v FieldValue) string {
	_, on := cutDay(v.Text)
	if f.Dated == "" || !cat.Reference.Known() || dateOf(on) <= cat.Reference {
		return ""
	}
	return fmt.Sprintf("%s is after the as-of date, %s; totals include it", dateOf(on).Shown(), cat.Reference.Shown())
}

// valueOf returns settings of a field, and of its day, as one value.
func valueOf(f FieldSpec, set []Setting) FieldValue {
	of := func(field string) FieldValue {
		i := slices.IndexFunc(set, func(s Setting) bool { return s.Field == field })
		if i < 0 || set[i].Unset {
			return FieldValue{}
		}
		return set[i].FieldValue()
	}
	return withDay(of(f.Name), of(f.Dated))
}

// names reports whether settings that a person entered name a field of projects.
func names(settings []Setting, field string) bool {
	return slices.ContainsFunc(settings, func(s Setting) bool {
		spec, err := FindField(ProjectRecord, s.Field)
		return err == nil && spec.Name == field
	})
}

// complete adds to settings the present values of the fields that are entered
// as one with theirs, so that each change sets an amount and its day.
func (r *Record) complete(set []Setting) []Setting {
	out := slices.Clone(set)
	for _, s := range set {
		if r.Kind != ProjectRecord {
			break
		}
		for _, field := range Together(s.Field) {
			if v := r.Value(field); v.Known && !names(out, field) {
				out = append(out, Setting{Field: field, Value: v.Text})
			}
		}
	}
	return out
}
