package portfolio

import (
	"slices"
	"strings"
)

// read is FieldSpec.Read in the context of a record, where a date can be
// relative, see Counted. It counts from the field's current value; if that is
// unknown, from the other date of the duration, as set in beside or as it is
// now; otherwise from the reference date.
func (r *Record) read(cat *Catalogue, spec FieldSpec, text string, beside []Setting) (FieldValue, error) {
	if !spec.Day || !Counted(text) {
		v, err := spec.Read(cat, text)
		if err == nil {
			err = seen(spec.Name, v.Text)
		}
		return v, err
	}
	d, err := r.countFrom(cat, spec, beside).Read(strings.TrimSpace(text))
	if err != nil {
		return FieldValue{}, spec.named(err)
	}
	return FieldValue{Text: d.Plain(), Known: true}, nil
}

func (r *Record) countFrom(cat *Catalogue, spec FieldSpec, beside []Setting) CountFrom {
	from := CountFrom{Day: dateOf(r.Value(spec.Name).Text), Side: spec.Side}
	if from.Day.Known() {
		return from
	}
	if from.Day = r.otherDay(cat, spec.Name, beside); from.Day.Known() {
		from.Beside = true
		return from
	}
	from.Day = cat.Reference
	return from
}

// otherDay returns the start date for the end date and the reverse; 0 if it is
// unknown, or if field is neither.
func (r *Record) otherDay(cat *Catalogue, field string, beside []Setting) Date {
	other, has := map[string]string{FieldStart: FieldEnd, FieldEnd: FieldStart}[field]
	if !has {
		return 0
	}
	spec, err := FindField(r.Kind, other)
	if err != nil {
		return 0
	}
	now := dateOf(r.Value(other).Text)
	i := slices.IndexFunc(beside, func(s Setting) bool { return strings.EqualFold(strings.TrimSpace(s.Field), other) })
	if i < 0 {
		return now
	}
	text := beside[i].Value
	if beside[i].Unset || Counted(text) && !now.Known() { // both would count from one another
		return 0
	}
	v, err := r.read(cat, spec, text, nil)
	if err != nil {
		return 0
	}
	return dateOf(v.Text)
}
