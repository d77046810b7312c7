package portfolio

import (
	"slices"
	"strings"
)

// read is Read in a record: a day may be counted from another one, see Counted.
// It counts from the day that the field has now; where it has none from the
// other day of the duration, as beside sets it or as it is now; otherwise from
// the reference day.
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

// otherDay returns the first day of the duration for the last, and the other
// way round; 0 where it is not known, and for days of no duration.
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
	if beside[i].Unset || Counted(text) && !now.Known() { // each would count from the other
		return 0
	}
	v, err := r.read(cat, spec, text, nil)
	if err != nil {
		return 0
	}
	return dateOf(v.Text)
}
