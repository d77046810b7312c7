package proof

import (
	"context"
	"strings"
	"unicode"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/reconcile"
)

// Proof shows why one figure is what it is: rows that add up to it exactly,
// each with the place that its value comes from.
type Proof struct {
	About  string          // what the figure is of, such as "Latin America, trafficking in persons"
	What   string          // which figure it is, such as approved budget, or projects
	Counts bool            // Figure and parts are numbers of projects; otherwise they are cents
	Figure int64           // exact
	Asked  string          // how it was shown, where nothing adds up to it; empty otherwise
	Cents  bool            // some row has cents: everything is shown with them, so that it can be added up by hand
	Unit   portfolio.Cents // that the screen which showed it rounds to: 100 for whole dollars, 100,000 for thousands

	Rows     []Row
	Left     int64 // rows that are not shown; 0 if all are
	LeftPart int64 // what these add to the figure
	Notes    []portfolio.Value
	Of       *Proof // the whole, where the figure was shown as a share of it; nil otherwise
}

// Row is one thing that adds to a figure.
type Row struct {
	Record string            // id of the record that it is of; empty for other figures
	Name   string            // how people call it, such as a project's number
	Label  string            // its title
	Whole  portfolio.Amount  // of the record; unknown where projects are counted
	Share  portfolio.Percent // of Whole that falls to the figure, where that is one plain factor; 0 where it is not
	Part   int64             // that falls to the figure, as Proof.Figure
	From   provenance.Origin // of Whole
	Split  provenance.Origin // of the share of a service line or place; without anything where there is none
	Ask    Spec              // the question about the row's own figure; nil for projects and their slices
}

// Spec says which figure is asked about: a ListFigure, ProjectFigure,
// PublishedFigure, PlanFigure or ShareFigure.
type Spec interface {
	// Rows returns the same question with at most this many rows in the answer;
	// the others stand in Left and LeftPart. 0 means all.
	Rows(limit int) Spec
	prove(ctx context.Context, src Source, cat *portfolio.Catalogue) (*Proof, error)
}

// Source is what proofs are made from: a store.
type Source interface {
	proofRows
	proofPlan
	Project(ctx context.Context, number string) (*portfolio.Project, error)
	Record(ctx context.Context, name string) (*portfolio.Record, error)
}

// proofPlan is what proofs of the plan and of published figures ask.
type proofPlan interface {
	SubProgrammes(ctx context.Context) ([]portfolio.SubProgramme, error)
	Published(ctx context.Context) ([]portfolio.Published, error)
	// Findings returns every published figure, recomputed from the document's
	// own rows.
	Findings(ctx context.Context) ([]reconcile.Finding, error)
}

type proofRows interface {
	Projects(ctx context.Context, spec breakdown.ListSpec) ([]breakdown.Listed, error)
	Totals(ctx context.Context, spec breakdown.ListSpec) (breakdown.ListTotals, error)
	// Origins returns where the values of some fields of records come from.
	Origins(ctx context.Context, records []string, fields ...string) (provenance.Origins, error)
}

// Prove returns the proof of a figure. Errors are those of the source, and an
// *Invalid if the figure does not exist.
func Prove(ctx context.Context, src Source, spec Spec, cat *portfolio.Catalogue) (*Proof, error) {
	p, err := spec.prove(ctx, src, cat)
	if err != nil {
		return nil, err
	}
	for of := p; of != nil; of = of.Of {
		of.Cents = of.hasCents()
	}
	return p, nil
}

// Sum returns what the rows and those left out add up to: the figure.
func (p *Proof) Sum() int64 {
	sum := p.LeftPart
	for _, r := range p.Rows {
		sum += r.Part
	}
	return sum
}

// Question asks about the figure as it was shown, such as "Why is Latin America
// US$ 18,697,492?".
func (p *Proof) Question() portfolio.Phrase { return p.QuestionOf(p.About) }

// QuestionOf asks about the figure with shorter words for what it is of.
func (p *Proof) QuestionOf(about string) portfolio.Phrase {
	return portfolio.Say("Why is %s %s?", about, p.asked())
}

// asked returns the figure as the screen showed it.
func (p *Proof) asked() portfolio.Value {
	switch {
	case p.Asked != "":
		return portfolio.Text(p.Asked)
	case p.Of != nil:
		return p.Portion()
	case p.Counts:
		return portfolio.Text(CountShown(p.Figure, "project"))
	case p.Unit == 100_000:
		thousands := portfolio.Cents(p.Figure).Thousands()
		return portfolio.Signed("US$ "+thousands+" thousand", thousands+" thousand dollars")
	}
	return portfolio.Cents(p.Figure).USD()
}

// CountShown returns a number with its noun, with separators.
func CountShown(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return portfolio.Count(n).Shown() + " " + noun
}

// Portion returns the figure as a share of the whole, where it was shown as one.
func (p *Proof) Portion() portfolio.Percent {
	return portfolio.Share(portfolio.Cents(p.Figure), portfolio.Cents(p.Of.Figure))
}

// Exactly returns a figure or part for people, to the cent.
func (p *Proof) Exactly(n int64) string {
	switch {
	case p.Counts:
		return portfolio.Count(n).Shown()
	case p.Cents:
		return exactCents(portfolio.Cents(n))
	}
	return portfolio.Cents(n).Shown()
}

// hasCents reports whether any row has cents.
func (p *Proof) hasCents() bool {
	for _, r := range p.Rows {
		if r.Part%100 != 0 || r.Whole.Cents%100 != 0 {
			return true
		}
	}
	return p.Figure%100 != 0 || p.LeftPart%100 != 0
}

// exactCents returns money for people with two decimals, such as -1,234.50.
func exactCents(c portfolio.Cents) string {
	if c < 0 {
		return "-" + exactCents(-c)
	}
	return portfolio.Group(int64(c)/100) + "." + string([]byte{byte('0' + c%100/10), byte('0' + c%10)})
}

// rounding says how the figure was rounded where it was shown; not ok if it was
// shown exactly.
func (p *Proof) rounding() (_ portfolio.Phrase, ok bool) {
	const half = "rounded half away from zero; parts that are rounded one by one may differ from it"
	switch {
	case p.Asked != "":
		return portfolio.Phrase{}, false
	case p.Of != nil:
		return portfolio.Say("Shown as %s: %s of %s, %s.", p.Portion(), p.Exactly(p.Figure), p.Of.Exactly(p.Of.Figure), half),
			true
	case p.Counts || p.Figure%int64(max(p.Unit, 1)) == 0:
		return portfolio.Phrase{}, false
	}
	exactly := exactCents(portfolio.Cents(p.Figure))
	return portfolio.Say("Shown as %s; exactly %s, %s.", p.asked(), portfolio.Signed("US$ "+exactly, exactly+" dollars"),
		half), true
}

// Remarks returns everything that is to be said of the figure, as sentences.
func (p *Proof) Remarks() []portfolio.Value {
	var all []portfolio.Value
	if s, ok := p.rounding(); ok {
		all = append(all, s)
	}
	all = append(all, p.Notes...)
	if p.Of != nil {
		all = append(all, p.Of.Notes...)
	}
	return all
}

// fileNameMost is how long the name of a proof's file is at most, without its
// ending.
const fileNameMost = 80

// FileName suggests a name for the file of a proof, without an ending, such as
// why-latin-america-trafficking: letters of ASCII, figures and hyphens only.
func (p *Proof) FileName() string {
	name := "why"
	for _, w := range portfolio.SearchWords(p.About) {
		w = strings.Map(asciiOnly, w)
		if w == "" || w == "and" || w == "in" || w == "of" || w == "the" {
			continue
		}
		if len(name)+1+len(w) > fileNameMost {
			break
		}
		name += "-" + w
	}
	return name
}

func asciiOnly(r rune) rune {
	if r > unicode.MaxASCII {
		return -1
	}
	return r
}
