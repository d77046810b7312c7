package tui

import (
	"regexp"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/tui/uitest"
)

// cutFigure is a figure beside the sign that a text is cut: nobody can tell whether it is whole.
var cutFigure = regexp.MustCompile(`[0-9][.,]?…|…[0-9]|[0-9][.,]?\.\.`)

// lostFigure is a figure of which nothing is left in its column.
var lostFigure = regexp.MustCompile(`(?m)[^a-z ] {2,}…( {2,}|$)`)

// TestFiguresAreWhole checks that every screen with figures shows each of them whole or not at all,
// at every width from 40 to 200 cells, also in ASCII, where what is cut ends in two dots.
func TestFiguresAreWhole(t *testing.T) {
	for name, keys := range figureScreens {
		t.Run(name, func(t *testing.T) {
			d := newDriver(t, manyChanges(t), 80, 40).Settle().Press(keys...)
			for w := 40; w <= 200; w++ {
				for _, h := range []int{12, 24, 60} {
					d.Size(w, h)
					d.Root.Styles.ASCII = w%2 == 1
					_, text, _ := strings.Cut(uitest.Stripped(d.Settle().Root.Draw()), "\n") // below the views
					for _, bad := range []*regexp.Regexp{cutFigure, lostFigure} {
						if at := bad.FindStringIndex(text); at != nil {
							line := text[strings.LastIndex(text[:at[0]], "\n")+1:]
							line, _, _ = strings.Cut(line, "\n")
							t.Errorf("%dx%d: %q in %q", w, h, text[at[0]:at[1]], line)
						}
					}
				}
			}
		})
	}
}

// figureScreens are the screens with figures, and the keys that lead to each.
var figureScreens = map[string][]string{
	"overview": {"@Overview"}, "portfolio": {"@Portfolio"}, "project": {"@Portfolio", "enter"},
	"breakdown": {"@Breakdown"}, "shares": {"@Breakdown", "%"}, "lines of years": {"@Breakdown", "L"},
	"timeline": {"@Timeline"}, "programme": {"@Programme"}, "outcome": {"@Programme", "down", "enter"},
	"reconcile": {"@Reconcile"}, "finding": {"@Reconcile", "enter"}, "history": {"@History"},
	"step": {"@History", "enter"}, "funding": {"@Funding"}, "proof": {"@Portfolio", "w"}, "facets": {"@Portfolio", "f"},
}

// manyChanges is the portfolio of the document after changes to amounts.
func manyChanges(t *testing.T) *uitest.Memory {
	t.Helper()
	m := uitest.Seeded(t)
	for i, amount := range []string{"12345678", "9", "1234567.89"} {
		p := m.Doc.Projects[i]
		for field, value := range map[string]string{portfolio.FieldApproved: amount, portfolio.FieldSpent: "7654321"} {
			e := portfolio.Edit{Record: p.ID, Fields: []portfolio.Setting{{Field: field, Value: value}}}
			if _, err := m.Change(t.Context(), "A. Desk", e); err != nil {
				t.Fatal(err)
			}
		}
	}
	return m
}
