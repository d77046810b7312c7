package breakdown

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"fieldfolio/portfolio"
)

// Dimension is a criterion of breakdowns, such as region. All facts about each
// are in the table dimensions.
type Dimension string

// The dimensions.
const (
	ByRegion    Dimension = "region"
	ByProgramme Dimension = "programme"
	ByCountry   Dimension = "country" // place of the slice: a country, or a region if the document names one
	ByLine      Dimension = "line"
	ByKind      Dimension = "kind"
	ByStatus    Dimension = "status"
	ByYear      Dimension = "year"
)

// dimension is an entry of the table of dimensions.
type dimension struct {
	name     Dimension
	label    string        // for people; empty: the name
	key      portfolio.Key // by which a query selects
	like     Dimension     // dimension with the same codes for the same projects; empty: none
	assigned string        // note that the codes are not published; empty: they are
	dated    bool          // codes depend on the dates of a project
	named    bool          // codes have names of their own, which tables for programs have too

	rank    func(code string) int                           // position in its own order; nil: the largest comes first
	also    func(code string) []string                      // other query values that match the code; nil: none
	words   func(name string) string                        // a name for use within a sentence; nil: as it is
	of      func(*portfolio.Project, portfolio.Date) string // the code of a project as of a date; nil: see Divides
	Divides *division                                       // nil: a project has one code
}

// division says how a dimension divides the amounts of a project.
type division struct {
	Of func(*Slice) string
	// Portions returns the shares of a project's amount of a stored measure; nil:
	// in proportion to the days in each year.
	Portions func(*portfolio.Project, Measure) []portfolio.Portion
	Fields   []string // that decide the shares
	Note     string   // how amounts are divided; empty for years: see YearNote
}

// dimensions is the table of dimensions, in order.
var dimensions = []dimension{
	{name: ByRegion, key: portfolio.KeyRegion, named: true, of: programmeOf},
	{name: ByProgramme, key: portfolio.KeyProgramme, named: true, like: ByRegion, of: programmeOf},
	{name: ByCountry, key: portfolio.KeyCountry, named: true, Divides: &division{
		Of:       func(s *Slice) string { return s.Place },
		Portions: func(p *portfolio.Project, m Measure) []portfolio.Portion { return m.Places(p) },
		Fields:   []string{portfolio.FieldOverallPlaces, portfolio.FieldPlaces, portfolio.FieldCountry},
		Note:     "Shares of places are equal where none are given.",
	}},
	{name: ByLine, label: "service line", key: portfolio.KeyLine, assigned: "service lines are assigned",
		named: true,
		words: portfolio.LowerFirst,
		Divides: &division{
			Of:       func(s *Slice) string { return s.Line },
			Portions: func(p *portfolio.Project, _ Measure) []portfolio.Portion { return p.Lines },
			Fields:   []string{portfolio.FieldLines},
			Note:     "Shares are assigned from the titles, not published.",
		}},
	{name: ByKind, key: portfolio.KeyKind, rank: placeIn(portfolio.KindChoices), also: kindsAlso, words: ofProjects,
		of: func(p *portfolio.Project, _ portfolio.Date) string { return p.Kind.String() }},
	{name: ByStatus, key: portfolio.KeyStatus, dated: true, rank: placeIn(portfolio.StatusChoices), words: ofProjects,
		of: func(p *portfolio.Project, asOf portfolio.Date) string { return string(p.StatusOn(asOf)) }},
	{name: ByYear, key: portfolio.KeyYear, dated: true, rank: yearRank, words: yearWords, Divides: &division{
		Of: func(s *Slice) string { return strconv.Itoa(s.Year) }, Fields: []string{portfolio.FieldStart,
			portfolio.FieldEnd},
	}},
}

// SplitOrder is the order of the dimensions by which a project's amounts are
// divided.
var SplitOrder = []Dimension{ByLine, ByCountry, ByYear}

// Dimensions lists every dimension, in order.
var Dimensions = func() []Dimension {
	names := make([]Dimension, len(dimensions))
	for i := range dimensions {
		names[i] = dimensions[i].name
	}
	return names
}()

// ParseDimensions reads dimensions separated by commas. For an unknown one it
// returns an *Invalid that names the nearest.
func ParseDimensions(text string) ([]Dimension, error) {
	return parseList(text, "dimension", Dimensions)
}

// Entry returns the table entry of a dimension; for an unknown one, an entry
// with only its name.
func (d Dimension) Entry() *dimension {
	for i := range dimensions {
		if dimensions[i].name == d {
			return &dimensions[i]
		}
	}
	return &dimension{name: d}
}

// DimensionOf returns the dimension that a query key selects by.
func DimensionOf(k portfolio.Key) (Dimension, bool) {
	i := slices.IndexFunc(dimensions, func(d dimension) bool { return d.key == k && k != "" })
	if i < 0 {
		return "", false
	}
	return dimensions[i].name, true
}

// Label returns the dimension's name for people, such as service line.
func (d Dimension) Label() string { return cmp.Or(d.Entry().label, string(d)) }

// OfSlices reports whether the dimension divides the amounts of a project, so
// that a project can belong to several cells with a share in each.
func (d Dimension) OfSlices() bool { return d.Entry().Divides != nil }

// Key returns the query key that selects by the dimension.
func (d Dimension) Key() portfolio.Key { return d.Entry().key }

// Alike reports whether two dimensions have the same codes for the same
// projects, as regions and programmes do.
func (d Dimension) Alike(e Dimension) bool { return d.basic() == e.basic() }

func (d Dimension) basic() Dimension { return cmp.Or(d.Entry().like, d) }

// Repeats reports whether the dimension has the same codes as an earlier one.
func (d Dimension) Repeats() bool { return d.Entry().like != "" }

// Assigned returns the note that the codes are assigned by us and not
// published; empty if they are published.
func (d Dimension) Assigned() string { return d.Entry().assigned }

// Named reports whether the codes have names of their own, such as those of
// countries; those of years and statuses have none.
func (d Dimension) Named() bool { return d.Entry().named }

// RestsOnDays reports whether the codes depend on a project's start and end
// date.
func (d Dimension) RestsOnDays() bool { return d.Entry().dated }

// InTime reports whether the codes are years, so that cumulative amounts make
// sense.
func (d Dimension) InTime() bool {
	div := d.Entry().Divides
	return div != nil && div.Portions == nil
}

// RestsOn reports whether a project's field decides how the dimension divides
// its amounts.
func (d Dimension) RestsOn(field string) bool {
	div := d.Entry().Divides
	return div != nil && slices.Contains(div.Fields, field)
}

// Basis returns the project fields that decide how the dimension divides amounts
// of a measure. Of several in one list, the first whose origin is known counts.
func (d Dimension) Basis(m Measure) [][]string {
	div := d.Entry().Divides
	switch {
	case div == nil:
		return nil
	case d.InTime():
		var each [][]string
		fields := div.Fields
		if days := m.entry().days; days != nil {
			fields = days
		}
		for _, field := range fields {
			each = append(each, []string{field})
		}
		return each
	case m.hasOwnPlaces():
		return [][]string{div.Fields}
	}
	other := func(field string) bool { return field == portfolio.FieldOverallPlaces }
	return [][]string{slices.DeleteFunc(slices.Clone(div.Fields), other)}
}

// Choices returns the codes in order, none for years.
func (d Dimension) Choices(cat *portfolio.Catalogue) []portfolio.Choice {
	return portfolio.Choices(d.Entry().key, cat)
}

// choice returns the choice for a code, or one with only the code if it is
// unknown.
func (d Dimension) choice(code string, cat *portfolio.Catalogue) portfolio.Choice {
	for _, c := range d.Choices(cat) {
		if c.Code == code {
			return c
		}
	}
	return portfolio.Choice{Code: code}
}

// Name returns the name of a code for people.
func (d Dimension) Name(code string, cat *portfolio.Catalogue) string {
	return cmp.Or(d.choice(code, cat).Name, d.Plain(code))
}

// Short returns the short name of a code for people; empty if it has none.
func (d Dimension) Short(code string, cat *portfolio.Catalogue) string {
	return d.choice(code, cat).Label
}

// LongNames reports whether the names of the codes need wide columns.
func (d Dimension) LongNames(cat *portfolio.Catalogue) bool {
	return slices.ContainsFunc(d.Choices(cat), func(c portfolio.Choice) bool { return c.Name != "" && c.Label == "" })
}

// Plain returns a code for programs; the code of the unknown year is "unknown".
func (d Dimension) Plain(code string) string {
	if d.InTime() && code == UnknownYear {
		return "unknown"
	}
	return code
}

// CodeOf returns the code of a project's slice as of a date.
func (d Dimension) CodeOf(p *portfolio.Project, s *Slice, asOf portfolio.Date) string {
	e := d.Entry()
	if e.Divides != nil {
		return e.Divides.Of(s)
	}
	return e.of(p, asOf)
}

// Within returns the name of a code for use within a sentence.
func (d Dimension) Within(code string, cat *portfolio.Catalogue) string {
	name := d.Name(code, cat)
	if w := d.Entry().words; w != nil {
		return w(name)
	}
	return name
}

// compare compares two codes by their order; figures are their totals.
func (d Dimension) compare(figures map[string]int64, x, y string) int {
	if rank := d.Entry().rank; rank != nil {
		return cmp.Compare(rank(x), rank(y))
	}
	return cmp.Or(cmp.Compare(figures[y], figures[x]), cmp.Compare(x, y))
}

func programmeOf(p *portfolio.Project, _ portfolio.Date) string { return p.Programme }

// kindsAlso returns the kinds besides code itself that count as code: a project
// of both kinds counts as field and as global.
func kindsAlso(code string) []string {
	if code == (portfolio.Field | portfolio.Global).String() {
		return []string{portfolio.Field.String(), portfolio.Global.String()}
	}
	return nil
}

// placeIn ranks codes by their position among choices that need no catalogue;
// other codes come last.
func placeIn(choices func(*portfolio.Catalogue) []portfolio.Choice) func(string) int {
	all := choices(nil)
	return func(code string) int {
		if i := slices.IndexFunc(all, func(c portfolio.Choice) bool { return c.Code == code }); i >= 0 {
			return i
		}
		return len(all)
	}
}

func ofProjects(code string) string { return code + " projects" }

// UnknownYear is the code of portfolio.UnknownYear.
var UnknownYear = strconv.Itoa(portfolio.UnknownYear)

// yearRank sorts the unknown year after all years.
func yearRank(code string) int {
	if code == UnknownYear {
		return math.MaxInt
	}
	n, _ := strconv.Atoi(code)
	return n
}

func yearWords(name string) string {
	if name == "unknown" {
		return "unknown years"
	}
	return name
}
