package provenance

import (
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// Conflict is a field set to different values by people who had not seen each
// other's change.
type Conflict struct {
	Record string
	Name   string // the record's name for people
	Kind   portfolio.RecordKind
	Field  string
	// Before is the value that the first author saw.
	Before portfolio.FieldValue
	// Candidates are the conflicting values with their changes; the first is
	// the one shown until the conflict is settled.
	Candidates []Candidate
}

// Candidate is one of the values of a conflict.
type Candidate struct {
	Value portfolio.FieldValue
	By    *portfolio.Change
}

// Subject returns what the conflict is about, for people: the record's name, or
// whose entry in the register of offices it is.
func (c Conflict) Subject() string {
	if c.Kind == portfolio.OfficeRecord {
		return "entry of " + strings.TrimPrefix(c.Record, string(portfolio.OfficeRecord)+":") + " in the register"
	}
	return c.Name
}

// heading names the field in conflict: as commands have it, or in words where
// no command has it.
func (c Conflict) heading() string {
	if c.Kind == portfolio.OfficeRecord {
		return c.Subject() + ", " + InSentence(c.Kind, c.Field)
	}
	return c.Name + " " + c.Field
}

// ConflictsOf returns the record's conflicts, in order of fields. Those of the
// field withdrawn are the withdrawals and the changes that they do not
// supersede; in the latter the field is unset.
func ConflictsOf(r *portfolio.Record) []Conflict {
	var out []Conflict
	for _, field := range r.Log.Fields() {
		if portfolio.Together(field)[0] != field || !r.InConflict(field) {
			continue
		}
		s := stateInConflict(r, field)
		c := Conflict{Record: r.ID, Name: r.Name(), Kind: r.Kind, Field: field, Before: enteredBefore(r, s.Heads[0], field)}
		c.Candidates = append(c.Candidates, Candidate{s.By.EnteredBy(r.Kind, field), s.By})
		for i := len(s.Heads) - 1; i >= 0; i-- {
			if h := s.Heads[i]; h != s.By {
				c.Candidates = append(c.Candidates, Candidate{h.EnteredBy(r.Kind, field), h})
			}
		}
		out = append(out, c)
	}
	return out
}

// stateInConflict returns the state of a field in conflict, or of the one in
// conflict that is entered as one with it.
func stateInConflict(r *portfolio.Record, field string) portfolio.FieldState {
	for _, f := range portfolio.Together(field) {
		if s := r.Log.State(f); s.Conflict {
			return s
		}
	}
	return r.Log.State(field)
}

// before returns the value of a field that the author of a change saw.
func before(r *portfolio.Record, c *portfolio.Change, field string) portfolio.FieldValue {
	if by, _ := r.Log.Before(c, field); by != nil {
		return by.Sets(field)
	}
	return r.Seeded(field)
}

// enteredBefore is before for a field as a person enters it.
func enteredBefore(r *portfolio.Record, c *portfolio.Change, field string) portfolio.FieldValue {
	if by, _ := r.Log.Before(c, field); by != nil {
		return by.EnteredBy(r.Kind, field)
	}
	return r.Seeded(field)
}

// CandidateShown returns the value of a candidate for people.
func (c Conflict) CandidateShown(i int) string {
	v := c.Candidates[i]
	if c.Field == portfolio.FieldWithdrawn {
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

func (c Conflict) Lines() []fault.Remark {
	lines := fault.Remarks(fmt.Sprintf("%s: %s, none made in the knowledge of the others", c.heading(),
		portfolio.CountOf(len(c.Candidates), "value")))
	for i, v := range c.Candidates {
		line := "  " + c.CandidateShown(i) + "   " + v.By.By() + ", " + portfolio.Moment(v.By.At).Brief()
		if i == 0 {
			line += "   (shown now)"
		}
		lines = append(lines, fault.Remark{Text: line})
	}
	if c.Field == portfolio.FieldWithdrawn {
		return append(lines, fault.Remark{Text: "  The project stays and counts until somebody settles it:"},
			fault.Remark{Text: "  %s, or no", Remedy: fault.Remedy{Action: fault.SettleConflict, Of: c.Name + " withdrawn yes"}},
			fault.Remark{})
	}
	settle := fault.Remark{Text: "  %s settles it", Remedy: fault.Remedy{Action: fault.SettleConflict,
		Of: c.Name + " " + c.Field + " VALUE"}}
	if c.OfRegister() {
		settle = fault.Remark{Text: "  %s", Remedy: c.settleEntry()}
	}
	return append(lines, fault.Remark{Text: "  before: " + ValueOf(c.Kind, c.Field, c.Before).Shown()}, settle, fault.Remark{})
}

// OfRegister reports whether the conflict is in an entry of the register of
// offices, which headquarters alone settles.
func (c Conflict) OfRegister() bool { return c.Kind == portfolio.OfficeRecord }

// settleEntry returns how headquarters settles a conflict in the register.
func (c Conflict) settleEntry() fault.Remedy {
	code := strings.TrimPrefix(c.Record, string(portfolio.OfficeRecord)+":")
	of := "set " + code + " " + c.Field + "=VALUE"
	switch c.Field {
	case portfolio.FieldRole, portfolio.FieldLocal:
		return fault.Remedy{Text: "headquarters settles it by itself, with its next mails"}
	case portfolio.FieldScope:
		of = "scope " + code + " PLACES"
	case portfolio.FieldRetired:
		of = "retire " + code
	case portfolio.FieldKey, portfolio.FieldFormerKeys, portfolio.FieldInvitation:
		of = "rekey " + code
	}
	return fault.Remedy{Action: fault.SettleEntry, Of: of}
}

// WhyNotHere says why a person cannot settle the conflict by choosing a value,
// empty if one can; table words the remedy.
func (c Conflict) WhyNotHere(table map[fault.Action]string) string {
	if !c.OfRegister() {
		return ""
	}
	return c.settleEntry().Words(table)
}
