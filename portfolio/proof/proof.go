package proof

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/reconcile"
)

// Proof shows how one figure is made up: rows that add up to it exactly, each
// with the source of its value.
type Proof struct {
	About  string          // what the figure covers, such as "Latin America, trafficking in persons"
	What   string          // name of the figure, such as approved budget, or projects
	Counts bool            // Figure and parts are numbers of projects; otherwise they are cents
	Things portfolio.Unit  // what the document counts: Figure and parts are hundredths of them; empty for other figures
	Figure int64           // exact
	Asked  string          // how it was shown, if nothing adds up to it; empty otherwise
	Cents  bool            // some row has cents: all amounts are shown with cents, so that they can be added up by hand
	Unit   portfolio.Cents // to which the screen rounded it: 100 for whole dollars, 100,000 for thousands

	Rows     []Row
	Left     int64             // number of rows not shown
	LeftPart int64             // what those rows add to the figure
	Printed  []portfolio.Value // what the document prints for the figure, and why that differs
	Notes    []portfolio.Value
	Of       *Proof // the whole, if the figure was shown as a share of it; nil otherwise
}

// Row is one item that adds to a figure.
type Row struct {
	Record string            // id of its record; empty for published figures
	Name   string            // name for people, such as a project's number
	Label  string            // its title
	Whole  portfolio.Amount  // amount of the record; unknown if projects are counted
	How    Calculation       // how Part comes about; empty if it is Whole
	Part   int64             // what it adds to the figure, in the unit of Proof.Figure
	From   provenance.Origin // source of Whole
	// Basis is the sources of everything else on which Part depends: shares,
	// places and dates, and further amounts.
	Basis []provenance.Origin
	Ask   Spec // for the row's own figure; nil for projects and their slices
}

// BasisValue returns the source of a value on which a part depends with the name
// of the value, such as Start date: Annex 3, I, row 1.
func BasisValue(o provenance.Origin) portfolio.Value {
	return portfolio.Say("%s: %s", provenance.LabelOf(o.Kind, o.Field), o)
}

// sharesChanged reports whether a change set the shares on which the row
// depends.
func (r *Row) sharesChanged() bool {
	shares := []string{portfolio.FieldLines, portfolio.FieldPlaces, portfolio.FieldOverallPlaces, portfolio.FieldCountry}
	return slices.ContainsFunc(r.Basis, func(o provenance.Origin) bool {
		return o.Changed != nil && slices.Contains(shares, o.Field)
	})
}

// Spec identifies the figure to prove: a ListFigure, ProjectFigure,
// PublishedFigure, PlanFigure or ShareFigure.
type Spec interface {
	// Rows returns the same spec with at most limit rows in the answer; the
	// others are counted in Left and LeftPart. 0 means all.
	Rows(limit int) Spec
	prove(ctx context.Context, src Source, cat *portfolio.Catalogue) (*Proof, error)
}

// Source supplies the data of proofs, usually a store.
type Source interface {
	// OneState runs fn. What fn asks with the context that it is given is answered
	// from one state.
	OneState(ctx context.Context, fn func(context.Context) error) error
	proofRows
	proofPlan
	Project(ctx context.Context, number string) (*portfolio.Project, error)
	Record(ctx context.Context, name string) (*portfolio.Record, error)
}

// proofPlan is the part of Source for the plan and for published figures.
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
	// Origins returns the origins of some fields of records.
	Origins(ctx context.Context, records []string, fields ...string) (provenance.Origins, error)
}

// Prove returns the proof of a figure. Errors are those of the source, or an
// *Invalid if the figure does not exist.
func Prove(ctx context.Context, src Source, spec Spec, cat *portfolio.Catalogue) (*Proof, error) {
	var p *Proof
	err := src.OneState(ctx, func(ctx context.Context) (err error) {
		p, err = spec.prove(ctx, src, cat)
		return err
	})
	if err != nil {
		return nil, err
	}
	for of := p; of != nil; of = of.Of {
		of.Cents = of.hasCents()
	}
	return p, nil
}

// Sum returns the sum of the rows and of those left out, which is the figure.
func (p *Proof) Sum() int64 {
	sum := p.LeftPart
	for _, r := range p.Rows {
		sum += r.Part
	}
	return sum
}

// Question returns what the proof shows of the figure as shown, such as "How
// US$ 18,697,492 is made up: Latin America".
func (p *Proof) Question() portfolio.Phrase { return p.QuestionOf(p.About) }

// QuestionOf is Question with a shorter text for what the figure covers.
func (p *Proof) QuestionOf(about string) portfolio.Phrase {
	if !p.Stated() || p.Asked != "" {
		return portfolio.Say("Why is %s %s?", about, p.asked())
	}
	return portfolio.Say("How %s is made up: %s", p.asked(), about)
}

// asked returns the figure as the screen showed it.
func (p *Proof) asked() portfolio.Value {
	switch {
	case p.Asked != "":
		return portfolio.Text(p.Asked)
	case p.Of != nil:
		return p.Portion()
	case p.Things != "":
		return portfolio.Number(p.Figure)
	case p.Counts:
		return portfolio.Text(CountShown(p.Figure, "project"))
	case !p.Stated():
		return portfolio.Text("empty")
	case p.Unit == 100_000:
		thousands := portfolio.Cents(p.Figure).Thousands()
		return portfolio.Signed("US$ "+thousands+" thousand", thousands+" thousand dollars")
	}
	return portfolio.Cents(p.Figure).USD()
}

// Stated reports whether anything adds up to the figure: what nobody states is
// not 0. Projects and listed things are counted, and there can be none.
func (p *Proof) Stated() bool {
	return p.Figure != 0 || len(p.Rows) > 0 || p.Left > 0 || p.Asked == "" && (p.Counts || p.Things != "")
}

// CountShown returns a number, with separators, and its noun.
func CountShown(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return portfolio.Count(n).Shown() + " " + noun
}

// Portion returns the figure as a share of the whole, if it was shown as one.
func (p *Proof) Portion() portfolio.Percent {
	return portfolio.Share(portfolio.Cents(p.Figure), portfolio.Cents(p.Of.Figure))
}

// division is the share as it is computed, such as
// 74,901,105 / 254,901,105 = 29.4 %.
func (p *Proof) division() portfolio.Phrase {
	return portfolio.Say("%s%s%s%s%s", p.Exactly(p.Figure), portfolio.Signed(" / ", " divided by "), p.Of.Exactly(p.Of.Figure),
		portfolio.Signed(" = ", " is "), p.Portion())
}

// Exactly returns a figure or a part for people, to the cent.
func (p *Proof) Exactly(n int64) string {
	switch {
	case p.Things != "":
		return portfolio.Number(n).Shown()
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

// rounding says how the figure was rounded when it was shown; ok is false if it
// was shown exactly.
func (p *Proof) rounding() (_ portfolio.Phrase, ok bool) {
	const half = "rounded half away from zero; parts that are rounded one by one may differ from it"
	switch {
	case p.Asked != "":
		return portfolio.Phrase{}, false
	case p.Of != nil:
		return portfolio.Say("%s, %s.", p.division(), half), true
	case p.Things != "", p.Counts, p.Figure%int64(max(p.Unit, 1)) == 0:
		return portfolio.Phrase{}, false
	}
	exactly := exactCents(portfolio.Cents(p.Figure))
	return portfolio.Say("Shown as %s; exactly %s, %s.", p.asked(), portfolio.Signed("US$ "+exactly, exactly+" dollars"),
		half), true
}

// Remarks returns all remarks on the figure, as sentences: first why the
// document prints something else, which is what most people ask for.
func (p *Proof) Remarks() []portfolio.Value {
	return append(slices.Clip(p.Printed), p.FurtherRemarks()...)
}

// FurtherRemarks returns the remarks without what the document prints.
func (p *Proof) FurtherRemarks() []portfolio.Value {
	var all []portfolio.Value
	if s, ok := p.rounding(); ok {
		all = append(all, s)
	}
	all = append(all, p.Notes...)
	if p.Of != nil {
		all = append(append(all, p.Of.Printed...), p.Of.Notes...)
	}
	return all
}

// fileNameMost is the maximum length of a proof's file name without its
// extension.
const fileNameMost = 80

// FileName suggests a file name for a proof, without extension, such as
// why-latin-america-trafficking: ASCII letters, digits and hyphens only.
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
