package seed

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"fieldfolio/portfolio"
)

// maxSynthetic is the maximum size of a synthetic portfolio.
const maxSynthetic = 1_000_000

// Synthetic returns a portfolio of n made-up projects (0 to a million) with the
// catalogue and outcomes of the document and without published figures. The
// same n and seed give the same portfolio. Of the projects 85 % are field, 12 %
// global, 3 % both; there are about five slices a project.
//
// It panics if the embedded files have faults, which the tests of this package
// rule out, or if n is out of range.
func Synthetic(n int, seed uint64) *portfolio.Document {
	if n < 0 || n > maxSynthetic {
		panic(fmt.Sprintf("seed: synthetic portfolio of %d projects", n))
	}
	doc, err := Document()
	if err != nil {
		panic(err)
	}
	g := &generator{rng: rand.New(rand.NewPCG(seed, 0x66696c6f)), cat: &doc.Catalogue, numbers: make(map[string]bool, n)}
	for _, p := range doc.Projects {
		if p.Kind&portfolio.Field != 0 {
			g.models = append(g.models, p)
		}
	}
	doc.Projects = make([]portfolio.Project, n)
	for i := range doc.Projects {
		doc.Projects[i] = g.project()
	}
	g.rng = rand.New(rand.NewPCG(seed, 0x6669656c64))
	for i := range doc.Projects {
		g.further(&doc.Projects[i])
	}
	stateShortfalls(doc)
	doc.Published, doc.Edition = nil, ""
	return doc
}

// generator creates projects that resemble the document's field projects.
type generator struct {
	rng     *rand.Rand
	cat     *portfolio.Catalogue
	models  []portfolio.Project // projects whose programme, country and places are copied
	numbers map[string]bool
}

func pick[T any](g *generator, list []T) T { return list[g.rng.IntN(len(list))] }

// chance returns true in the given number of cases out of a hundred.
func (g *generator) chance(percent int) bool { return g.rng.IntN(100) < percent }

func (g *generator) project() portfolio.Project {
	number := g.number()
	p := portfolio.Project{ID: number, Number: number, Kind: g.kind(), Lines: g.lines(), Duration: g.duration(),
		Assigned: portfolio.Assignment{Reason: "Made up.", Confidence: pick(g, []string{"high", "medium", "low"})}}
	if p.Kind == portfolio.Global {
		p.Programme, p.Country = "global", "Global"
		p.Places = []portfolio.Portion{{Code: portfolio.GlobalPlace, Share: 10_000}}
	} else {
		g.place(&p)
		p.Amounts.Approved = portfolio.Known(g.budget())
	}
	if p.Kind != portfolio.Field {
		overall := g.budget()
		p.Amounts.Overall = portfolio.Known(overall)
		p.Amounts.Shortfall = portfolio.Known(overall * portfolio.Cents(g.rng.IntN(90)) / 100)
	}
	if p.Kind == portfolio.Field|portfolio.Global {
		p.OverallPlaces = pick(g, g.models).Places
	}
	p.Title = g.title(p)
	return p
}

// number returns an unused number, in the document's form.
func (g *generator) number() string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for {
		b := make([]byte, 4)
		for i := range b {
			b[i] = letters[g.rng.IntN(len(letters))]
		}
		number := fmt.Sprintf("%s%02d", b, g.rng.IntN(100))
		if !g.numbers[number] {
			g.numbers[number] = true
			return number
		}
	}
}

func (g *generator) kind() portfolio.Kind {
	switch n := g.rng.IntN(100); {
	case n < 85:
		return portfolio.Field
	case n < 97:
		return portfolio.Global
	}
	return portfolio.Field | portfolio.Global
}

// lines returns one to four service lines with shares in steps of five per
// cent.
func (g *generator) lines() []portfolio.Portion {
	n := 1
	for n < 4 && g.chance(46) {
		n++
	}
	codes := make([]string, n)
	for i, j := range g.rng.Perm(len(g.cat.Lines))[:n] {
		codes[i] = g.cat.Lines[j].Code
	}
	return g.portions(codes)
}

// portions gives each code a share of at least five per cent.
func (g *generator) portions(codes []string) []portfolio.Portion {
	out := make([]portfolio.Portion, len(codes))
	left := 20
	for i, code := range codes {
		share := left
		if rest := len(codes) - 1 - i; rest > 0 {
			share = 1 + g.rng.IntN(left-rest)
		}
		left -= share
		out[i] = portfolio.Portion{Code: code, Share: portfolio.Percent(share * 500)}
	}
	return out
}

// place sets programme, country and places to those of a project of the
// document, in one case of seven together with the places of another.
func (g *generator) place(p *portfolio.Project) {
	m := pick(g, g.models)
	p.Programme, p.Country, p.Places = m.Programme, m.Country, m.Places
	other := pick(g, g.models)
	if g.rng.IntN(7) == 0 && len(m.Places) == 1 && len(other.Places) == 1 && m.Places[0].Code != other.Places[0].Code {
		p.Country = m.Country + " and " + other.Country
		p.Places = g.portions([]string{m.Places[0].Code, other.Places[0].Code})
	}
}

// duration returns dates from 1998 to 2016, one to five years apart. One end
// date in fifty and one start date in a hundred are unknown.
func (g *generator) duration() portfolio.Duration {
	years := 1
	for years < 5 && g.chance(43) {
		years++
	}
	year := 1998 + g.rng.IntN(2016-1998-years+1)
	start := time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC)
	if g.chance(80) {
		start = start.AddDate(0, 0, g.rng.IntN(365))
	}
	d := portfolio.Duration{Start: portfolio.DateOf(start), End: portfolio.DateOf(start.AddDate(years, 0, -1))}
	switch g.rng.IntN(100) {
	case 0:
		d.Start = 0
	case 1, 2:
		d.End = 0
	}
	return d
}

// budget returns US$ 50,000 to 30 million, spread evenly over the orders of
// magnitude. One in ten has cents, and half of the others are round.
func (g *generator) budget() portfolio.Cents {
	low, high := math.Log(50_000), math.Log(30_000_000)
	dollars := int64(math.Exp(low + g.rng.Float64()*(high-low)))
	switch {
	case g.chance(10):
		return portfolio.Dollars(dollars) + portfolio.Cents(1+g.rng.IntN(99))
	case g.chance(50):
		return portfolio.Dollars(dollars).RoundTo(portfolio.Dollars(1000))
	}
	return portfolio.Dollars(dollars)
}

// The words of titles.
var (
	titleBegins = []string{"Strengthening", "Support to", "Capacity Building for", "Establishment of",
		"Technical Assistance for",
		"Enhancement of", "Development of", "Promotion of", "Improvement of", "Partnership for", "Prevention and",
		"Training in"}
	titleObjects = []string{"Border Liaison Offices", "Witness Protection", "Criminal Intelligence Analysis",
		"Maritime Law Enforcement",
		"Precursor Control", "Financial Investigation", "Judicial Cooperation", "Firearms Marking and Tracing",
		"Victim Support",
		"Forensic Services", "Container Control", "Prison Reform", "Anti-trafficking Networks", "Drug Law Enforcement",
		"Asset Recovery", "Airport Interdiction", "Legislative Assistance", "Trial and Detention of Piracy Suspects"}
	titleEnds = []string{"", "", "", ", Phase I", ", Phase II", " – Regional Component", " (follow-up)", " and São Tomé",
		" near Abéché"}
)

func (g *generator) title(p portfolio.Project) string {
	where := p.Country
	if p.Kind == portfolio.Global {
		where = "Several Regions"
	}
	return pick(g, titleBegins) + " " + pick(g, titleObjects) + " in " + where + pick(g, titleEnds)
}
