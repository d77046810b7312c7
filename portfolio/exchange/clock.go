package exchange

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"fieldfolio/portfolio"
)

// ClockDay is a day as a copy's clock said it: the smallest and largest number,
// and the number, of the changes that it made then.
type ClockDay struct {
	Day         portfolio.Date
	First, Last int64
	Changes     int64
	WrongTo     int64 // the largest number up to which a person has said that it was wrong; 0 for none
}

// Clock is the days that a copy's clock said.
type Clock struct{ wrongTo map[portfolio.Date]int64 } // the numbers up to which it was wrong

// NewClock returns the clock of the days that it said, each once, in any order.
// A copy numbers its changes as it makes them, so the days have to follow one
// another as the numbers do. Where they do not, the days that fit together and
// have the most changes count as right. Clocks that differ by a day, such as
// around midnight, fit together. Days before the first one that is possible, or
// after the last one, fit with none.
func NewClock(days []ClockDay, first, last portfolio.Date) Clock {
	c := Clock{wrongTo: map[portfolio.Date]int64{}}
	days = slices.SortedFunc(slices.Values(days), func(a, b ClockDay) int { return cmp.Compare(a.Day, b.Day) })
	days = slices.DeleteFunc(days, func(d ClockDay) bool {
		if out := d.Day < first || d.Day > last.AddDays(1); out {
			c.wrongTo[d.Day] = math.MaxInt64
			return true
		}
		if d.WrongTo > 0 {
			c.wrongTo[d.Day] = d.WrongTo
		}
		return d.WrongTo >= d.Last
	})
	for i := range days {
		days[i].First = max(days[i].First, days[i].WrongTo+1)
	}
	if inOrder(days) {
		return c
	}
	right := longest(days)
	for i := range days {
		if !right[i] {
			c.wrongTo[days[i].Day] = math.MaxInt64
		}
	}
	return c
}

// Wrong reports whether a copy's clock cannot have been right when it said a day
// for the change with a number: changes with smaller numbers were made on later
// days, or the reverse, or a person has said so.
func (c Clock) Wrong(day portfolio.Date, n int64) bool {
	to, is := c.wrongTo[day]
	return is && n <= to
}

// DoubtfulDays returns the days for which Wrong is true of some number, in order.
func (c Clock) DoubtfulDays() []portfolio.Date { return slices.Sorted(maps.Keys(c.wrongTo)) }

// fits reports whether a day can come before a later one.
func fits(before, after *ClockDay) bool {
	return before.Last < after.First || before.Day.AddDays(1) >= after.Day
}

// inOrder reports whether all days fit together.
func inOrder(days []ClockDay) bool {
	var last int64 // the largest number of the days more than one before
	for i, j := 0, 0; i < len(days); i++ {
		for ; days[j].Day.AddDays(1) < days[i].Day; j++ {
			last = max(last, days[j].Last)
		}
		if last >= days[i].First {
			return false
		}
	}
	return true
}

// longest returns which days, in order, fit together and have the most changes.
func longest(days []ClockDay) []bool {
	sum, before := make([]int64, len(days)), make([]int, len(days))
	best := 0
	for i := range days {
		before[i] = -1
		for j := range i {
			if fits(&days[j], &days[i]) && sum[j] > sum[i] {
				sum[i], before[i] = sum[j], j
			}
		}
		if sum[i] += days[i].Changes; sum[i] > sum[best] {
			best = i
		}
	}
	right := make([]bool, len(days))
	for i := best; i >= 0 && len(days) > 0; i = before[i] {
		right[i] = true
	}
	return right
}

// Received is what is known of the day on which a change reached headquarters,
// or this copy if no receipt says when.
type Received struct {
	Day       portfolio.Date
	Made      portfolio.Date // by the author's clock
	Document  portfolio.Date // of the document, before which nothing was received
	Today     portfolio.Date // by this copy's clock
	Corrected bool           // a person has corrected the day
	Wrong     bool           // the clock that said the day cannot have been right
}

// Doubt says why the day cannot be right, as the end of a sentence; empty if
// nothing speaks against it, or a person has corrected it. A day more or less is
// no reason: offices are in all time zones.
func (r *Received) Doubt() string {
	switch {
	case r.Corrected || !r.Day.Known():
		return ""
	case r.Day < r.Document:
		return "it is before the document, " + r.Document.Shown()
	case r.Day > r.Today.AddDays(1):
		return "it is after today"
	case r.Made > r.Day.AddDays(1):
		return "the change was made later, on " + r.Made.Shown() + " by its author's clock"
	case r.Wrong:
		return "changes received later have earlier days, or the reverse"
	}
	return ""
}
