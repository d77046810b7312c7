package mailroom

import (
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// whyNoOffices says that there are no offices, empty if there are.
func (v *offices) whyNoOffices() string {
	if why := v.whyNoExchange(); why != "" {
		return why
	}
	if len(v.parts().rows) == 0 {
		return "there are no offices"
	}
	return ""
}

// extract returns the offices, without what needs a person below them. Nothing is selected of it if the
// selected line is not an office.
func (v *offices) extract() ui.Extract {
	t := portfolio.Table{Name: "office", Title: "Office " + v.status.Self.Office, Columns: []portfolio.Column{
		{Name: "office", Head: "OFFICE"}, {Name: "copy", Head: "COPY"}, {Name: "scope", Head: "SCOPE"},
		{Name: "heard", Head: "LAST HEARD"}, {Name: "to_send", Head: "TO SEND", Numeric: true},
		{Name: "unacknowledged", Head: "UNACKNOWLEDGED", Numeric: true}, {Name: "waits_since", Head: "WAITS SINCE"},
		{Name: "next_mail", Head: "NEXT MAIL"}}}
	rows := v.parts().rows
	for _, x := range rows {
		t.Rows = append(t.Rows, v.officeValues(x.row))
	}
	x := ui.Extract{File: "offices.csv", What: ui.Number(len(rows), "office", "offices"), At: ui.OnlyRows(t), All: ui.Fixed(t)}
	if at := v.anchors.Sel; at < len(rows) {
		x.Of, x.At = draw.Clean(rows[at].row.code), ui.OnlyRows(t, t.Rows[at])
	}
	return x
}

// officeValues returns the row of an office. What is known of mail to it is empty until it has been heard from.
func (v *offices) officeValues(r *OfficeRow) []portfolio.Value {
	text := func(s string) portfolio.Value { return portfolio.Text(draw.Clean(s)) }
	row := append([]portfolio.Value{text(r.code), text(r.copyName()), text(v.what(r)),
		portfolio.Named("", r.heard(v.status))}, report.BlankRow(4)...)
	if l := r.link; l != nil {
		row[3], row[4], row[5] = l.Heard(v.status.Now), portfolio.Count(l.ToSend), portfolio.Count(l.Open)
		row[6], row[7] = dayOf(l.WaitsSince), dayOf(l.Next)
	}
	return row
}

// dayOf returns the day of a time, empty for none.
func dayOf(t time.Time) portfolio.Value {
	if t.IsZero() {
		return portfolio.Text("")
	}
	return portfolio.DateOf(t)
}
