package report

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// Page is what there is to say of one thing, fact by fact. Screens, linear mode and
// exports render it.
type Page struct {
	Title string
	Facts []Fact
}

// Fact is a value with its label, and what is to be known of it.
type Fact struct {
	Label    string          // empty: another value of the fact before
	Short    string          // of a long label, where there is no room for it
	Value    portfolio.Value // nil where the label is a heading
	Beside   portfolio.Value // a note; nil for none
	Below    []Comment
	Apart    bool   // begins a section
	Field    string // that it is the value of and that can be edited; empty for none
	Conflict bool   // the field has several values
}

// Comment is what is said below a fact.
type Comment struct {
	Parts []portfolio.Value // beside one another where there is room
	Doubt bool              // something to look at, such as a value that is not the printed one
	Gauge bool              // with a drawing of the share
	Share portfolio.Percent
}

// Row adds a fact and returns it, until the next one is added.
func (p *Page) Row(label string, v portfolio.Value) *Fact {
	p.Facts = append(p.Facts, Fact{Label: label, Value: v})
	return &p.Facts[len(p.Facts)-1]
}

// Text adds a fact of words, if there are any.
func (p *Page) Text(label, words string) {
	if words != "" {
		p.Row(label, portfolio.Text(words))
	}
}

// Note puts a note beside a fact.
func (f *Fact) Note(v portfolio.Value) *Fact {
	f.Beside = v
	return f
}

// Say adds a comment, if it says something that was not said.
func (f *Fact) Say(v portfolio.Value) *Fact { return f.comment(Comment{Parts: []portfolio.Value{v}}) }

// Section has a fact begin a section.
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

// Differ says what was printed and what was taken where the two differ, and what is
// to be known of a value; what several sources say alike is said once.
func (f *Fact) Differ(sources []portfolio.Source) *Fact {
	for _, src := range sources {
		f.comment(Comment{Parts: takenParts(src), Doubt: true})
		f.Say(portfolio.Text(src.Why))
	}
	return f
}

// takenParts returns what was printed and what was taken; nothing where the two are the
// same.
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

// FirstPlace returns the first place in the document of some sources.
func FirstPlace(sources []portfolio.Source) string {
	for _, src := range sources {
		if src.Where != "" {
			return src.Where
		}
	}
	return ""
}

// Sources adds where each value stands in the document, place by place.
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
