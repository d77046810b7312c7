package portfolio

import (
	"fmt"
	"strings"
)

// Conflict is a field that was set to different values by changes of which
// none was made in the knowledge of the others.
type Conflict struct {
	Record string
	Name   string // how people call the record
	Kind   RecordKind
	Field  string
	// Before is the value that was there before, as the first author saw it.
	Before FieldValue
	// Candidates are what it was set to, each with who and when, the one that
	// is shown meanwhile first.
	Candidates []Candidate
}

// Candidate is one of the values of a conflict.
type Candidate struct {
	Value FieldValue
	By    *Change
}

// Conflicts returns the record's conflicts, in order of fields. The field
// withdrawn has the withdrawals and the changes that they were not over; of the
// latter the field is unset.
func (r *Record) Conflicts() []Conflict {
	var out []Conflict
	for _, field := range r.Log.Fields() {
		s := r.Log.State(field)
		if !s.Conflict {
			continue
		}
		c := Conflict{Record: r.ID, Name: r.Name(), Kind: r.Kind, Field: field, Before: r.before(s.Heads[0], field)}
		c.Candidates = append(c.Candidates, Candidate{s.Value, s.By})
		for i := len(s.Heads) - 1; i >= 0; i-- {
			if h := s.Heads[i]; h != s.By {
				c.Candidates = append(c.Candidates, Candidate{h.sets(field), h})
			}
		}
		out = append(out, c)
	}
	return out
}

// before returns the value that the author of a change saw in a field.
func (r *Record) before(c *Change, field string) FieldValue {
	if by, _ := r.Log.Before(c, field); by != nil {
		return by.sets(field)
	}
	return r.Seeded(field)
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

func (c Conflict) Lines() []Remark {
	lines := Remarks(fmt.Sprintf("%s %s: %s, none made in the knowledge of the others", c.Name, c.Field,
		CountOf(len(c.Candidates), "value")))
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
