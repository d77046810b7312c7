package draw

import (
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio/fault"
)

// Theme is a choice of colours. A theme sets no background and leaves most
// text in the terminal's own colour, for rows carry no colour.
type Theme struct {
	Name  string
	About string // one line for those who choose

	bold                         bool // names, heads and sums
	muted, good, bad, doubt, bar lipgloss.Style
}

// Themes are those to choose from; the first is taken where none is chosen.
//
// The first uses the terminal's own sixteen colours, whose contrast only the
// terminal knows; their codes are the shortest. The others take their colours
// from the part of the palette of 256 that every terminal shows alike (16 to
// 255), in codes half as long as 24 bits need, and a test holds them to a
// contrast of 4.5 to 1 (WCAG 2.1, level AA) with every background that they
// are for: black to #303030, or white to #e4e4e4. Dim text is none of theirs,
// since no one knows how dim a terminal makes it. A terminal of sixteen
// colours gets the nearest ones, for which that does not hold.
//
// The colours of the two for the colour-blind stay apart, as a test shows,
// where one kind of cones is missing, whichever it is; doubt is bold besides.
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

// ink is text in a colour of the palette of 256.
func ink(place string) lipgloss.Style {
	return lipgloss.NewStyle().Foreground(lipgloss.Color(place))
}

// ThemeNames returns the names of the themes, the usual one first.
func ThemeNames() []string {
	names := make([]string, len(Themes))
	for i, t := range Themes {
		names[i] = t.Name
	}
	return names
}

// ThemeNamed returns a theme by its name, the first one for no name. It
// returns an *portfolio.Invalid that names the nearest ones if there is none.
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
