package funding

import (
	"context"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report"
	"fieldfolio/portfolio/report/programme"
)

// Funding is what is not funded, as far as it is stated: the shortfalls of the
// projects that a query selects, and those of the priority activities of the
// plan. The two overlap, since projects carry out activities, so they are never
// added up.
type Funding struct {
	Query portfolio.Query
	AsOf  portfolio.Date

	Projects []Row // that state a shortfall, the largest first
	Silent   int64 // selected projects that state none
	Plan     []Row // the activities, in the order of the plan

	Outside  portfolio.Phrase // how much of the projects' shortfalls the query leaves out; empty if it confines none
	Yearless portfolio.Amount // what has no year where the query asks for some years; unknown if there is none

	printed programme.PrintedTotal // of the activities, if all are listed and it is another one; unknown otherwise
	cat     *portfolio.Catalogue
}

// Row is a project or an activity with its shortfall.
type Row struct {
	Record    string
	Code      portfolio.Value // number of the project, with its marks for people; code of the activity
	Title     string
	noNumber  bool             // Code is provisional: the document gives no number
	assumed   bool             // a day of the project is only assumed
	Shortfall portfolio.Amount // what the query covers of it
	Whole     portfolio.Amount
	Places    []string // names of its places that the query covers
	Of        int      // number of all its places
	Ask       proof.Spec
}

// Source is where Funding is loaded from.
type Source interface {
	Projects(ctx context.Context, spec breakdown.ListSpec) ([]breakdown.Listed, error)
	Totals(ctx context.Context, spec breakdown.ListSpec) (breakdown.ListTotals, error)
	SubProgrammes(ctx context.Context) ([]portfolio.SubProgramme, error)
	Published(ctx context.Context) ([]portfolio.Published, error)
}

// Load loads what a query covers, as of a date.
func Load(ctx context.Context, src Source, cat *portfolio.Catalogue, q portfolio.Query,
	asOf portfolio.Date) (*Funding, error) {
	f := &Funding{Query: q, AsOf: asOf, cat: cat}
	spec := f.List()
	listed, err := src.Projects(ctx, spec)
	if err != nil {
		return nil, err
	}
	for i := range listed {
		f.Projects = append(f.Projects, f.project(&listed[i]))
	}
	spec.Cell = &breakdown.CellRef{Measure: breakdown.ProjectCount}
	all, err := src.Totals(ctx, spec)
	if err != nil {
		return nil, err
	}
	f.Silent = all.Projects - int64(len(listed))
	if err := f.leftOut(ctx, src); err != nil {
		return nil, err
	}
	subs, err := src.SubProgrammes(ctx)
	if err != nil {
		return nil, err
	}
	f.takePlan(subs)
	return f, f.compare(ctx, src, subs)
}

// compare loads the total that the document prints for the activities, if all of
// them are listed and it is another one.
func (f *Funding) compare(ctx context.Context, src Source, subs []portfolio.SubProgramme) error {
	if len(f.Query.Terms) > 0 {
		return nil
	}
	published, err := src.Published(ctx)
	if err != nil {
		return err
	}
	_, total := programme.Thematic{Catalogue: f.cat, SubProgrammes: subs, Published: published}.Rows()
	f.printed = total.Differing().PrintedShortfall
	return nil
}

// leftOut loads what the query leaves out by confining amounts.
func (f *Funding) leftOut(ctx context.Context, src Source) error {
	if !f.Confined() {
		return nil
	}
	totals, err := src.Totals(ctx, f.List())
	if err != nil {
		return err
	}
	f.Outside = report.OutsideOfList(f.List(), f.cat, breakdown.Shortfall, totals)
	query, ok := f.Query.Yearless()
	if !ok {
		return nil
	}
	spec := f.List()
	spec.Query = query
	totals, err = src.Totals(ctx, spec)
	f.Yearless = totals.Part
	return err
}

func (f *Funding) project(l *breakdown.Listed) Row {
	row := Row{Record: l.ID, Code: l.NumberValue(), Title: l.Title, noNumber: l.Provisional,
		assumed: l.Duration.StartAssumed || l.Duration.EndAssumed, Shortfall: l.Part, Whole: l.Whole.Shortfall,
		Ask: proof.ListFigure{Query: f.Query.And(portfolio.OneOf(portfolio.KeyNumber, l.Number)), AsOf: f.AsOf,
			Cell: breakdown.CellRef{Measure: breakdown.Shortfall}}}
	for _, p := range breakdown.Shortfall.Places(&l.Project) {
		f.place(&row, p.Code)
	}
	return row
}

// takePlan takes the activities that the query selects.
func (f *Funding) takePlan(subs []portfolio.SubProgramme) {
	for record, a := range portfolio.Priorities(subs) {
		if f.Query.MatchesActivity(a, f.cat) {
			f.Plan = append(f.Plan, f.activity(record, a))
		}
	}
}

func (f *Funding) activity(record string, a *portfolio.Activity) Row {
	row := Row{Record: record, Code: portfolio.Text(a.Code), Title: a.Label,
		Shortfall: a.Shortfall, Whole: a.Shortfall,
		Ask: proof.PlanFigure{Record: record, Field: portfolio.FieldShortfall}}
	for _, code := range a.Places {
		f.place(&row, code)
	}
	return row
}

// place adds a place of a row, by name if the query covers it.
func (f *Funding) place(row *Row, code string) {
	row.Of++
	if f.Query.CoversPlace(code, f.cat) {
		row.Places = append(row.Places, f.cat.PlaceName(code))
	}
}

// List returns the list of the projects.
func (f *Funding) List() breakdown.ListSpec {
	return breakdown.ListSpec{Query: f.Query, AsOf: f.AsOf, Cell: &breakdown.CellRef{Measure: breakdown.Shortfall},
		Sort: []breakdown.Order{{Key: breakdown.KeyPart, Desc: true}}}
}

// ProjectSum returns the row with the sum of the projects.
func (f *Funding) ProjectSum() Row {
	return sumRow("Projects, together", f.Projects, proof.ListFigure{Query: f.Query, AsOf: f.AsOf,
		Cell: breakdown.CellRef{Measure: breakdown.Shortfall}})
}

// PlanSum returns the row with the sum of the activities.
func (f *Funding) PlanSum() Row {
	what := "Priority activities, together"
	if slices.ContainsFunc(f.Plan, Row.beside) {
		what = "Priority activities and evaluation, together"
	}
	return sumRow(what, f.Plan, proof.ActivitiesFigure{Query: f.Query})
}

// beside reports whether the row is not an activity, but stands beside the
// sub-programmes, as the evaluation does.
func (r Row) beside() bool { return portfolio.KindOf(r.Record) == portfolio.SubProgrammeRecord }

func sumRow(title string, rows []Row, ask proof.Spec) Row {
	sum := Row{Code: portfolio.Text(""), Title: title, Ask: ask}
	for _, r := range rows {
		sum.Shortfall, sum.Whole = sum.Shortfall.Plus(r.Shortfall), sum.Whole.Plus(r.Whole)
	}
	return sum
}

// Sums returns the row with the sum of the projects, and that of the activities,
// without those that have no rows.
func (f *Funding) Sums() []Row {
	var out []Row
	if len(f.Projects) > 0 {
		out = append(out, f.ProjectSum())
	}
	if len(f.Plan) > 0 {
		out = append(out, f.PlanSum())
	}
	return out
}

// Confined reports whether the query covers only a part of the amounts.
func (f *Funding) Confined() bool { return f.Query.Confines() }
