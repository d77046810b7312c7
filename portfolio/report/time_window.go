package report

import (
	"fmt"
	"strings"
	"time"

	"fieldfolio/portfolio"
)

// Zoom is the scale of a timeline.
type Zoom int

// The scales, from coarse to fine.
const (
	ZoomYear    Zoom = iota // two cells a year
	ZoomQuarter             // one cell a quarter
	ZoomMonth               // two cells a month
)

// String returns the unit for people.
func (z Zoom) String() string { return [...]string{"year", "quarter", "month"}[z] }

// months returns the length of a unit; cells returns its width in cells.
func (z Zoom) months() int { return [...]int{12, 3, 1}[z] }
func (z Zoom) cells() int  { return [...]int{2, 1, 2}[z] }

// TimeWindow is the period in which durations are drawn.
type TimeWindow struct {
	Zoom  Zoom
	First portfolio.Date // first day of a unit
	Cells int            // at least one
	AsOf  portfolio.Date
}

// WindowAround returns the window with the given number of cells that has the
// as-of date at three fifths of its width, so that more of the past than of the
// future is seen.
func WindowAround(asOf portfolio.Date, z Zoom, cells int) TimeWindow {
	w := TimeWindow{Zoom: z, Cells: max(cells, 1), AsOf: asOf}
	return w.from(asOf, -w.units()*3/5)
}

// units returns the number of units in the window, at least 1.
func (w TimeWindow) units() int { return max(w.Cells/w.Zoom.cells(), 1) }

// The years in which a window may start.
const (
	firstWindowYear = 1000
	lastWindowYear  = 9000
)

// from returns the window that starts some units after the one with d.
func (w TimeWindow) from(d portfolio.Date, units int) TimeWindow {
	m := w.Zoom.months()
	month := int(d/100%100) - 1
	start := d.Year()*12 + month/m*m + units*m
	start = min(max(start, firstWindowYear*12), lastWindowYear*12)
	w.First = portfolio.Date(start/12*10_000 + (start%12+1)*100 + 1)
	return w
}

// Moved returns the window moved by quarters of its width: later, or earlier if
// by is negative.
func (w TimeWindow) Moved(by int) TimeWindow { return w.from(w.First, by*max(w.units()/4, 1)) }

// Zoomed returns the window with another scale and the same middle.
func (w TimeWindow) Zoomed(z Zoom) TimeWindow {
	middle := w.First.AddMonths(w.units() * w.Zoom.months() / 2)
	w.Zoom = z
	return w.from(middle, -w.units()/2)
}

// Wide returns the window with another number of cells.
func (w TimeWindow) Wide(cells int) TimeWindow {
	w.Cells = max(cells, 1)
	return w
}

// Column returns the cell of a date: negative before the window, Cells or more
// after it.
func (w TimeWindow) Column(d portfolio.Date) int {
	m := w.Zoom.months()
	passed := (d.Year()-w.First.Year())*12 + int(d/100%100) - int(w.First/100%100)
	unit := passed / m
	if passed < 0 {
		unit = (passed - m + 1) / m
	}
	start := w.First.AddMonths(unit * m)
	length := portfolio.Days(start, start.AddMonths(m)) - 1
	return unit*w.Zoom.cells() + int((portfolio.Days(start, d)-1)*int64(w.Zoom.cells())/length)
}

// Bar draws a duration in the cells of the window, as Timeline.Bar does; one
// outside the window has a sign at the side where it lies.
func (w TimeWindow) Bar(d portfolio.Duration) string { return drawBar(d, w.AsOf, w.Cells, w.Column) }

// Axis returns the labels above the bars: each year at its first day and, with
// ZoomMonth, the quarters.
func (w TimeWindow) Axis() string {
	axis := []rune(strings.Repeat(" ", w.Cells))
	step := 1
	if w.Zoom == ZoomYear {
		step = 2
	}
	for y := w.First.Year(); ; y++ {
		first := portfolio.YearDays(y).First
		if w.Column(first) >= w.Cells {
			break
		}
		if y%step != 0 {
			continue
		}
		w.label(axis, first, fmt.Sprintf("'%02d", y%100))
		for m := time.April; w.Zoom == ZoomMonth && m <= time.October; m += 3 {
			w.label(axis, first.AddMonths(int(m)-1), m.String()[:3])
		}
	}
	return strings.TrimRight(string(axis), " ")
}

func (w TimeWindow) label(axis []rune, at portfolio.Date, text string) {
	if c := w.Column(at); c >= 0 && c+len(text) <= len(axis) {
		copy(axis[c:], []rune(text))
	}
}
