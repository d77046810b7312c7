package draw

import (
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio/fault"
)

// Theme is a choice of colours. A theme sets no background and leaves most text in the terminal's
// own colour, since rows carry no colour.
type Theme struct {
	Name  string
	About string // one line, shown where themes are chosen

	bold                         bool // names, heads and totals
	muted, good, bad, doubt, bar lipgloss.Style
}

// Themes are the themes to choose from; the first is the default.
//
// The first uses the terminal's own sixteen colours, whose contrast only the terminal knows; their
// codes are the shortest. The others take their colours from the part of the 256-colour palette
// that every terminal shows alike (16 to 255), in codes half as long as those of 24 bits. A test
// requires a contrast of 4.5 to 1 (WCAG 2.1, level AA) with every background that they are for:
// black to #303030, or white to #e4e4e4. They do not use dim text, since nobody knows how dim a
// terminal makes it. A terminal of sixteen colours gets the nearest ones, for which none of this
// holds.
//
// The colours of the two themes for the colour-blind stay distinct, as a test shows, for a person
// who lacks any one kind of cones; doubt is also bold.
var Themes = []Theme{
	{Name: "terminal", About: "the terminal's own sixteen colours, bold and dim", bold: true,
		muted: lipgloss.NewStyle().Faint(true), good: ink("2"), bad: ink("1"), doubt: ink("3"), bar: ink("6")},
	{Name: "light", About: "for a light background", bold: true,
		muted: ink("240"), good: ink("22"), bad: ink("124"), doubt: ink("94"), bar: ink("24")},
	{Name: "dark", About: "for a dark background", bold: true,
		muted: ink("247"), good: ink("114"), bad: ink("210"), doubt: ink("221"), bar: ink("110")},
	{Name: "colour-blind", About: "blue, orange and pale yellow, for a dark background", bold: true,
		muted: ink("247"), good: ink("75"), bad: ink("208"), doubt: ink("229").Bold(true), bar: ink("110")},
	{Name: "colour-blind-light", About: "blue, red and purple, for a light background", bold: true,
		muted: ink("240"), good: ink("20"), bad: ink("124"), doubt: ink("90").Bold(true), bar: ink("24")},
	{Name: "none", About: "no colour, no bold"},
}

// ink returns text in a colour of the 256-colour palette.
func ink(place string) lipgloss.Style {
	return lipgloss.NewStyle().Foreground(lipgloss.Color(place))
}

// ThemeNames returns the names of the themes, the default first.
func ThemeNames() []string {
	names := make([]string, len(Themes))
	for i, t := range Themes {
		names[i] = t.Name
	}
	return names
}

// ThemeNamed returns a theme by its name, the first if the name is empty. If there is no such
// theme,
// the error is a *fault.Invalid that names the nearest ones.
func ThemeNamed(name string) (Theme, error) {
	if name == "" {
		return Themes[0], nil
	}
	for _, t := range Themes {
		if t.Name == name {
			return t, nil
		}
	}
	names := ThemeNames()
	do := "use one of " + strings.Join(names, ", ")
	if near := fault.Nearest(name, names, 3); len(near) > 0 {
		do = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return Theme{}, &fault.Invalid{Field: "theme", Value: name, Why: "is not known", Do: do}
}
