package seed

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fieldfolio/portfolio"
)

// projectFields are the fields of a project that can have a note.
var projectFields = []string{"number", "title", "programme", "country", "start", "end", "approved", "overall",
	"shortfall", "lines"}

// entry holds the fields that both annexes have.
type entry struct {
	Number     string    `toml:"number"`
	Title      string    `toml:"title"`
	Start      string    `toml:"start"`
	End        string    `toml:"end"`
	Duration   string    `toml:"printed_duration"`
	Lines      []string  `toml:"lines"`
	Reason     string    `toml:"reason"`
	Confidence string    `toml:"confidence"`
	Notes      []noteRow `toml:"note"`
}

// fieldRow is a row of Annex 3.
type fieldRow struct {
	entry
	Programme string `toml:"programme"`
	Row       int    `toml:"row"`
	Country   string `toml:"country"`
	Approved  amount `toml:"approved"`
	Printed   string `toml:"printed_approved"`
}

// globalRow is a row of Annex 2.
type globalRow struct {
	entry
	Where            string `toml:"where"`
	Overall          amount `toml:"overall"`
	PrintedOverall   string `toml:"printed_overall"`
	Shortfall        amount `toml:"shortfall"`
	PrintedShortfall string `toml:"printed_shortfall"`
	Provisional      bool   `toml:"provisional"`

	Country string   `toml:"country"` // the words of the text for places; empty if it names none
	Places  []string `toml:"places"`  // none: global
}

type fieldRows struct {
	Projects []fieldRow `toml:"project"`
}

type globalRows struct {
	Projects []globalRow `toml:"project"`
}

// takeProjects reads both annexes. A number in both of them is one project.
func (l *loader) takeProjects(field fieldRows, global globalRows) {
	numbers, rows, index := map[string]bool{}, map[string]int{}, map[string]int{}
	for i, r := range field.Projects {
		at := l.at(fieldName, "project", r.Number, i)
		at.once(numbers, "number", r.Number)
		if rows[r.Programme]++; r.Row != rows[r.Programme] {
			at.fault("row", "is %d, but this is row %d of %s", r.Row, rows[r.Programme], r.Programme)
		}
		index[r.Number] = len(l.doc.Projects)
		l.doc.Projects = append(l.doc.Projects, l.fieldProject(at, r))
	}
	clear(numbers)
	for i, r := range global.Projects {
		at := l.at(globalName, "project", r.Number, i)
		at.once(numbers, "number", r.Number)
		if j, ok := index[r.Number]; ok {
			l.bothAnnexes(at, &l.doc.Projects[j], r)
			continue
		}
		l.doc.Projects = append(l.doc.Projects, l.globalProject(at, r))
	}
}

func (l *loader) fieldProject(at spot, r fieldRow) portfolio.Project {
	where := "Annex 3"
	p := l.common(at, r.entry)
	prog, ok := l.doc.Catalogue.Programme(r.Programme)
	if ok {
		where = prog.List + ", row " + strconv.Itoa(r.Row)
	} else {
		at.fault("programme", "%q is not a known programme", r.Programme)
		prog.List = where
	}
	column, ok := l.columns[r.Country]
	if !ok {
		at.fault("country", "%q is not a known text of the country column", r.Country)
	}
	p.Kind, p.Programme, p.Country, p.Places = portfolio.Field, r.Programme, column.name(), column.portions
	p.Amounts.Approved = r.Approved.need(at, "approved", false)
	if !p.Duration.Start.Known() || !p.Duration.End.Known() {
		at.fault("start", "a field project has a first and a last day")
	}
	c := cite(at, p.ID, r.Notes, projectFields...)
	c.text("number", where, r.Number)
	c.text("title", where, r.Title)
	c.add(portfolio.Source{Field: "programme", Where: prog.List, Printed: l.headings[r.Programme]})
	c.add(portfolio.Source{Field: "country", Where: where, Printed: r.Country, Taken: column.Taken, Why: column.Why})
	r.cite(c, &p, where)
	c.value("approved", where, r.Printed, readsAsMoney(r.Approved.cents))
	p.Sources = c.list
	return p
}

func (l *loader) globalProject(at spot, r globalRow) portfolio.Project {
	p := l.common(at, r.entry)
	if strings.HasPrefix(r.Number, "PROV") != r.Provisional {
		at.fault("provisional", "is %v, but only numbers that begin with PROV are provisional", r.Provisional)
	}
	p.Kind, p.Programme, p.Provisional = portfolio.Global, "global", r.Provisional
	p.Country, p.Places = "Global", portfolio.EqualPortions(portfolio.GlobalPlace)
	if len(r.Places) > 0 {
		at.need("country", r.Country)
		p.Country, p.Places = r.Country, l.takePlacesOf(at, r.Places)
	}
	prog, ok := l.doc.Catalogue.Programme(p.Programme)
	if !ok {
		at.fault("programme", "the programme %s is not known", p.Programme)
	}
	c := cite(at, p.ID, r.Notes, append(slices.Clip(projectFields), "places")...)
	c.text("number", r.Where, r.Number)
	c.text("title", r.Where, r.Title)
	c.add(portfolio.Source{Field: "programme", Where: prog.List, Printed: l.headings[p.Programme]})
	r.citePlaces(c, "places")
	r.cite(c, &p, r.Where)
	p.Sources = slices.Concat(c.list, r.amounts(at, &p))
	return p
}

// bothAnnexes adds to a field project the values of Annex 2.
func (l *loader) bothAnnexes(at spot, p *portfolio.Project, r globalRow) {
	if r.Title != "" || r.Start != "" || r.End != "" || r.Duration != "" || len(r.Lines) > 0 || r.Provisional {
		at.fault("", "also stands in %s, so only its amounts are given here", fieldName)
	}
	p.Kind |= portfolio.Global
	for i := range p.Sources {
		if p.Sources[i].Field == "number" {
			p.Sources[i].Where += "; " + r.Where
		}
	}
	p.OverallPlaces = l.takePlacesOf(at, r.Places)
	c := cite(at, p.ID, r.Notes, "overall", "shortfall", "overall_places")
	r.citePlaces(c, "overall_places")
	p.Sources = slices.Concat(p.Sources, c.list, r.amounts(at, p))
}

// takePlacesOf reads places with their shares.
func (l *loader) takePlacesOf(at spot, texts []string) []portfolio.Portion {
	return takePortions(at, "places", texts, placeIn(&l.doc.Catalogue))
}

// citePlaces adds the sources of the places of Annex 2, which its tables do not
// have: a note has the words of the text.
func (r globalRow) citePlaces(c *citations, field string) {
	if c.notes[field].Printed == "" {
		c.at.fault(field, "has no note with the words of the text")
	}
	if r.Country != "" {
		c.add(portfolio.Source{Field: "country", Where: c.notes[field].Where, Printed: r.Country})
	} else if field == "places" {
		c.add(portfolio.Source{Field: "country", Where: ours, Why: "Annex 2 has no column of countries."})
	}
	c.add(portfolio.Source{Field: field, Where: r.Where})
}

// amounts sets the amounts of Annex 2 and returns their sources.
func (r globalRow) amounts(at spot, p *portfolio.Project) []portfolio.Source {
	p.Amounts.Overall = r.Overall.need(at, "overall", false)
	p.Amounts.Shortfall = r.Shortfall.need(at, "shortfall", true)
	if p.Amounts.Shortfall.Cents > p.Amounts.Overall.Cents {
		at.fault("shortfall", "is more than the overall budget")
	}
	c := &citations{at: at, record: p.ID, notes: map[string]noteRow{}}
	for _, n := range r.Notes {
		c.notes[n.Field] = n
	}
	c.value("overall", r.Where, r.PrintedOverall, readsAsMoney(r.Overall.cents))
	c.value("shortfall", r.Where, r.PrintedShortfall, readsAsMoney(r.Shortfall.cents))
	return c.list
}

// numberForm is the form of project numbers.
var numberForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Z]{4}[0-9]{2}$`)
})

// common returns a project with the fields that both annexes have, and checks
// it.
func (l *loader) common(at spot, r entry) portfolio.Project {
	if !numberForm().MatchString(r.Number) {
		at.fault("number", "%q has not the form of four letters and two digits", r.Number)
	}
	at.need("title", r.Title)
	at.need("reason", r.Reason)
	switch r.Confidence {
	case "high", "medium", "low":
	default:
		at.fault("confidence", "%q is none of high, medium, low", r.Confidence)
	}
	d := portfolio.Duration{Start: takeDay(at, "start", r.Start), End: takeDay(at, "end", r.End)}
	if d.Known() && d.End < d.Start {
		at.fault("end", "the last day, %s, is before the first, %s", r.End, r.Start)
	}
	for _, n := range r.Notes {
		d.StartAssumed = d.StartAssumed || n.Assumed && n.Field == "start"
		d.EndAssumed = d.EndAssumed || n.Assumed && n.Field == "end"
	}
	return portfolio.Project{
		ID: r.Number, Number: r.Number, Title: r.Title, Duration: d,
		Lines: takePortions(at, "lines", r.Lines, func(code string) bool {
			_,
				ok := l.doc.Catalogue.Line(code)
			return ok
		}),
		Assigned: portfolio.Assignment{Reason: r.Reason, Confidence: r.Confidence},
	}
}

// cite adds the sources of the dates and the service lines.
func (r entry) cite(c *citations, p *portfolio.Project, where string) {
	first, last, ok := strings.Cut(r.Duration, " – ")
	if !ok {
		first, last = r.Duration, r.Duration
	}
	if p.Duration.Start.Known() {
		c.value("start", where, first, readsAsDay(p.Duration.Start))
	}
	if p.Duration.End.Known() {
		c.value("end", where, last, readsAsDay(p.Duration.End))
	}
	c.add(portfolio.Source{Field: "lines", Where: ours,
		Why: strings.TrimSuffix(r.Reason, ".") + ". Confidence: " + r.Confidence + "."})
}
