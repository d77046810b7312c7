package exchange

import (
	"fmt"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// ClockFacts is what a copy knows of its machine's clock.
type ClockFacts struct {
	Now      portfolio.Date // by the clock
	Document portfolio.Date // of the document
	Newest   portfolio.Date // the latest day on which anything was received; 0 for none
	// Made and Received are of the last change of this copy that headquarters
	// has received: by this machine's clock, and by headquarters'. 0 for none.
	Made, Received portfolio.Date
}

// Fault says why the machine's clock, or a day that was received, is far off;
// empty if nothing speaks against it.
func (f *ClockFacts) Fault() string {
	says := "this machine's clock says " + f.Now.Shown()
	switch {
	case f.Now < f.Document:
		return says + ", which is before the document"
	case f.Newest > f.Now.AddDays(1):
		return says + ", and changes here were received on " + f.Newest.Shown()
	case f.Received.Known() && f.Made > f.Received.AddDays(1) && f.Now.AddDays(1) >= f.Made:
		return fmt.Sprintf("%s, and headquarters received on %s what was dated %s here", says, f.Received.Shown(),
			f.Made.Shown())
	}
	return ""
}

// ClockError says, before something is saved for the first time, that the
// machine's clock is far off.
type ClockError struct{ Fault string }

// Error returns one sentence.
func (e *ClockError) Error() string {
	return e.Fault + ", so nothing is saved yet; saved again, it gets that date"
}

// Remedy is to set the clock.
func (*ClockError) Remedy() fault.Remedy { return fault.Remedy{Action: fault.SetClock} }

// LastChange is the last change of a copy that was received here.
type LastChange struct {
	Change portfolio.Change
	Day    portfolio.Date // on which it was received
}

// PartnerClock is what the last change of another copy shows of its clock.
type PartnerClock struct {
	Office   string
	Made     portfolio.Date // by its clock
	Received portfolio.Date // here
	// Over is the latest day on which a change that it supersedes was made, by
	// that author's clock; 0 for none.
	Over portfolio.Date
}

// lately is how long a change that was received is evidence of a clock: it may
// have been set since.
const lately = 30 * 24 * time.Hour

// Fault says why the clock of the other copy, or the one here, is far off; empty
// if nothing speaks against it, or what does came long ago.
func (p *PartnerClock) Fault(here *ClockFacts) string {
	dated := p.Office + " has dated a change " + p.Made.Shown()
	switch {
	case !p.Made.Known() || here.Now < here.Document || p.Received < portfolio.DateOf(here.Now.Time().Add(-lately)):
		return ""
	case p.Made < here.Document:
		return dated + ", before the document: its clock is wrong"
	case p.Made > p.Received.AddDays(1):
		return fmt.Sprintf("%s that was received here on %s: one of the two clocks is wrong", dated, p.Received.Shown())
	case p.Over > p.Made.AddDays(1):
		return fmt.Sprintf("%s that supersedes one of %s: one of the two clocks is wrong", dated, p.Over.Shown())
	}
	return ""
}

// DoubtfulDay is a day on which changes are said to have been received, and
// which cannot be right.
type DoubtfulDay struct {
	Day     portfolio.Date
	Changes int
	Why     string // the end of a sentence
}

// Sentence says how many changes it concerns, and why.
func (d DoubtfulDay) Sentence() string {
	verb := "were"
	if d.Changes == 1 {
		verb = "was"
	}
	return fmt.Sprintf("%s %s received on %s, which cannot be right: %s", portfolio.CountOf(d.Changes, "change"), verb,
		d.Day.Shown(), d.Why)
}

// DaysNote returns a sentence about days that cannot be right, for a look at the
// past, which rests on them; empty for none.
func DaysNote(days []DoubtfulDay) fault.Remark {
	n := 0
	for _, d := range days {
		n += d.Changes
	}
	if n == 0 {
		return fault.Remark{}
	}
	verb := "have days"
	if n == 1 {
		verb = "has a day"
	}
	return fault.Remark{Text: fmt.Sprintf("%s %s of receipt that cannot be right, such as %s: %%s",
		portfolio.CountOf(n, "change"), verb, days[0].Day.Shown()), Remedy: fault.Remedy{Action: fault.CheckDays}}
}
