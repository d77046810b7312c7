package history

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
)

// What describes the changes of a line in at most w cells. Where that is too long, it gives the new values only, then
// no more fields than fit, and of a single one cuts the label rather than the value.
func What(by *draw.Measure, l provenance.Step, w int) string {
	for _, text := range ways(l) {
		if by.Cells(text) <= w {
			return text
		}
	}
	return cutLabel(by, brief(l, draw.ShownText(l.Gave())), w)
}

// cutLabel cuts the label before a value or, if there are several, the text.
func cutLabel(by *draw.Measure, text string, w int) string {
	const of = ": "
	label, value, ok := strings.Cut(text, of)
	room := w - by.Cells(of+value)
	if by.Cells(text) <= w || !ok || strings.Contains(value, of) || room < leastLabel {
		return by.Cut(text, w)
	}
	return by.Cut(label, room) + of + value
}

// waysWithBefore returns descriptions with the values before, the fullest first.
func waysWithBefore(l provenance.Step) []string {
	var out []string
	before, undated := withoutDays(l)
	for _, did := range []portfolio.Value{l.Did(), l.DidBriefly(), before.DidBriefly(), undated.DidBriefly()} {
		text := draw.ShownText(did)
		out = append(out, text, brief(l, text))
		if l.Several() { // the record's column says how many there are
			text = text[:max(strings.LastIndex(text, " ("), 0)]
			out = append(out, text, brief(l, text))
		}
	}
	return out
}

// withoutDays returns a line without the days before of amounts that hold as of a day, and without any of their days.
func withoutDays(l provenance.Step) (before, all provenance.Step) {
	before, all = slices.Clone(l), slices.Clone(l)
	for i := range l {
		if spec, err := portfolio.FindField(l[i].Kind, l[i].Field); err == nil {
			before[i].From = spec.WithoutDay(l[i].From)
			if all[i].From = before[i].From; spec.WithoutDay(l[i].To) != all[i].From { // else the day is what changed
				all[i].To = spec.WithoutDay(l[i].To)
			}
		}
	}
	return before, all
}

// ways returns descriptions of the changes of a line, the fullest first.
func ways(l provenance.Step) []string {
	out := waysWithBefore(l)
	if l.Several() {
		return out
	}
	gave := draw.ShownText(l.Gave())
	out = append(out, gave, brief(l, gave))
	fields := slices.DeleteFunc(slices.Clone(l), func(e provenance.Entry) bool { return e.Field == portfolio.FieldOn })
	for n := len(fields) - 1; n > 0; n-- {
		for _, did := range []portfolio.Value{fields[:n].Did(), fields[:n].Gave()} {
			out = append(out, brief(l, draw.ShownText(did))+"; "+strconv.Itoa(len(fields)-n)+" more")
		}
	}
	if took := l.Took(); took != "" || len(fields) > 1 {
		return append(out, cmp.Or(took, fieldsOf(l)))
	}
	return out
}

// fieldsOf returns the labels of the fields that were changed.
func fieldsOf(l provenance.Step) string {
	labels := make([]string, len(l))
	for i, e := range l {
		labels[i] = portfolio.LowerFirst(provenance.LabelOf(e.Kind, e.Field))
	}
	return strings.Join(labels, ", ")
}

// brief returns a description with the labels of the fields in place of longer names: approved for approved budget.
func brief(l provenance.Step, text string) string {
	for _, e := range l {
		name, label := provenance.InSentence(e.Kind, e.Field), portfolio.LowerFirst(provenance.LabelOf(e.Kind, e.Field))
		if len(label) < len(name) {
			text = strings.ReplaceAll(text, name+":", label+":")
		}
	}
	return text
}

// leastLabel is the width in which the label of a field that is cut can still be told.
const leastLabel = 6

// nameOf returns the name of the record of a line, or how many records there are.
func nameOf(l provenance.Step) string { return draw.Clean(l.Name()) }

// when returns the time of a line, in UTC.
func when(l provenance.Step) string { return l.When().Shown() }

// whenInYear is when without the year.
func whenInYear(l provenance.Step) string { return portfolio.Moment(l[0].Change.At).WithinYear() }

// about returns the id and name of the record of a line; of a new note, those of the record it is
// on.
func about(l provenance.Step) (record, name string) {
	for _, e := range l {
		if e.Field == portfolio.FieldOn {
			return e.To.Text, e.To.Text
		}
	}
	return l[0].Record, draw.Clean(l.Names()[0])
}
