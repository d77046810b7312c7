package overview

import (
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/portfolio/report"
	"fieldfolio/portfolio/report/overview"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/history"
	"fieldfolio/tui/ui"
)

// labelWidth is the width of the labels of facts, in cells.
const labelWidth = 25

// fact returns a row with a label; small screens show the short forms.
func (o *Overview) fact(label, short string, of portfolio.Value, shortText string, way *glance) glanceRow {
	text := of.Shown()
	if labelWidth+o.face.Cells(text) > o.room() {
		text = shortText
	}
	line := o.face.Styles.Head.Render(o.face.Left(label, labelWidth)) + text
	if o.face.Cells(line) > o.room() {
		line = o.face.Styles.Head.Render(short) + "  " + text
	}
	return glanceRow{left: glanceCell{o.face.Cut(line, o.room()), way, ui.Labelled(label, draw.SpokenText(of))}}
}

// between separates two parts of a line.
var between = portfolio.Signed("   ", ", ")

// facts returns the money by year, what ends soon, and the published figures.
func (o *Overview) facts() []glanceRow {
	if o.shown.First {
		return o.factsToCome()
	}
	s := o.shown
	var rows []glanceRow
	years, unknown := s.Phasing()
	if peak, ok := overview.Peak(years); ok {
		values := make([]int64, len(years))
		for i, y := range years {
			values[i] = int64(y.Amount)
		}
		short := fmt.Sprintf("peak %d: %s", peak.Year, peak.Amount.Shown())
		text := fmt.Sprintf("%d %s %d   %s", years[0].Year, o.face.Styles.Bar.Render(o.face.Spark(values)),
			years[len(years)-1].Year, short)
		if more := "   " + unknown.Shown() + " in no year"; unknown != 0 && labelWidth+o.face.Cells(text+more) <= o.room() {
			text += more
		}
		said := fmt.Sprintf("%d to %d, %s dollars", years[0].Year, years[len(years)-1].Year, short)
		if unknown != 0 {
			said += ", " + unknown.Shown() + " dollars in no year"
		}
		rows = append(rows, o.fact(byYear, byYearShort, portfolio.Signed(text, said), short,
			o.cellWay(breakdown.ByYear, fmt.Sprint(peak.Year), fmt.Sprint(peak.Year), peak.Amount)))
	}
	ends := draw.Count(portfolio.Count(s.Ending.Totals.Projects).Shown(), "project", "projects")
	days := report.SoonDays(s.AsOf)
	ending, short := portfolio.Say("%s%s%s", ends, between, days), ends+"  "+days.Shown()
	if sum := s.Ending.Totals.Approved; sum.Known {
		ending, short = portfolio.Say("%s%s%s%s%s", ends, between, sum.USD(), between, days), ends+"  "+sum.Shown()+"  "+days.Shown()
	}
	if o.face.Cells(endsShort+"  "+short) > o.room() {
		short = strings.TrimSuffix(short, "  "+days.Shown())
	}
	rows = append(rows, o.fact(report.EndsSoon, endsShort, ending, short,
		o.listWay(s.Ending, breakdown.Approved, "what ends "+report.Soon(s.AsOf).Shown()+", approved budget",
			breakdown.Order{Key: portfolio.KeyEnd})))
	text := ui.ShownInt(s.Verdicts.All()) + ": " + s.Verdicts.Line(reconcile.Agrees, reconcile.Differs,
		reconcile.CannotBeChecked)
	short = s.Verdicts.Line(reconcile.Differs) + " of " + ui.ShownInt(s.Verdicts.All())
	if s.Verdicts.All() == 0 {
		text, short = "none recorded", "none recorded"
	}
	return append(rows, o.fact(published, publishedShort, portfolio.Text(text), short,
		&glance{label: "published figures", open: o.conf.Reconcile}))
}

// factsToCome are the rows of facts before there are any.
func (o *Overview) factsToCome() []glanceRow {
	come := portfolio.Text(toCome)
	return []glanceRow{o.fact(byYear, byYearShort, come, toCome, nil),
		o.fact(report.EndsSoon, endsShort, come, toCome, nil),
		o.fact(published, publishedShort, come, toCome, nil)}
}

// The labels of facts, and their short forms.
const (
	byYear, byYearShort       = "By year, spread by days", "Years by days"
	endsShort                 = "Ends soon" // of report.EndsSoon
	published, publishedShort = "Published figures", "Published"
)

// waiting returns rows for what a person has to settle and for figures that are out of date, if
// any.
func (o *Overview) waiting() []glanceRow {
	var rows []glanceRow
	here, exchanged := o.waitsFor()
	add := func(label, short string, waits []string, way glance) {
		if text := strings.Join(waits, ", "); text != "" {
			rows = append(rows, o.fact(label, short, portfolio.Text(text), text, &way))
		}
	}
	add(edit.Waiting(o.conf.NoAdding()), "Waiting", here, glance{label: "what waits", open: o.conf.Conflicts})
	add("Waiting in Sync", "Sync", exchanged, glance{label: "what waits in Sync", open: o.conf.Sync})
	if o.mute != nil {
		text := ui.Failure("could not be read", o.mute).Text
		rows = append(rows, o.fact("Exchange", "Exchange", portfolio.Text(text), text,
			&glance{label: "exchange", open: o.conf.Sync}))
	}
	for i, f := range o.shown.Fresh {
		var way *glance
		if o.status != nil {
			way = &glance{label: "exchange", open: o.conf.Sync}
		}
		label := []string{"Freshness", ""}[min(i, 1)]
		rows = append(rows, o.fact(label, label, f, strings.TrimPrefix(draw.ShownText(f), "oldest figures: "), way))
	}
	return rows
}

// waitsFor returns what needs a person: what the list of conflicts shows, and what the exchange with other
// offices needs, with what of this office waits for headquarters.
func (o *Overview) waitsFor() (here, exchanged []string) {
	st := exchange.SyncStatus{Self: exchange.Self{Office: portfolio.LocalOffice}}
	held := 0
	if o.status != nil {
		st = o.status.SyncStatus
		for _, x := range o.status.Judged {
			if x.Ruling == portfolio.Held && !st.Rules() {
				held++
			}
		}
	}
	st.Desk.Conflicts, st.Desk.Misfits = int(o.shown.Conflicts), int(o.shown.Misfits)
	for _, n := range st.Needs() {
		if n.Do.Action == fault.ListConflicts {
			here = append(here, n.Short)
		} else {
			exchanged = append(exchanged, n.Short)
		}
	}
	if held > 0 {
		exchanged = append(exchanged, portfolio.Count(held).Shown()+" held by headquarters")
	}
	if st.Waiting > 0 {
		exchanged = append(exchanged, portfolio.CountOf(st.Waiting, "change")+" not received by headquarters")
	}
	return here, exchanged
}

// changes returns the newest changes; the first row gives the total number.
func (o *Overview) changes() []glanceRow {
	way := &glance{label: "history", open: o.conf.History}
	if o.shown.First {
		return []glanceRow{o.fact("Changes", "Changes", portfolio.Text(toCome), toCome, nil)}
	}
	var w history.HistoryWindow
	w.Take(o.face.Measure, provenance.HistorySpec{}, o.shown.Latest)
	if len(w.Lines) == 0 {
		return []glanceRow{o.fact("Changes", "Changes", portfolio.Text("none since the document"), "none", way)}
	}
	who, name := 0, 0
	for _, l := range w.Lines {
		who = min(max(who, o.face.Cells(o.who(l[0].Change))), mostWho)
		name = min(max(name, o.face.Cells(draw.Clean(l.Name()))), mostName)
	}
	rows := make([]glanceRow, len(w.Lines))
	for i, l := range w.Lines {
		label := ""
		if i == 0 {
			label = draw.Count(portfolio.Count(o.shown.Latest.Changes).Shown(), "change", "changes") + ", the latest"
		}
		text := o.when(l) + "  " + o.face.Left(o.who(l[0].Change), who) + "  " + o.face.Left(draw.Clean(l.Name()), name) + "  "
		room := o.room() - labelWidth - o.face.Cells(text)
		short := draw.Clean(l.Name()) + "  "
		short += history.What(o.face.Measure, l, o.room()-len("Changed")-o.face.Cells(short)-2)
		text += history.What(o.face.Measure, l, max(room, 12))
		said := draw.Joined(l.When().Spoken(), history.SpokenWho(l[0].Change), draw.Clean(l.Name()),
			draw.SpokenText(l.Did()))
		rows[i] = o.fact(label, "Changed", portfolio.Signed(text, said), short, way)
	}
	return rows
}

// The most cells that a person and a record take in the lines of changes.
const (
	mostWho  = 30
	mostName = 20
)

// when says when a step was saved, with the time (UTC) where there is room.
func (o *Overview) when(l provenance.Step) string {
	if o.face.Width >= roomForNames {
		return l.When().Shown()
	}
	return portfolio.DateOf(l[0].Change.At).Shown()
}

// who says who made a change and, where there is room, in which office.
func (o *Overview) who(c *portfolio.Change) string {
	if o.face.Width >= roomForNames {
		return edit.WhoWhere(c)
	}
	return draw.Clean(c.Person)
}
