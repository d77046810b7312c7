package portfolio

import "iter"

// SubProgramme is one of the three parts of the thematic programme, or an item
// outside them with a budget of its own in the document (the evaluation).
type SubProgramme struct {
	Code     string // 1, 2, 3 or evaluation
	Label    string
	Outcomes []Outcome
	Sources  []Source

	Requirement Amount // its own budget requirement, without outcomes; unknown for 1 to 3
	Shortfall   Amount // of that requirement
}

// Record returns the id of the record, such as subprogramme:2.
func (s SubProgramme) Record() string { return "subprogramme:" + s.Code }

// Record returns the id of the record, such as outcome:2.3.
func (o Outcome) Record() string { return "outcome:" + o.Code }

// Record returns the id of the record, such as activity:2.3/1.
func (a Activity) Record() string { return "activity:" + a.Code }

// Outcome is a planned result of a sub-programme with its indicative budget.
type Outcome struct {
	Code       string // such as 2.3
	Label      string // a short name of our own
	Budget     Amount // indicative budget 2011-2013, US$
	Activities []Activity
	Sources    []Source
}

// Activity is a priority activity of an outcome, with its shortfall.
type Activity struct {
	Code      string // outcome and position in the list, such as 2.3/1
	Label     string
	Shortfall Amount   // US$
	Places    []string // codes of the places that the document names; none if it names none
	Parts     []ActivityPart
	Sources   []Source
}

// ActivityPart is a part of an activity's shortfall that the document prints
// separately.
type ActivityPart struct {
	Label     string
	Shortfall Cents
	Printed   string
}

// Priorities returns the priority activities of sub-programmes, in order, then
// what stands beside the sub-programmes with a shortfall of its own, as an
// activity without an outcome. The key is the id of the record.
func Priorities(subs []SubProgramme) iter.Seq2[string, *Activity] {
	return func(yield func(string, *Activity) bool) {
		for _, s := range subs {
			if a := (Activity{Code: s.Code, Label: s.Label, Shortfall: s.Shortfall, Sources: s.Sources}); len(s.Outcomes) == 0 &&
				!yield(s.Record(), &a) {
				return
			}
			for _, o := range s.Outcomes {
				for i := range o.Activities {
					if !yield(o.Activities[i].Record(), &o.Activities[i]) {
						return
					}
				}
			}
		}
	}
}
