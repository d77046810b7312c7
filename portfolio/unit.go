package portfolio

import (
	"slices"
	"strconv"
)

// Unit is the unit of a measure, or of a published figure.
type Unit string

// The units of money and shares, and that of counted projects.
const (
	USDollars Unit = "usd"      // figures are cents
	PerCent   Unit = "percent"  // figures are hundredths of a per cent
	Projects  Unit = "projects" // figures are numbers of projects
)

// countUnits are the things that published figures count, in the plural.
var countUnits = []Unit{Projects, "activities", "advantages", "areas", "branches", "campaigns", "conventions",
	"countries", "courses", "instruments", "languages", "meetings", "missions", "objectives", "outcomes", "outputs",
	"pillars", "principles", "products", "programmes", "protocols", "sections", "staff", "states", "structures",
	"studies", "sub-programmes", "themes", "threats", "tools", "trainings"}

// Counts reports whether published figures in this unit are numbers of things. The unit is then
// their name in the plural.
func (u Unit) Counts() bool { return slices.Contains(countUnits, u) }

// Number is a number of things in hundredths. Parts of a thing occur only in the middle of a range,
// such as 2.5 for "2-3 per year".
type Number int64

// Plain returns n for programs, such as 1143 or 2.5.
func (n Number) Plain() string { return strconv.FormatFloat(float64(n)/100, 'f', -1, 64) }

// Shown returns n for people, with separators if it is whole.
func (n Number) Shown() string {
	if n%100 == 0 {
		return Group(int64(n) / 100)
	}
	return n.Plain()
}

// Spoken is as Shown.
func (n Number) Spoken() string { return n.Shown() }
