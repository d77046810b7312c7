package portfolio

import (
	"fmt"
	"strings"
)

// Value is a value that renders itself for each kind of reader. Plain is for
// programs: money without separators, dates as YYYY-MM-DD, unknown values
// empty. Shown is for the eye, with signs such as "US$" and "→". Spoken is for
// the ear, with words instead of signs and full dates.
type Value interface {
	Plain() string
	Shown() string
	Spoken() string
}

// Text is a value of words, the same for all readers.
type Text string

// Plain returns the text.
func (t Text) Plain() string { return string(t) }

// Shown returns the text.
func (t Text) Shown() string { return string(t) }

// Spoken returns the text.
func (t Text) Spoken() string { return string(t) }

// Texts returns texts as values.
func Texts(of []string) []Value {
	out := make([]Value, len(of))
	for i, s := range of {
		out[i] = Text(s)
	}
	return out
}

// Wording is a value with different words for each kind of reader.
type Wording struct{ code, seen, heard string }

// Named returns a value that is a code for programs and a name for people.
func Named(code, name string) Wording { return Wording{code, name, name} }

// Signed returns a value with signs for the eye and words for the ear.
func Signed(seen, heard string) Wording { return Wording{seen, seen, heard} }

// Plain returns the words for programs.
func (w Wording) Plain() string { return w.code }

// Shown returns the words for the eye.
func (w Wording) Shown() string { return w.seen }

// Spoken returns the words for the ear.
func (w Wording) Spoken() string { return w.heard }

// To is written between an old value and the new one.
var To = Signed(" → ", " to ")

// Phrase is a text with values in it. The zero value is empty.
type Phrase struct {
	form   string
	values []any
}

// Say returns a phrase. The form is that of fmt.Sprintf; a Value among the
// arguments is rendered for its reader and takes the verb %s.
func Say(form string, values ...any) Phrase { return Phrase{form, values} }

// Empty reports whether p is the zero value.
func (p Phrase) Empty() bool { return p.form == "" }

// Plain returns the phrase as it is shown.
func (p Phrase) Plain() string { return p.Shown() }

// Shown returns the phrase for the eye.
func (p Phrase) Shown() string { return p.Render(Value.Shown) }

// Spoken returns the phrase for the ear.
func (p Phrase) Spoken() string { return p.Render(Value.Spoken) }

// Render returns the phrase with each Value rendered by as.
func (p Phrase) Render(as func(Value) string) string {
	out := make([]any, len(p.values))
	for i, v := range p.values {
		switch of := v.(type) {
		case Value:
			out[i] = as(of)
		case string:
			out[i] = as(Text(of))
		default:
			out[i] = v
		}
	}
	return fmt.Sprintf(p.form, out...)
}

// Join returns values as one phrase, separated by between.
func Join(values []Value, between string) Phrase {
	all := make([]any, len(values))
	for i, v := range values {
		all[i] = v
	}
	form := strings.Repeat("%s\x00", len(values))
	return Phrase{strings.ReplaceAll(strings.TrimSuffix(form, "\x00"), "\x00", strings.ReplaceAll(between, "%", "%%")),
		all}
}

// SpokenOf returns the values as they are spoken.
func SpokenOf[V Value](values []V) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v.Spoken()
	}
	return out
}

// ShownOf returns the values as they are shown.
func ShownOf[V Value](values []V) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v.Shown()
	}
	return out
}
