package funding

import (
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/report"
)

// Table returns the shortfalls for programs: kind, record, code, title,
// shortfall, whole_shortfall and places, one row for each project and activity.
// There is no total row: projects and activities overlap. shortfall is what the
// query covers of whole_shortfall; places are those that it covers, between
// semicolons.
func (f *Funding) Table() portfolio.Table {
	t := portfolio.Table{Name: "shortfall", Columns: []portfolio.Column{{Name: "kind"}, {Name: "record"}, {Name: "code"},
		{Name: "title"}, {Name: "shortfall", Numeric: true}, {Name: "whole_shortfall", Numeric: true}, {Name: "places"}}}
	t.Rows = append(projectRows(f.Projects), planRows(f.Plan)...)
	return t
}

// Listing is Table with the sum of the projects below them, and that of the
// activities below these. Their kind is sum.
func (f *Funding) Listing() portfolio.Table {
	t := f.Table()
	t.Title, t.Rows = f.title(), nil
	if len(f.Projects) > 0 {
		t.Rows = append(projectRows(f.Projects), f.ProjectSum().plain("sum"))
	}
	if len(f.Plan) > 0 {
		t.Rows = append(append(t.Rows, planRows(f.Plan)...), f.PlanSum().plain("sum"))
	}
	return t
}

func projectRows(of []Row) (rows [][]portfolio.Value) {
	for i := range of {
		rows = append(rows, of[i].plain(string(portfolio.ProjectRecord)))
	}
	return rows
}

func planRows(of []Row) (rows [][]portfolio.Value) {
	for i := range of {
		rows = append(rows, of[i].plain(string(portfolio.KindOf(of[i].Record))))
	}
	return rows
}

// plain returns the row for programs.
func (r Row) plain(kind string) []portfolio.Value {
	return []portfolio.Value{portfolio.Text(kind), portfolio.Text(r.Record), r.Code, portfolio.Text(r.Title),
		r.Shortfall, r.Whole, portfolio.Text(strings.Join(r.Places, "; "))}
}

// Page returns the shortfalls for people: projects with their sum, then
// activities with theirs.
func (f *Funding) Page() portfolio.Table {
	if len(f.Sums()) == 0 {
		notes := append([]string{NothingUnfunded}, portfolio.ShownOf(f.Notes())...)
		return portfolio.Table{Name: "shortfall", Title: f.title(), Notes: fault.Remarks(notes...)}
	}
	t := portfolio.Table{Name: "shortfall", Title: f.title(), Columns: []portfolio.Column{{Name: "code", Head: "NUMBER"},
		{Name: "title", Head: "PROJECT, PRIORITY ACTIVITY"}, {Name: "places", Head: "PLACES", DropOrder: 1},
		{Name: "shortfall", Head: "SHORTFALL US$", Numeric: true}}}
	if f.Confined() {
		t.Columns = append(t.Columns, portfolio.Column{Name: "whole", Head: "OF US$", Numeric: true})
	}
	f.section(&t, f.Projects, f.ProjectSum())
	f.section(&t, f.Plan, f.PlanSum())
	t.Notes = fault.Remarks(append(portfolio.ShownOf(f.Notes()), f.Marks()...)...)
	if f.fractions() {
		t.Notes = append(t.Notes, fault.Remark{Text: report.RoundedToDollars + "; %s.", Remedy: fault.Remedy{Action: fault.ExportCents}})
	}
	return t
}

// NothingUnfunded says that nothing is listed.
const NothingUnfunded = "No shortfall is stated here."

// RoundingNote says that shortfalls are rounded when they are shown; empty if
// they are not.
func (f *Funding) RoundingNote() string {
	if !f.fractions() {
		return ""
	}
	return report.RoundedToDollars + "."
}

func (f *Funding) fractions() bool {
	cents := func(r Row) bool { return r.Shortfall.Cents%100 != 0 }
	return slices.ContainsFunc(slices.Concat(f.Projects, f.Plan), cents)
}

// section adds rows with their sum; none if there are no rows.
func (f *Funding) section(t *portfolio.Table, rows []Row, sum Row) {
	if len(rows) == 0 {
		return
	}
	if len(t.Rows) > 0 {
		t.Rows = append(t.Rows, report.BlankRow(len(t.Columns)))
	}
	for _, r := range append(slices.Clip(rows), sum) {
		row := []portfolio.Value{r.Code, portfolio.Text(r.Title), portfolio.Text(r.PlacesText()),
			r.Shortfall.OrBlank()}
		if f.Confined() {
			row = append(row, r.Whole.OrBlank())
		}
		t.Rows = append(t.Rows, row)
	}
}

// PlacesText names the places that the query covers, or counts them if there
// are many, and counts the others; empty if the row has none.
func (r *Row) PlacesText() string {
	const most = 3
	others := r.Of - len(r.Places)
	switch text := strings.Join(r.Places, ", "); {
	case len(r.Places) <= most && others == 0:
		return text
	case len(r.Places) <= most && text != "":
		return fmt.Sprintf("%s and %d more", text, others)
	case others > 0:
		return fmt.Sprintf("%d of %s", len(r.Places), portfolio.CountOf(r.Of, "place"))
	}
	return portfolio.CountOf(r.Of, "place")
}

func (f *Funding) title() string {
	title := "Unfunded"
	for _, part := range []string{f.Query.ConfinedTo(f.cat), f.Query.Whole().Shown(f.AsOf)} {
		if part != "" {
			title += ", " + part
		}
	}
	return title + report.AsOfText(f.AsOf, f.cat)
}

// Notes returns what is needed to read the figures.
func (f *Funding) Notes() []portfolio.Value {
	var out []portfolio.Value
	say := func(s string) { out = append(out, portfolio.Text(s)) }
	switch {
	case len(f.Projects) == 0 && f.Silent == 0:
		say(report.NoProjects(f.Query, f.cat))
	case f.Silent > 0:
		say(f.silent())
	}
	if keys := f.Query.NotOfActivities(); len(keys) > 0 {
		say(fmt.Sprintf("Priority activities have no %s: none are listed.", fault.Either(words(keys))))
	}
	out = append(out, portfolio.Texts(append(f.byPlace(), f.wider()...))...)
	if len(f.Projects) > 0 && len(f.Plan) > 0 {
		say("Projects carry out activities: the two sums overlap and cannot be added up.")
	}
	if f.printed.Known {
		say(fmt.Sprintf("%s prints another total of the activities: %s.", f.printed.Where, f.printed.Shown()))
	}
	if !f.Outside.Empty() {
		out = append(out, portfolio.Say("%s.", f.Outside))
	}
	out = append(out, f.divided()...)
	return out
}

// Marks says what the signs of rows mean, for the eye.
func (f *Funding) Marks() []string {
	if slices.ContainsFunc(f.Projects, func(r Row) bool { return r.noNumber }) {
		return []string{report.ProvisionalNote}
	}
	return nil
}

// divided says how shortfalls are divided among the places and years to which the
// query confines them, and what has no year.
func (f *Funding) divided() []portfolio.Value {
	var out []portfolio.Value
	say := func(s string) { out = append(out, portfolio.Text(s)) }
	if slices.ContainsFunc(f.Query.Terms, func(t portfolio.Term) bool { return t.Key == portfolio.KeyPlace }) {
		say("The shortfall of a project is divided among its places, equally where no shares are given; that of " +
			"an activity is not divided.")
	}
	if s := f.List().YearNote(breakdown.Shortfall); s != "" {
		say(portfolio.SentenceOf(s))
	}
	if n := f.assumed(); n > 0 {
		say(report.AssumedText(n))
	}
	if f.Yearless.Known {
		out = append(out, portfolio.Say("%s more has no year, since days of the projects are unknown or past; year:unknown lists it.",
			f.Yearless.Cents.ExactUSD()))
	}
	return out
}

// assumed counts the projects with an assumed day, if the query asks for years.
func (f *Funding) assumed() (n int64) {
	if f.List().YearNote(breakdown.Shortfall) == "" {
		return 0
	}
	for _, r := range f.Projects {
		if r.assumed {
			n++
		}
	}
	return n
}

// silent says how many projects state no shortfall.
func (f *Funding) silent() string {
	state := "projects here state"
	if f.Silent == 1 {
		state = "project here states"
	}
	other := ""
	if len(f.Projects) > 0 {
		other = "other "
	}
	return fmt.Sprintf("%d %s%s no shortfall, which is not the same as none.", f.Silent, other, state)
}

// byPlace names the query that finds the global programmes and activities of a
// region too; none if the query does not ask for one region that is a place.
func (f *Funding) byPlace() []string {
	regions := breakdown.Chosen(f.Query, breakdown.ByRegion)
	if len(regions) != 1 {
		return nil
	}
	query := string(portfolio.KeyPlace) + ":" + regions[0]
	if _, err := portfolio.ParseQuery(query, f.cat); err != nil {
		return nil //nolint:nilerr // the region is not a place
	}
	return []string{"A region has the projects of its programme only; " + query +
		" finds global programmes and activities there too."}
}

// wider says that what is stated for a larger place as a whole is not here; none
// if the query confines amounts to no place, or no larger place is known.
func (f *Funding) wider() []string {
	places := f.Query.WiderPlaces(f.cat)
	if len(places) == 0 {
		return nil
	}
	names := make([]string, len(places))
	for i, p := range places {
		names[i] = p.Name
	}
	return []string{"What is stated for " + fault.Either(names) + " as a whole is not included."}
}

func words(keys []portfolio.Key) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = string(k)
	}
	return out
}
