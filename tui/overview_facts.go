package tui

import (
	"fmt"
	"strings"

	"fieldfolio/portfolio"
)

// labelWidth is what the labels of facts have.
const labelWidth = 25

// fact is a row with a label; on small screens the short forms stand there.
func (o *overview) fact(label, short string, of portfolio.Value, shortText string, way *glance) glanceRow {
	text := of.Shown()
	if labelWidth+width(text) > o.room() {
		text = shortText
	}
	line := o.face.look.head.Render(left(label, labelWidth)) + text
	if width(line) > o.room() {
		line = o.face.look.head.Render(short) + "  " + text
	}
	return glanceRow{left: glanceCell{cut(line, o.room()), way, labelled(label, spokenText(of))}}
}

// between keeps two parts of a line apart.
var between = portfolio.Signed("   ", ", ")

// facts are the money by year, what ends soon, and the published figures.
func (o *overview) facts() []glanceRow {
	s := o.shown
	var rows []glanceRow
	years, unknown := s.Phasing()
	if peak, ok := portfolio.Peak(years); ok {
		values := make([]int64, len(years))
		for i, y := range years {
			values[i] = int64(y.Amount)
		}
		short := fmt.Sprintf("peak %d: %s", peak.Year, peak.Amount.Shown())
		text := fmt.Sprintf("%d %s %d   %s", years[0].Year, o.face.look.bar.Render(o.face.spark(values)), years[len(years)-1].Year, short)
		if more := "   " + unknown.Shown() + " in no year"; unknown != 0 && labelWidth+width(text+more) <= o.room() {
			text += more
		}
		said := fmt.Sprintf("%d to %d, %s dollars", years[0].Year, years[len(years)-1].Year, short)
		if unknown != 0 {
			said += ", " + unknown.Shown() + " dollars in no year"
		}
		rows = append(rows, o.fact("Money by year", "By year", portfolio.Signed(text, said), short, o.cellWay(portfolio.ByYear, fmt.Sprint(peak.Year), fmt.Sprint(peak.Year), peak.Amount)))
	}
	ends := count(portfolio.Count(s.Ending.Totals.Projects).Shown(), "project", "projects")
	ending, short := portfolio.Say("%s", ends), ends
	if sum := s.Ending.Totals.Approved; sum.Known {
		ending, short = portfolio.Say("%s%s%s", ends, between, sum.USD()), ends+"  "+sum.Shown()
	}
	rows = append(rows, o.fact("Ends within six months", "Ends soon", ending, short,
		o.listWay(s.Ending, portfolio.Approved, "what ends within six months, approved budget", portfolio.Order{Key: portfolio.KeyEnd})))
	text := shownInt(s.Verdicts.All()) + ": " + s.Verdicts.Line(portfolio.Agrees, portfolio.Differs, portfolio.CannotBeChecked)
	short = s.Verdicts.Line(portfolio.Differs) + " of " + shownInt(s.Verdicts.All())
	if s.Verdicts.All() == 0 {
		text, short = "none recorded", "none recorded"
	}
	return append(rows, o.fact("Published figures", "Published", portfolio.Text(text), short, &glance{label: "published figures", open: o.conf.reconcile}))
}

// waiting is what waits for a person and what is stale, where there is any.
func (o *overview) waiting() []glanceRow {
	var rows []glanceRow
	if waits := o.waitsFor(); len(waits) > 0 {
		to := o.conf.conflicts
		if o.status != nil {
			to = o.conf.sync
		}
		text := strings.Join(waits, ", ")
		rows = append(rows, o.fact("Waiting for a person", "Waiting", portfolio.Text(text), text, &glance{label: "what waits", open: to}))
	}
	if o.mute != nil {
		text := failure("could not be read", o.mute).text
		rows = append(rows, o.fact("Exchange", "Exchange", portfolio.Text(text), text, &glance{label: "exchange", open: o.conf.sync}))
	}
	for i, f := range o.shown.Fresh {
		var way *glance
		if o.status != nil {
			way = &glance{label: "exchange", open: o.conf.sync}
		}
		label := []string{"Freshness", ""}[min(i, 1)]
		rows = append(rows, o.fact(label, label, f, strings.TrimPrefix(shownText(f), "oldest figures: "), way))
	}
	return rows
}

func (o *overview) waitsFor() []string {
	var parts []string
	add := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, count(portfolio.Count(n).Shown(), one, many))
		}
	}
	add(int(o.shown.Conflicts), "conflict", "conflicts")
	add(int(o.shown.Misfits), "value does not fit", "values do not fit")
	if st := o.status; st != nil {
		held := "held or rejected"
		if st.Self.AtHeadquarters() {
			held = "held"
		}
		add(len(st.Judged), held, held)
		add(len(st.Refused), "mail not taken in", "mails not taken in")
		add(st.Waiting, "change not received by headquarters", "changes not received by headquarters")
	}
	return parts
}

// changes are the newest changes; the first says how many there are in all.
func (o *overview) changes() []glanceRow {
	way := &glance{label: "history", open: o.conf.history}
	var w historyWindow
	w.take(portfolio.HistorySpec{}, o.shown.Latest)
	if len(w.lines) == 0 {
		return []glanceRow{o.fact("Changes", "Changes", portfolio.Text("none since the document"), "none", way)}
	}
	rows := make([]glanceRow, len(w.lines))
	for i, l := range w.lines {
		label := ""
		if i == 0 {
			label = count(portfolio.Count(o.shown.Latest.Changes).Shown(), "change", "changes") + ", the latest"
		}
		text := portfolio.DateOf(l[0].Change.At).Shown() + "  " + o.who(l[0].Change) + "  " + l.name() + "  "
		room := o.room() - labelWidth - width(text)
		short := l.name() + "  " + l.what(o.room()-len("Changed")-width(l.name())-4)
		text += cut(l.what(room), max(room, 12))
		said := joined(portfolio.DateOf(l[0].Change.At).Spoken(), spokenWho(l[0].Change), l.name(), spokenText(l.all()))
		rows[i] = o.fact(label, "Changed", portfolio.Signed(text, said), short, way)
	}
	return rows
}

// who says who made a change; where there is room, where.
func (o *overview) who(c *portfolio.Change) string {
	if o.face.width >= roomForNames {
		return whoWhere(c)
	}
	return clean(c.Person)
}
