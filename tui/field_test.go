package tui

import (
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
	"fieldfolio/tui/uitest"
)

// TestEveryFieldIsShownAndSpoken sets every field of a project: its page, its
// form, its column in lists and linear mode say the value.
func TestEveryFieldIsShownAndSpoken(t *testing.T) {
	for _, f := range portfolio.FormFields(portfolio.ProjectRecord) {
		t.Run(f.Name, func(t *testing.T) {
			m := &uitest.Memory{Doc: uitest.Sample()}
			value := anotherValue(t, m, f)
			m.Elsewhere(uitest.SampleID, f.Name, value)
			d := newDriver(t, m, 120, 60).Settle().Press("/").Typed(m.Now(portfolio.FieldNumber)).Press("enter", "enter")
			seen := f.Value(portfolio.FieldValue{Text: value, Known: true})
			if page := d.All(); !saysOneOf(page, m, seen.Shown(), value) {
				t.Errorf("the page does not say %q:\n%s", seen.Shown(), page)
			}
			if form := d.Press("E").Root.Draw(); !strings.Contains(form, value) {
				t.Errorf("the form does not have %q:\n%s", value, form)
			}
			said := talk(t, m, m.Now(portfolio.FieldNumber)+strings.Repeat("\n", 12))
			if !saysOneOf(said, m, seen.Spoken(), value) {
				t.Errorf("linear mode does not say %q:\n%s", seen.Spoken(), said)
			}
			if s := f.Project.Screen; s.Head != "" {
				listHas(t, m, f.ScreenName(), s.Head)
			}
		})
	}
}

// anotherValue returns canonical text that the field of the sample project does
// not have.
func anotherValue(t *testing.T, m *uitest.Memory, f portfolio.FieldSpec) string {
	t.Helper()
	for n := uint64(0); ; n++ {
		v, err := f.Read(&m.Doc.Catalogue, seed.FieldText(f, &m.Doc.Catalogue, n))
		if err != nil {
			t.Fatal(err)
		}
		if v != f.Of(&m.Doc.Projects[0]) {
			return v.Text
		}
	}
}

// saysOneOf reports whether a text has a value as it is shown, or the name of
// what its code stands for.
func saysOneOf(text string, m *uitest.Memory, shown, code string) bool {
	code, _, _ = strings.Cut(code, ":")
	wanted := []string{shown}
	if p, ok := m.Doc.Catalogue.Programme(code); ok {
		wanted = append(wanted, p.Name)
	}
	if p, ok := m.Doc.Catalogue.Place(code); ok {
		wanted = append(wanted, p.Name)
	}
	if l, ok := m.Doc.Catalogue.Line(code); ok {
		wanted = append(wanted, l.Label, l.Name)
	}
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	for _, w := range wanted {
		if strings.Contains(text, strings.ToLower(w)) {
			return true
		}
	}
	return false
}

// listHas fails unless the list can show a column.
func listHas(t *testing.T, m *uitest.Memory, name, head string) {
	t.Helper()
	m.Prefs = map[string]string{"portfolio.columns": "+" + name}
	if list := newDriver(t, m, 120, 24).Settle().Root.Draw(); !strings.Contains(list, head) {
		t.Errorf("the list has no column %s:\n%s", head, list)
	}
}
