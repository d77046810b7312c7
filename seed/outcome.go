package seed

import (
	"strconv"
	"strings"

	"fieldfolio/portfolio"
)

// ourLabel says why the label of an outcome or activity differs from the
// printed text.
const ourLabel = "Short words for the longer text of the document."

type outcomesFile struct {
	Subs []subRow `toml:"sub_programme"`
}

type subRow struct {
	Code               string       `toml:"code"`
	Label              string       `toml:"label"`
	Where              string       `toml:"where"`
	Requirement        amount       `toml:"requirement"`
	PrintedRequirement string       `toml:"printed_requirement"`
	Shortfall          amount       `toml:"shortfall"`
	PrintedShortfall   string       `toml:"printed_shortfall"`
	Outcomes           []outcomeRow `toml:"outcome"`
	Notes              []noteRow    `toml:"note"`
}

type outcomeRow struct {
	Code       string        `toml:"code"`
	Label      string        `toml:"label"`
	Where      string        `toml:"where"`
	Budget     amount        `toml:"budget"`
	Printed    string        `toml:"printed_budget"`
	Activities []activityRow `toml:"activity"`
	Notes      []noteRow     `toml:"note"`
}

type activityRow struct {
	Code      string    `toml:"code"`
	Label     string    `toml:"label"`
	Where     string    `toml:"where"`
	Shortfall amount    `toml:"shortfall"`
	Printed   string    `toml:"printed_shortfall"`
	Places    []string  `toml:"places"`
	Parts     []partRow `toml:"part"`
	Notes     []noteRow `toml:"note"`
}

type partRow struct {
	Label     string `toml:"label"`
	Shortfall amount `toml:"shortfall"`
	Printed   string `toml:"printed"`
}

// takeOutcomes reads sub-programmes, outcomes and priority activities.
func (l *loader) takeOutcomes(f outcomesFile) {
	codes := map[string]bool{}
	for i, r := range f.Subs {
		at := l.at(outcomesName, "sub_programme", r.Code, i)
		at.need("code", r.Code)
		at.need("label", r.Label)
		at.once(codes, "code", r.Code)
		s := portfolio.SubProgramme{Code: r.Code, Label: r.Label}
		c := cite(at, s.Record(), r.Notes, "title", "budget", "shortfall")
		c.add(portfolio.Source{Field: "title", Where: r.Where, Why: ourLabel})
		if len(r.Outcomes) == 0 {
			s.Requirement = r.Requirement.need(at, "requirement", false)
			s.Shortfall = r.Shortfall.need(at, "shortfall", true)
			c.value("budget", r.Where, r.PrintedRequirement, readsAsMoney(r.Requirement.cents))
			c.value("shortfall", r.Where, r.PrintedShortfall, readsAsMoney(r.Shortfall.cents))
		} else if r.Requirement.given || r.Shortfall.given {
			at.fault("requirement", "is given, but its outcomes have budgets")
		}
		s.Sources = c.list
		for j, o := range r.Outcomes {
			at := at.under("outcome", o.Code, j)
			at.once(codes, "code", o.Code)
			if !strings.HasPrefix(o.Code, r.Code+".") {
				at.fault("code", "%q is not an outcome of sub-programme %s", o.Code, r.Code)
			}
			s.Outcomes = append(s.Outcomes, o.outcome(at, &l.doc.Catalogue))
		}
		l.doc.SubProgrammes = append(l.doc.SubProgrammes, s)
	}
}

func (r outcomeRow) outcome(at spot, cat *portfolio.Catalogue) portfolio.Outcome {
	at.need("label", r.Label)
	o := portfolio.Outcome{Code: r.Code, Label: r.Label, Budget: r.Budget.need(at, "budget", false)}
	c := cite(at, o.Record(), r.Notes, "title", "budget")
	c.add(portfolio.Source{Field: "title", Where: r.Where, Why: ourLabel})
	c.value("budget", r.Where, r.Printed, readsAsMoney(r.Budget.cents))
	o.Sources = c.list
	for i, a := range r.Activities {
		at := at.under("activity", a.Code, i)
		if want := r.Code + "/" + strconv.Itoa(i+1); a.Code != want {
			at.fault("code", "%q stands where %s belongs", a.Code, want)
		}
		o.Activities = append(o.Activities, a.activity(at, cat))
	}
	return o
}

func (r activityRow) activity(at spot, cat *portfolio.Catalogue) portfolio.Activity {
	at.need("label", r.Label)
	a := portfolio.Activity{Code: r.Code, Label: r.Label, Shortfall: r.Shortfall.need(at, "shortfall", false),
		Places: r.Places}
	c := cite(at, a.Record(), r.Notes, "title", "shortfall", "places")
	c.add(portfolio.Source{Field: "title", Where: r.Where, Why: ourLabel})
	c.value("shortfall", r.Where, r.Printed, readsAsMoney(r.Shortfall.cents))
	r.citePlaces(c, cat)
	a.Sources = c.list
	for i, p := range r.Parts {
		at := at.under("part", "", i)
		at.need("label", p.Label)
		got := p.Shortfall.need(at, "shortfall", false)
		if got.Cents > a.Shortfall.Cents {
			at.fault("shortfall", "is more than that of the activity")
		}
		if !readsAsMoney(got.Cents)(p.Printed) {
			at.fault("printed", "%q is not what was taken", p.Printed)
		}
		a.Parts = append(a.Parts, portfolio.ActivityPart{Label: p.Label, Shortfall: got.Cents, Printed: p.Printed})
	}
	return a
}

// citePlaces adds the source of the places that an activity names: a note on
// them has the words of the text.
func (r activityRow) citePlaces(c *citations, cat *portfolio.Catalogue) {
	n, noted := c.notes["places"]
	if noted != (len(r.Places) > 0) || noted && n.Printed == "" {
		c.at.fault("places", "must be given with a note on places that has the printed words")
	}
	takeCodes(c.at, "places", r.Places, placeIn(cat))
	if noted {
		c.add(portfolio.Source{Field: "places", Where: r.Where})
	}
}
