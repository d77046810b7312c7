package portfolio

import (
	"fmt"
	"strings"
	"time"
)

// ConflictReport is what waits for a person, and what does not fit together.
type ConflictReport struct {
	Conflicts []Conflict
	Wrong     []Inconsistency
}

// Needed reports whether a person is needed.
func (r ConflictReport) Needed() bool { return len(r.Conflicts)+len(r.Wrong) > 0 }

// Summary counts what there is.
func (r ConflictReport) Summary() string {
	return countOf(len(r.Conflicts), "conflict") + ", " + fmt.Sprint(len(r.Wrong)) + " more that do not fit together"
}

// Table returns both for programs: kind (conflict or inconsistency), record,
// name, field, value, person, office, at, change, shown (yes for the value that
// is shown meanwhile), before and what; a row a value.
func (r ConflictReport) Table() Table {
	t := Table{Name: "conflict", Columns: []Column{{Name: "kind"}, {Name: "record"}, {Name: "name"}, {Name: "field"}, {Name: "value"}, {Name: "person"},
		{Name: "office"}, {Name: "at"}, {Name: "change"}, {Name: "shown"}, {Name: "before"}, {Name: "what"}}}
	for _, c := range r.Conflicts {
		for i, v := range c.Candidates {
			shown := ""
			if i == 0 {
				shown = Yes
			}
			t.Rows = append(t.Rows, []Value{Text("conflict"), Text(c.Record), Text(c.Name), Text(c.Field), Text(v.Value.Plain()), Text(v.By.Person), Text(v.By.Office()),
				Text(v.By.At.Format(time.RFC3339)), Text(v.By.ID.String()), Text(shown), Text(c.Before.Plain()), Text("")})
		}
	}
	for _, x := range r.Wrong {
		row := blankRow(len(t.Columns))
		row[0], row[1], row[2], row[3], row[len(row)-1] = Text("inconsistency"), Text(x.Record), Text(x.Name), Text(x.Field), Text(x.What)
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Page returns both for people: a paragraph a conflict, with the values side
// by side and how to settle it.
func (r ConflictReport) Page() Table {
	t := Table{Name: "conflict", Title: "Nothing waits for a person: no conflicts"}
	if r.Needed() {
		t.Title = r.Summary()
	}
	for _, c := range r.Conflicts {
		t.Notes = append(t.Notes, c.lines()...)
	}
	if len(r.Wrong) > 0 {
		t.Notes = append(t.Notes, Remarks("What does not fit together:")...)
	}
	for _, x := range r.Wrong {
		t.Notes = append(t.Notes, Remarks(fmt.Sprintf("  %s %s: %s.", x.Name, x.Field, strings.TrimRight(x.What,
			".")))...)
	}
	return t
}

func (c Conflict) lines() []Remark {
	lines := Remarks(fmt.Sprintf("%s %s: %s, none made in the knowledge of the others", c.Name, c.Field,
		countOf(len(c.Candidates), "value")))
	for i, v := range c.Candidates {
		line := "  " + c.CandidateShown(i) + "   " + v.By.By() + ", " + v.By.At.Format("2 Jan 2006 15:04")
		if i == 0 {
			line += "   (shown now)"
		}
		lines = append(lines, Remark{Text: line})
	}
	if c.Field == FieldWithdrawn {
		return append(lines, Remark{Text: "  The project stays and counts until somebody settles it:"},
			Remark{"  %s, or no", Remedy{Action: SettleConflict, Of: c.Name + " withdrawn yes"}}, Remark{})
	}
	return append(lines, Remark{Text: "  before: " + ValueOf(c.Kind, c.Field, c.Before).Shown()},
		Remark{"  %s settles it", Remedy{Action: SettleConflict, Of: c.Name + " " + c.Field + " VALUE"}}, Remark{})
}

// CandidateShown returns the value of a candidate for people.
func (c Conflict) CandidateShown(i int) string {
	v := c.Candidates[i]
	if c.Field == FieldWithdrawn {
		if v.Value.Known {
			return "withdrawn"
		}
		var names []string
		for _, f := range v.By.Fields {
			names = append(names, f.Field)
		}
		return "changed: " + strings.Join(names, ", ")
	}
	return ValueOf(c.Kind, c.Field, v.Value).Shown()
}
