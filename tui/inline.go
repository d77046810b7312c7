package tui

import (
	"cmp"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// inline is a field of a record that is being typed, where it stands or in a
// form.
type inline struct {
	spec  portfolio.FieldSpec
	field field
	stem  string                 // what was typed before a choice was taken
	all   []portfolio.Completion // of the stem, while one of them is looked at
	at    int                    // in all, from 1; 0 is the stem
	said  notice                 // of the last key
}

func newInline(spec portfolio.FieldSpec, text string) inline {
	e := inline{spec: spec, field: newFieldOf(spec)}
	e.field.set(text)
	return e
}

// keys are those of a field while it is being typed.
func (e *inline) keys() keyMap {
	m := keyMap{
		{name: "field-save", keys: []string{"enter"}, show: "enter", foot: "save", help: "save the value"},
		{name: "field-leave", keys: []string{"esc"}, show: "esc", foot: "drop", help: "leave the value as it was, and drop what is typed"},
		{name: "field-clear", keys: []string{"ctrl+u"}, show: "ctrl+u", foot: "clear", help: "clear the line"},
	}
	return append(m, e.more()...)
}

// more are the keys that fill in what is not typed, of the fields that have
// something to fill in.
func (e *inline) more() (m keyMap) {
	if e.spec.Listed() {
		m = append(m, action{name: "complete", keys: []string{"ctrl+n"}, show: "ctrl+n", foot: "complete", help: "complete what is typed; again for the next choice"},
			action{name: "complete-back", keys: []string{"ctrl+p"}, show: "ctrl+p", help: "the choice before"})
	}
	if e.spec.Shared() {
		m = append(m, action{name: "fill-shares", keys: []string{"="}, show: "=", foot: "rest", help: "give what is missing to 100 % to those without a share, or to the last"})
	}
	return m
}

// press does what a key does in the field and reports whether the text has
// changed.
func (e *inline) press(k tea.KeyPressMsg, cat *portfolio.Catalogue) bool {
	e.said = notice{}
	switch key := k.String(); {
	case key == "ctrl+n":
		return e.complete(cat, 1)
	case key == "ctrl+p":
		return e.complete(cat, -1)
	case key == "=" && e.spec.Shared():
		return e.fill(cat)
	}
	e.all = nil
	return e.field.press(k)
}

// insert puts text where the cursor stands.
func (e *inline) insert(text string) bool {
	e.all, e.said = nil, notice{}
	return e.field.insert(text)
}

// complete puts the next choice, or the one before, into the place of what was
// typed; behind the last one comes that itself.
func (e *inline) complete(cat *portfolio.Catalogue, by int) bool {
	if e.all == nil {
		e.stem, e.at = e.field.String(), 0
		e.all = e.spec.Complete(cat, nil, e.stem)
	}
	if len(e.all) == 0 {
		e.all, e.said = nil, notice{text: "there is nothing to complete here"}
		return false
	}
	n := len(e.all) + 1
	e.at = (e.at + by + n) % n
	text := e.stem
	if e.at > 0 {
		text = e.all[e.at-1].Text
	}
	before := e.field.String()
	e.field.set(text)
	return text != before
}

// fill gives the rest to 100 % to those without a share.
func (e *inline) fill(cat *portfolio.Catalogue) bool {
	e.all = nil
	before := e.field.String()
	text, err := e.spec.GiveRest(cat, before)
	if err != nil {
		e.said = failure("", err)
		return false
	}
	e.field.set(text)
	return text != before
}

// notice says what is wrong with the text, or what it would become, and how it
// can go on. Beside are the other fields as they are typed.
func (e *inline) notice(r *portfolio.Record, cat *portfolio.Catalogue, beside ...portfolio.Setting) notice {
	switch {
	case !e.said.empty():
		return e.said
	case e.all != nil && e.at > 0:
		of := strconv.Itoa(e.at) + " of " + strconv.Itoa(len(e.all))
		return notice{text: of + ": " + longChoice(e.spec, &e.all[e.at-1])}
	}
	text := e.field.String()
	n := reading(r, cat, e.spec, text, beside...)
	if sum, ok := e.spec.Tally(cat, text); ok {
		n = noticeOf(sum.Phrase())
		if lacks := sum.Missing(); lacks > 0 {
			n = noticeOf(portfolio.Say("%s missing, = gives it: %s", lacks.Exactly(), sum.Parts))
		}
	}
	more := e.goesOn(cat, text)
	switch {
	case more == "":
	case n.bad:
		n = notice{text: more}
	default:
		n.hint = more
	}
	return n
}

// goesOn says how a text that has been begun can go on, the first choice with
// its name; empty if nothing is begun, and if it cannot.
func (e *inline) goesOn(cat *portfolio.Catalogue, text string) string {
	if strings.TrimRight(text, " ,;") != text || text == "" {
		return ""
	}
	all := e.spec.Complete(cat, nil, text)
	if len(all) == 0 {
		return ""
	}
	says := "ctrl+n: " + longChoice(e.spec, &all[0])
	for i := range all[1:min(len(all), 4)] {
		says += ", " + shortChoice(e.spec, &all[i+1])
	}
	return says
}

// shortChoice returns a choice as it comes into the field.
func shortChoice(spec portfolio.FieldSpec, c *portfolio.Completion) string {
	if spec.Name == portfolio.FieldCountry {
		return clean(c.Name)
	}
	return clean(cmp.Or(c.Label, c.Code))
}

// longChoice returns a choice with its name, where that says more.
func longChoice(spec portfolio.FieldSpec, c *portfolio.Completion) string {
	short, name := shortChoice(spec, c), clean(c.Name)
	if name == "" || strings.EqualFold(strings.ReplaceAll(short, "-", " "), name) {
		return short
	}
	return short + " " + name
}

// reading says what is wrong with the text of a field, or what it would
// become. Beside are other fields that are typed at the same time.
func reading(r *portfolio.Record, cat *portfolio.Catalogue, spec portfolio.FieldSpec, text string, beside ...portfolio.Setting) notice {
	v, err := r.ReadField(cat, spec.Name, text, beside...)
	return valueRead(spec, v, err)
}

// valueRead says what was read of the text of a field.
func valueRead(spec portfolio.FieldSpec, v portfolio.FieldValue, err error) notice {
	if err != nil {
		return failure("", err)
	}
	if !v.Known {
		return notice{text: "no value", hint: spec.Form}
	}
	return noticeOf(portfolio.Say("%s: %s", lower(spec.Label), spec.WithUnit(v)))
}
