package report

import (
	"fmt"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
)

// Conflicts are the conflicts to settle, and the inconsistencies.
type Conflicts struct {
	Conflicts []provenance.Conflict
	Wrong     []portfolio.Inconsistency
}

// Needed reports whether there is anything for a person to do.
func (r Conflicts) Needed() bool { return len(r.Conflicts)+len(r.Wrong) > 0 }

// Summary returns the counts of both.
func (r Conflicts) Summary() string {
	fit := "do not fit together"
	if len(r.Wrong) == 1 {
		fit = "does not fit"
	}
	return portfolio.CountOf(len(r.Conflicts), "conflict") + ", " + fmt.Sprint(len(r.Wrong)) + " more that " + fit
}

// Table returns both for programs: kind (conflict or inconsistency), record,
// name, field, value, person, office, at, change, shown (yes for the value
// shown until the conflict is settled), before and what; one row per value.
func (r Conflicts) Table() portfolio.Table {
	t := portfolio.Table{Name: "conflict", Columns: []portfolio.Column{{Name: "kind"}, {Name: "record"}, {Name: "name"},
		{Name: "field"}, {Name: "value"}, {Name: "person"},
		{Name: "office"}, {Name: "at"}, {Name: "change"}, {Name: "shown"}, {Name: "before"}, {Name: "what"}}}
	for _, c := range r.Conflicts {
		for i, v := range c.Candidates {
			shown := ""
			if i == 0 {
				shown = portfolio.Yes
			}
			t.Rows = append(t.Rows, portfolio.Texts([]string{
				"conflict", c.Record, c.Name, c.Field, v.Value.Plain(), v.By.Person, v.By.Office(),
				portfolio.Moment(v.By.At).Plain(), v.By.ID.String(), shown, c.Before.Plain(), "",
			}))
		}
	}
	for _, x := range r.Wrong {
		row := BlankRow(len(t.Columns))
		row[0], row[1], row[2], row[3], row[len(row)-1] = portfolio.Text("inconsistency"), portfolio.Text(x.Record), portfolio.Text(x.Name), portfolio.Text(x.Field), portfolio.Text(x.What)
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Page returns both for people: one paragraph per conflict, with the values
// side by side and how to settle it.
func (r Conflicts) Page() portfolio.Table {
	t := portfolio.Table{Name: "conflict", Title: "Nothing waits for a person: no conflicts"}
	if r.Needed() {
		t.Title = r.Summary()
	}
	for _, c := range r.Conflicts {
		t.Notes = append(t.Notes, c.Lines()...)
	}
	if len(r.Wrong) > 0 {
		t.Notes = append(t.Notes, fault.Remarks("What does not fit together:")...)
	}
	for _, x := range r.Wrong {
		t.Notes = append(t.Notes, fault.Remarks("  "+x.String()+".")...)
	}
	return t
}
