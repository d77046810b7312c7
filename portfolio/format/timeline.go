package format

import (
	"bufio"
	"io"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
	"fieldfolio/portfolio/report"
)

// Widths of a timeline: titles are left out if bars would get fewer than
// leastBars columns; bars never get more than mostBars.
const (
	timelineWidth = 100
	mostTitle     = 48
	leastBars     = 24
	mostBars      = 96
)

// WriteTimeline writes durations as bars, the earliest end first, with the
// as-of date marked in each bar and below.
func WriteTimeline(w io.Writer, t report.Timeline, o Options) error {
	if o.Width <= 0 {
		o.Width = timelineWidth
	}
	p := &page{out: bufio.NewWriter(w), width: o.Width, bold: o.Bold}
	p.title(t.Title())
	if len(t.Projects) == 0 {
		p.paragraph(report.NoProjects(t.Query, t.Catalogue), 0)
		return p.out.Flush() // the first error of all writes
	}
	l := layTimeline(t, o.Width)
	p.strong(l.row("NUMBER", "TITLE", t.Axis(l.bars), "ENDS"))
	for i := range t.Projects {
		x := &t.Projects[i].Project
		p.line(l.row(legible.Line(x.NumberShown()), legible.Line(x.Title), t.Bar(x.Duration, l.bars), ends(x.Duration)))
	}
	mark := strings.Repeat(" ", t.Position(t.AsOf, l.bars)) + "▲"
	if room := l.bars - t.Position(t.AsOf, l.bars) - 1; room >= len(" as of") {
		mark += " as of"
	}
	p.line(l.row("", "", mark, ""))
	p.line("")
	for _, n := range timelineNotes(t) {
		p.paragraph(n, 0)
	}
	return p.out.Flush() // the first error of all writes
}

// timelineLayout is the widths of the columns of a timeline.
type timelineLayout struct{ number, title, bars, ends int }

func layTimeline(t report.Timeline, width int) timelineLayout {
	l, longest := timelineLayout{number: 6, ends: 8}, 0
	for i := range t.Projects {
		p := &t.Projects[i].Project
		l.number = max(l.number, measure.Width(legible.Line(p.NumberShown())))
		l.ends = max(l.ends, measure.Width(ends(p.Duration)))
		longest = max(longest, measure.Width(legible.Line(p.Title)))
	}
	room := width - l.number - l.ends - 3*gap
	l.title = min(longest, mostTitle, room*2/5)
	l.bars = min(room-l.title, mostBars)
	if years := t.Last.Year() - t.First.Year() + 1; l.bars >= 2*years {
		l.bars -= l.bars % years // so that all years are equally wide
		l.title = min(longest, room-l.bars)
	}
	if l.bars < leastBars {
		l.title, l.bars = 0, max(room+gap, 8)
	}
	return l
}

func (l timelineLayout) row(number, title, bar, ends string) string {
	between := strings.Repeat(" ", gap)
	s := fit(number, l.number, false) + between
	if l.title > 0 {
		s += fit(title, l.title, false) + between
	}
	return s + fit(bar, l.bars, false) + between + ends
}

func ends(d portfolio.Duration) string {
	end := portfolio.Month{Date: d.End}.Shown()
	if d.EndAssumed {
		end += " (assumed)"
	}
	return end
}

func timelineNotes(t report.Timeline) []string {
	notes := []string{"█ runs   ▓ as-of day   ┃ over, or only its last day is known   · unknown"}
	if soon := t.EndingSoon(); len(soon) > 0 {
		var names []string
		for _, p := range soon {
			names = append(names, p.Number+" "+portfolio.Month{Date: p.Duration.End}.Shown())
		}
		notes = append(notes, "ends "+report.Soon(t.AsOf).Shown()+": "+strings.Join(names, ", "))
	}
	for i := range t.Projects {
		if t.Projects[i].Provisional {
			return append(notes, "* a provisional number: the document gives none yet.")
		}
	}
	return notes
}
