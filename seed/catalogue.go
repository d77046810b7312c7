package seed

import (
	"cmp"
	"slices"
	"strconv"

	"fieldfolio/portfolio"
)

type programmesFile struct {
	Document struct {
		Title     string `toml:"title"`
		Reference string `toml:"reference"`
		Where     string `toml:"where"`
		Printed   string `toml:"printed"`
		Why       string `toml:"why"`
		Assumed   bool   `toml:"assumed"`
	} `toml:"document"`
	Programmes []programmeRow `toml:"programme"`
}

type programmeRow struct {
	Code          string    `toml:"code"`
	Name          string    `toml:"name"`
	List          string    `toml:"list"`
	Heading       string    `toml:"heading"`
	From          int       `toml:"from"`
	To            int       `toml:"to"`
	WhereYears    string    `toml:"where_years"`
	PrintedYears  string    `toml:"printed_years"`
	States        int       `toml:"states"`
	WhereStates   string    `toml:"where_states"`
	PrintedStates string    `toml:"printed_states"`
	Notes         []noteRow `toml:"note"`
}

// takeProgrammes reads the reference date and the programmes.
func (l *loader) takeProgrammes(f programmesFile) {
	at := spot{faults: &l.faults, file: programmesName, table: "document"}
	at.need("title", f.Document.Title)
	at.need("reference", f.Document.Reference)
	at.need("where", f.Document.Where)
	at.need("printed", f.Document.Printed)
	at.need("why", f.Document.Why)
	l.doc.Catalogue.Document = takeDay(at, "reference", f.Document.Reference)
	l.doc.Catalogue.Reference = l.doc.Catalogue.Document
	codes, lists := map[string]bool{}, map[string]bool{}
	for i, r := range f.Programmes {
		at := l.at(programmesName, "programme", r.Code, i)
		at.need("code", r.Code)
		at.need("name", r.Name)
		at.need("list", r.List)
		at.once(codes, "code", r.Code)
		at.once(lists, "list", r.List)
		l.headings[r.Code] = r.Heading
		l.doc.Catalogue.Programmes = append(l.doc.Catalogue.Programmes, portfolio.Programme{
			Code: r.Code, Name: r.Name, List: r.List, From: r.From, To: r.To, States: r.States, Sources: r.sources(at)})
	}
}

func (r programmeRow) sources(at spot) []portfolio.Source {
	c := cite(at, "programme:"+r.Code, r.Notes, "title", "years", "states")
	c.at.need("heading", r.Heading)
	c.add(portfolio.Source{Field: "title", Where: r.List, Printed: r.Heading, Taken: r.Name, Why: "Short name."})
	switch years := strconv.Itoa(r.From) + "-" + strconv.Itoa(r.To); {
	case r.From == 0 && r.To == 0:
		if _, ok := c.notes["years"]; ok {
			c.add(portfolio.Source{Field: "years"})
		}
	case r.From < firstYear || r.To > lastYear || r.To < r.From:
		at.fault("from", "%s are not years of a programme", years)
	default:
		c.value("years", r.WhereYears, r.PrintedYears, readsAsText(years))
	}
	switch {
	case r.States < 0 || r.States > 200:
		at.fault("states", "%d is not a number of States", r.States)
	case r.States > 0:
		c.value("states", r.WhereStates, r.PrintedStates, beginsWith(r.States))
	}
	return c.list
}

// beginsWith reports whether a printed text begins with the number.
func beginsWith(n int) func(string) bool {
	return func(printed string) bool {
		digits := 0
		for digits < len(printed) && printed[digits] >= '0' && printed[digits] <= '9' {
			digits++
		}
		return printed[:digits] == strconv.Itoa(n)
	}
}

type linesFile struct {
	Lines []lineRow `toml:"line"`
}

type lineRow struct {
	Code     string `toml:"code"`
	Label    string `toml:"label"`
	Name     string `toml:"name"`
	Scope    string `toml:"scope"`
	Outcomes string `toml:"outcomes"`
	DAC      string `toml:"dac"`
}

// takeLines reads the service lines.
func (l *loader) takeLines(f linesFile) {
	codes, labels := map[string]bool{}, map[string]bool{}
	for i, r := range f.Lines {
		at := l.at(linesName, "line", r.Code, i)
		at.need("code", r.Code)
		at.need("name", r.Name)
		at.need("scope", r.Scope)
		at.need("outcomes", r.Outcomes)
		at.once(codes, "code", r.Code)
		at.once(labels, "label", r.Label)
		if len(r.Label) != 3 {
			at.fault("label", "%q has not three letters", r.Label)
		}
		if _, err := strconv.Atoi(r.DAC); err != nil || len(r.DAC) != 5 {
			at.fault("dac", "%q is no DAC sector code of five digits", r.DAC)
		}
		l.doc.Catalogue.Lines = append(l.doc.Catalogue.Lines, portfolio.Line(r))
	}
}

type placesFile struct {
	Places    []placeRow   `toml:"place"`
	Countries []countryRow `toml:"country"`
}

type placeRow struct {
	Code string `toml:"code"`
	Name string `toml:"name"`
	M49  string `toml:"m49"`

	Within string `toml:"within"`
}

// countryRow gives the places for a text in the country column.
type countryRow struct {
	Printed string   `toml:"printed"`
	Taken   string   `toml:"taken"` // empty if it is the printed one
	Places  []string `toml:"places"`
	Why     string   `toml:"why"`

	portions []portfolio.Portion
}

// name returns the text that is used.
func (r countryRow) name() string { return cmp.Or(r.Taken, r.Printed) }

// takePlaces reads the places and the texts of the country column.
func (l *loader) takePlaces(f placesFile) {
	codes, texts := map[string]bool{}, map[string]bool{}
	for i, r := range f.Places {
		at := l.at(placesName, "place", r.Code, i)
		at.need("code", r.Code)
		at.need("name", r.Name)
		at.once(codes, "code", r.Code)
		l.doc.Catalogue.Places = append(l.doc.Catalogue.Places, portfolio.Place(r))
	}
	l.checkWithin(f, codes)
	slices.SortFunc(l.doc.Catalogue.Places, func(a, b portfolio.Place) int { return cmp.Compare(a.Code, b.Code) })
	if !codes[portfolio.GlobalPlace] {
		l.at(placesName, "place", portfolio.GlobalPlace, 0).fault("", "is missing: global programmes need it")
	}
	for i, r := range f.Countries {
		at := l.at(placesName, "country", r.Printed, i)
		at.need("printed", r.Printed)
		at.once(texts, "printed", r.Printed)
		if r.Taken != "" && r.Why == "" {
			at.fault("why", "is missing: the name taken is not the printed one")
		}
		r.portions = takePortions(at, "places", r.Places, func(code string) bool { return codes[code] })
		l.columns[r.Printed] = r
	}
}

// placeIn returns a function that reports whether a code is that of a place.
func placeIn(cat *portfolio.Catalogue) func(code string) bool {
	return func(code string) bool { _, ok := cat.Place(code); return ok }
}

// checkWithin reports places within unknown ones or within themselves.
func (l *loader) checkWithin(f placesFile, codes map[string]bool) {
	for i, r := range f.Places {
		at := l.at(placesName, "place", r.Code, i)
		switch {
		case r.Within == "":
		case !codes[r.Within]:
			at.fault("within", "%s is not a known code", r.Within)
		case l.doc.Catalogue.Contains(r.Code, r.Within):
			at.fault("within", "%s lies within %s", r.Within, r.Code)
		}
	}
}
