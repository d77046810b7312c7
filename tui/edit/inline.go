package edit

import (
	"cmp"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Inline is a field of a record while it is edited, in place or in a form.
type Inline struct {
	Spec  portfolio.FieldSpec
	Field ui.Field
	stem  string                 // what was typed before a completion was taken
	All   []portfolio.Completion // of the stem, while they are browsed
	at    int                    // position among all, from 1; 0 is the stem
	Said  ui.Notice              // of the last key
}

func NewInline(spec portfolio.FieldSpec, text string) Inline {
	e := Inline{Spec: spec, Field: ui.NewFieldOf(spec)}
	e.Field.Set(text)
	e.Field.Selected = text != "" && spec.Retyped()
	return e
}

// Keys are the actions while the field is edited.
func (e *Inline) Keys() ui.KeyMap {
	m := ui.KeyMap{
		{Name: "field-save", Keys: []string{"enter"}, Show: "enter", Foot: "save", Help: "save the value", Saves: true},
		{Name: "field-leave", Keys: []string{"esc"}, Show: "esc", Foot: "drop",
			Help: "leave the value as it was, and drop what is typed"},
		{Name: "field-clear", Keys: []string{"ctrl+u"}, Show: "ctrl+u", Foot: "clear", Help: "clear the line"},
	}
	return append(m, e.More()...)
}

// More are the actions that complete or fill in a text, if the field has any.
func (e *Inline) More() (m ui.KeyMap) {
	if e.Spec.Listed() {
		m = append(m, ui.Action{Name: "complete", Keys: []string{"ctrl+n"}, Show: "ctrl+n", Foot: "complete",
			Help: "complete what is typed; again for the next choice"},
			ui.Action{Name: "complete-back", Keys: []string{"ctrl+p"}, Show: "ctrl+p", Help: "the choice before"})
	}
	if e.Spec.Shared() {
		m = append(m, ui.Action{Name: "fill-shares", Keys: []string{"="}, Show: "=", Foot: "rest",
			Help: "give what is missing to 100 % to those without a share, or to the last"})
	}
	return m
}

// Press handles a key and reports whether the text has changed.
func (e *Inline) Press(k tea.KeyPressMsg, cat *portfolio.Catalogue) bool {
	e.Said = ui.Notice{}
	switch key := k.String(); {
	case key == "ctrl+n":
		return e.complete(cat, 1)
	case key == "ctrl+p":
		return e.complete(cat, -1)
	case key == "=" && e.Spec.Shared():
		return e.fill(cat)
	}
	e.All = nil
	return e.Field.Press(k)
}

// Insert inserts text at the cursor.
func (e *Inline) Insert(text string) bool {
	e.All, e.Said = nil, ui.Notice{}
	return e.Field.Insert(text)
}

// complete replaces the text by the next or previous completion; after the last one comes what was
// typed.
func (e *Inline) complete(cat *portfolio.Catalogue, by int) bool {
	if e.All == nil {
		if e.stem, e.at = e.Field.String(), 0; e.Field.Selected { // another value is wanted
			e.stem = ""
		}
		e.Field.Selected = false
		e.All = e.Spec.Complete(cat, nil, e.stem)
	}
	if len(e.All) == 0 {
		e.All, e.Said = nil, ui.Notice{Text: "there is nothing to complete here"}
		if _, err := e.Spec.Enter(cat, e.stem); err != nil {
			e.Said = ui.Notice{Text: "no choice begins with what is typed", Hint: "ctrl+u clears it, ctrl+n then shows all"}
		}
		return false
	}
	n := len(e.All) + 1
	e.at = (e.at + by + n) % n
	text := e.stem
	if e.at > 0 {
		text = e.All[e.at-1].Text
	}
	before := e.Field.String()
	e.Field.Set(text)
	return text != before
}

// fill divides the rest to 100 % among the entries without a share.
func (e *Inline) fill(cat *portfolio.Catalogue) bool {
	e.All = nil
	before := e.Field.String()
	text, err := e.Spec.GiveRest(cat, before)
	if err != nil {
		e.Said = Failure("", portfolio.ProjectRecord, err)
		return false
	}
	e.Field.Set(text)
	return text != before
}

// Notice says what is wrong with the text, or how it is read, and how it can be completed. beside
// are the other fields as typed.
func (e *Inline) Notice(r *portfolio.Record, cat *portfolio.Catalogue, beside ...portfolio.Setting) ui.Notice {
	switch {
	case !e.Said.Empty():
		return e.Said
	case e.All != nil && e.at > 0:
		of := strconv.Itoa(e.at) + " of " + strconv.Itoa(len(e.All))
		return ui.Notice{Text: of + ": " + longChoice(e.Spec, &e.All[e.at-1])}
	}
	text := e.Field.String()
	n := Reading(r, cat, e.Spec, text, beside...)
	if sum, ok := e.Spec.Tally(cat, text); ok {
		n = ui.NoticeOf(sum.Phrase())
		if lacks := sum.Missing(); lacks > 0 {
			n = ui.NoticeOf(portfolio.Say("%s missing, press = to add it: %s", lacks.Exactly(), sum.Parts))
		}
	}
	more := e.goesOn(cat, text)
	switch {
	case e.Field.Selected:
		n.Hint = ui.TypingReplaces
	case more == "":
	case n.Bad:
		n = ui.Notice{Text: more}
	default:
		n.Hint = more
	}
	return n
}

// goesOn says how the text can be completed, the first completion with its name; empty if nothing
// is begun or nothing completes it.
func (e *Inline) goesOn(cat *portfolio.Catalogue, text string) string {
	if strings.TrimRight(text, " ,;") != text || text == "" {
		return ""
	}
	all := e.Spec.Complete(cat, nil, text)
	if len(all) == 0 {
		return ""
	}
	says := "ctrl+n: " + longChoice(e.Spec, &all[0])
	for i := range all[1:min(len(all), 4)] {
		says += ", " + shortChoice(e.Spec, &all[i+1])
	}
	return says
}

// shortChoice returns a completion as it is inserted.
func shortChoice(spec portfolio.FieldSpec, c *portfolio.Completion) string {
	if spec.Name == portfolio.FieldCountry {
		return draw.Clean(c.Name)
	}
	return draw.Clean(cmp.Or(c.Label, c.Code))
}

// longChoice returns a completion with its name, if that adds something.
func longChoice(spec portfolio.FieldSpec, c *portfolio.Completion) string {
	short, name := shortChoice(spec, c), draw.Clean(c.Name)
	if name == "" || strings.EqualFold(strings.ReplaceAll(short, "-", " "), name) {
		return short
	}
	return short + " " + name
}

// Reading says what is wrong with the text of a field, or how it is read. beside are other fields
// that are edited at the same time.
func Reading(r *portfolio.Record, cat *portfolio.Catalogue, spec portfolio.FieldSpec, text string,
	beside ...portfolio.Setting) ui.Notice {
	v, err := r.ReadField(cat, spec.Name, text, beside...)
	n := ValueRead(spec, v, err)
	if err == nil && v.Known {
		n.Hint = Remark(r, cat, spec.Name, text, beside...)
	}
	return n
}

// Doubt says what would not fit together with what is typed into a field; empty if nothing.
func Doubt(r *portfolio.Record, cat *portfolio.Catalogue, field, text string, beside ...portfolio.Setting) string {
	for _, x := range r.Doubts(cat, field, text, beside...) {
		return draw.Clean(x.What)
	}
	return ""
}

// Remark is Doubt, and says too that an amount is of a later day than the figures beside it.
func Remark(r *portfolio.Record, cat *portfolio.Catalogue, field, text string, beside ...portfolio.Setting) string {
	if doubt := Doubt(r, cat, field, text, beside...); doubt != "" {
		return doubt
	}
	spec, err := portfolio.FindField(r.Kind, field)
	if err != nil || spec.Dated == "" {
		return ""
	}
	v, _ := r.ReadField(cat, field, text, beside...) // what cannot be read has no day
	return spec.Ahead(cat, v)
}

// ValueRead describes a value that was read, or the error.
func ValueRead(spec portfolio.FieldSpec, v portfolio.FieldValue, err error) ui.Notice {
	if err != nil {
		return Failure("", portfolio.ProjectRecord, err)
	}
	if !v.Known {
		return ui.Notice{Text: "no value", Hint: spec.Form}
	}
	return ui.NoticeOf(portfolio.Say("%s: %s", spec.InSentence(), spec.WithUnit(v)))
}
