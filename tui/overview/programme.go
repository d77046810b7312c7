package overview

import (
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report/programme"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// roomForDifference is the width from which the programme's figures have their difference beside
// them, roomForShare the height from which the unfunded share has a row.
const (
	roomForDifference = 60
	roomForShare      = 30
)

// planFigure is a figure of the thematic programme as printed and as computed.
type planFigure struct {
	name     string
	field    string // of its proof; empty: of the share
	printed  portfolio.Value
	computed portfolio.Value
	less     string // computed less printed, for the eye; empty if either is unknown or they agree
	unit     string // said behind the figures
}

// perCent returns the unit of a share, empty for amounts.
func (f planFigure) perCent() string {
	if f.field == "" {
		return "per cent"
	}
	return ""
}

// planFigures returns the requirement and the shortfall, and where there is room the share.
func (o *Overview) planFigures() []planFigure {
	plan := o.shown.Plan
	var all []planFigure
	add := func(name, field string, printed programme.PrintedTotal, computed portfolio.Amount) {
		if computed.Known {
			all = append(all, planFigure{name, field, printed.Amount, computed,
				programme.Signed(printed.Difference(computed)).Shown(), " dollars"})
		}
	}
	add("Requirement", portfolio.FieldBudget, plan.PrintedBudget, plan.Budget)
	add("Shortfall", portfolio.FieldShortfall, plan.PrintedShortfall, plan.Shortfall)
	share, ok := plan.Unfunded()
	if !ok || o.face.Height < roomForShare {
		return all
	}
	f := planFigure{name: "Unfunded", computed: share, printed: portfolio.FieldValue{}}
	if printed, ok := plan.AsPrinted(); ok {
		if share, ok := printed.Unfunded(); ok {
			f.printed = share
		}
	}
	return append(all, f)
}

// programme returns the programme's figures, each as the document prints it beside ours, below a
// head that names the section from which the printed ones are.
func (o *Overview) programme() []glanceRow {
	figures := o.planFigures()
	if len(figures) == 0 {
		return nil
	}
	name, printed, of := "PROGRAMME 2011-13, US$", "PRINTED", "The programme 2011-2013"
	in := draw.Clean(o.shown.Plan.PrintedIn())
	if o.conf.Filter.Scoped() { // which these figures do not follow
		name, of = "WHOLE PROGRAMME, US$", "The whole programme 2011-2013"
	}
	said := of + ", as computed"
	if in != "" {
		said = of + ", as printed in " + in + " and as computed"
		switch {
		case o.face.Width >= roomForDifference:
			printed = "PRINTED IN " + strings.ToUpper(in)
		case o.conf.Filter.Scoped():
			name = "ALL OFFICES"
		default:
			name = strings.ToUpper(in)
		}
	}
	head := o.planLine(name, printed, "COMPUTED", "DIFFERENCE")
	rows := []glanceRow{{left: glanceCell{text: o.face.Styles.Head.Render(head), said: said,
		way: &glance{label: "the programme", open: o.conf.Programme}}}}
	for _, f := range figures {
		rows = append(rows, glanceRow{left: glanceCell{o.planLine(f.name, shownKnown(f.printed), f.computed.Shown(), f.less),
			o.planWay(f), o.saidFigure(f)}})
	}
	return rows
}

// planLine lays out a row of the programme's figures.
func (o *Overview) planLine(name, printed, computed, less string) string {
	const money, wide, place = 11, 14, 26 // place: of the figures below the name of a section
	right := o.face.Right(printed, money) + o.face.Right(computed, money)
	if o.face.Width >= roomForDifference {
		right = o.face.Right(printed, place) + o.face.Right(computed, wide) + o.face.Right(less, wide)
	}
	return o.face.Left(name, min(o.room(), mostPlanWidth)-o.face.Cells(right)) + right
}

// mostPlanWidth is the maximum width of the programme's rows, so that figures stay near their names.
const mostPlanWidth = 88

// shownKnown returns a value for the eye, blank if it is unknown.
func shownKnown(v portfolio.Value) string {
	if v.Plain() == "" {
		return ""
	}
	return v.Shown()
}

// planWay returns what a figure of the programme opens: its proof, which says what is printed
// elsewhere.
func (o *Overview) planWay(f planFigure) *glance {
	ask := ui.PlanAsk("", o.shown.Plan.Budget, o.shown.Plan.Shortfall)
	if f.field != "" {
		ask = proof.PlanFigure{Field: f.field}
	}
	return &glance{label: f.name, ask: ask, group: "programme", amount: f.computed, unit: f.perCent(),
		open: func() ui.Screen { return o.conf.Why(ask) }}
}

// saidFigure says a figure as printed and as computed.
func (o *Overview) saidFigure(f planFigure) string {
	parts := []string{"computed " + f.computed.Spoken() + f.unit}
	if f.printed.Plain() != "" {
		parts = append([]string{"printed " + f.printed.Spoken() + f.unit}, parts...)
	} else {
		parts = append(parts, "not printed")
	}
	if f.less != "" {
		parts = append(parts, "difference "+f.less+f.unit)
	}
	return ui.Labelled(f.name, draw.Joined(parts...))
}
