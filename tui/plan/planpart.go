package plan

import (
	"fmt"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/sheet"
)

// planned is a sub-programme, an outcome or an activity, as its page shows it.
type planned struct {
	label    string
	within   []plannedIn // the records that contain it, from the top
	amounts  []plannedAmount
	partsAre string // what its parts are called
	parts    []plannedPart
	places   []string // codes
	sources  []portfolio.Source
}

type plannedIn struct{ kind, label string }

type plannedAmount struct {
	field  string // the name of the field in its sources
	amount portfolio.Amount
}

type plannedPart struct {
	code, label string
	amount      portfolio.Amount
}

func (p plannedPart) Plain() string { return p.code }

func (p plannedPart) Shown() string { return p.code + " " + p.amount.Shown() }

func (p plannedPart) Spoken() string { return draw.Joined(p.code, p.amount.USD().Spoken(), p.label) }

// LayOut draws the part in a line, with its label below where there is no room.
func (p plannedPart) LayOut(s *sheet.Drawing, label string) {
	text := s.Face.Left(draw.Clean(p.code), 6) + s.Face.Right(p.amount.Shown(), 11)
	if name := "  " + draw.Clean(p.label); s.Face.Cells(text+name) <= s.Room() {
		s.Row(label, text+name, "")
		return
	}
	s.Row(label, text, "")
	s.Under(draw.Clean(p.label), s.Face.Styles.Muted)
}

// sourcesOf returns the sources of a field.
func (p *planned) sourcesOf(field string) []portfolio.Source {
	var out []portfolio.Source
	for _, src := range p.sources {
		if src.Field == field {
			out = append(out, src)
		}
	}
	return out
}

// findPlanned returns the record with an id such as outcome:1.2, nil if there is none.
func findPlanned(subs []portfolio.SubProgramme, id string) *planned {
	for i := range subs {
		s := &subs[i]
		if id == s.Record() {
			return plannedSub(s)
		}
		for j := range s.Outcomes {
			o := &s.Outcomes[j]
			if id == o.Record() {
				return plannedOutcome(s, o)
			}
			for k := range o.Activities {
				if id == o.Activities[k].Record() {
					return plannedActivity(s, o, &o.Activities[k])
				}
			}
		}
	}
	return nil
}

func plannedSub(s *portfolio.SubProgramme) *planned {
	p := &planned{label: s.Label, partsAre: "Outcomes", sources: s.Sources}
	if len(s.Outcomes) == 0 {
		p.amounts = []plannedAmount{{"budget", s.Requirement}, {"shortfall", s.Shortfall}}
	}
	for _, o := range s.Outcomes {
		p.parts = append(p.parts, plannedPart{o.Code, o.Label, o.Budget})
	}
	return p
}

func plannedOutcome(s *portfolio.SubProgramme, o *portfolio.Outcome) *planned {
	p := &planned{label: o.Label, within: []plannedIn{inSub(s)}, partsAre: "Shortfalls", sources: o.Sources}
	p.amounts = []plannedAmount{{"budget", o.Budget}}
	for _, a := range o.Activities {
		p.parts = append(p.parts, plannedPart{a.Code, a.Label, a.Shortfall})
	}
	return p
}

func plannedActivity(s *portfolio.SubProgramme, o *portfolio.Outcome, a *portfolio.Activity) *planned {
	p := &planned{label: a.Label, within: []plannedIn{inSub(s), {"Outcome", o.Code + " " + o.Label}}, partsAre: "Parts",
		places: a.Places, sources: a.Sources}
	p.amounts = []plannedAmount{{"shortfall", a.Shortfall}}
	for i, part := range a.Parts {
		p.parts = append(p.parts, plannedPart{fmt.Sprint(i + 1), part.Label, portfolio.Known(part.Shortfall)})
	}
	return p
}

func inSub(s *portfolio.SubProgramme) plannedIn {
	return plannedIn{"Part of", s.Code + " " + s.Label}
}
