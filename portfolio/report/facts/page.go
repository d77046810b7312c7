package facts

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// Page is a report on one subject, as a list of facts. Screens, linear mode and
// exports render it.
type Page struct {
	Title string
	Facts []Fact
}

// Fact is a value with its label, note and comments.
type Fact struct {
	Label    string          // empty: one more value of the previous fact
	Short    string          // short label, for narrow columns
	Value    portfolio.Value // nil if the label is a heading
	Beside   portfolio.Value // a note; nil for none
	Below    []Comment
	Apart    bool   // starts a section
	Field    string // the editable field with this value; empty for none
	Conflict bool   // the field is in conflict
}

// Comment is a remark below a fact.
type Comment struct {
	Parts []portfolio.Value // side by side if there is room
	Doubt bool              // needs attention, such as a value that differs from the printed one
	Gauge bool              // with a bar of the share
	Share portfolio.Percent
}

// Row adds a fact and returns it. The pointer is valid until the next fact is
// added.
func (p *Page) Row(label string, v portfolio.Value) *Fact {
	p.Facts = append(p.Facts, Fact{Label: label, Value: v})
	return &p.Facts[len(p.Facts)-1]
}

// Text adds a fact with a text, unless the text is empty.
func (p *Page) Text(label, words string) {
	if words != "" {
		p.Row(label, portfolio.Text(words))
	}
}

// Note sets the note beside a fact.
func (f *Fact) Note(v portfolio.Value) *Fact {
	f.Beside = v
	return f
}

// Say adds a comment, unless it is empty or the fact has it already.
func (f *Fact) Say(v portfolio.Value) *Fact { return f.comment(Comment{Parts: []portfolio.Value{v}}) }

// Section makes a fact the first of a section.
func (f *Fact) Section() *Fact {
	f.Apart = true
	return f
}

func (f *Fact) comment(c Comment) *Fact {
	said := func(x Comment) bool { return slices.Equal(portfolio.ShownOf(x.Parts), portfolio.ShownOf(c.Parts)) }
	if strings.Join(portfolio.ShownOf(c.Parts), "") != "" && !slices.ContainsFunc(f.Below, said) {
		f.Below = append(f.Below, c)
	}
	return f
}

// Differ adds what was printed and what is used instead, if the two differ, and
// the remarks of the sources, each once.
func (f *Fact) Differ(sources []portfolio.Source) *Fact {
	for _, src := range sources {
		f.comment(Comment{Parts: takenParts(src), Doubt: true})
		f.Say(portfolio.Text(src.Why))
	}
	return f
}

// takenParts returns what was printed and what is used instead; none if the two
// are the same.
func takenParts(s portfolio.Source) []portfolio.Value {
	if s.Taken == "" && !s.Assumed {
		return nil
	}
	var parts []portfolio.Value
	if s.Printed != "" {
		parts = append(parts, portfolio.Say("printed: %s", s.Printed))
	}
	if s.Taken != "" {
		parts = append(parts, portfolio.Say("taken: %s", s.Taken))
	}
	if s.Assumed {
		parts = append(parts, portfolio.Signed("(assumed)", "assumed"))
	}
	return parts
}

// FirstPlace returns the first place in the document that the sources name.
func FirstPlace(sources []portfolio.Source) string {
	for _, src := range sources {
		if src.Where != "" {
			return src.Where
		}
	}
	return ""
}

// Sources adds where the document prints each value, place by place.
func (p *Page) Sources(sources []portfolio.Source) {
	var places []string
	fields := map[string][]string{}
	for _, src := range sources {
		if fields[src.Where] == nil {
			places = append(places, src.Where)
		}
		if !slices.Contains(fields[src.Where], src.Field) {
			fields[src.Where] = append(fields[src.Where], src.Field)
		}
	}
	label := "Sources"
	for _, w := range places {
		p.Row(label, portfolio.Say("%s: %s", w, strings.Join(fields[w], ", ")))
		label = ""
	}
}
