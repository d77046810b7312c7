package sync

import (
	"context"
	"fmt"
	"time"

	"fieldfolio/portfolio"
)

// turnClock sets the clock of some copy: one in four times headquarters', to
// 2031, to 1970, or right again; or headquarters corrects a day.
func (w *world) turnClock() {
	s := w.sites[w.clocks.IntN(len(w.sites))]
	switch w.clocks.IntN(4) {
	case 0:
		s = w.hq()
		fallthrough
	case 1:
		year := []int{1970, 2031, 0}[w.clocks.IntN(3)]
		if s.mem.offset = 0; year > 0 {
			s.mem.offset = time.Date(year, 1, 3, 0, 0, 0, 0, time.UTC).Sub(w.clock)
		}
		w.note("the clock of %s is set to %s", s.name(), portfolio.DateOf(s.mem.Now()).Plain())
	default:
		w.correct(func(portfolio.Date) bool { return w.clocks.IntN(4) == 0 })
	}
}

// correct lets a person at headquarters correct some days, to a day at random.
func (w *world) correct(which func(portfolio.Date) bool) {
	hq := w.hq().mem
	days := map[portfolio.Date]bool{}
	var ids []portfolio.ID
	for _, a := range hq.arrivals { // in an order that does not depend on a map
		ids = append(ids, a.Change.ID)
	}
	asides, _ := hq.Asides()
	for _, a := range asides {
		ids = append(ids, a.Change.ID)
	}
	for _, id := range ids {
		day := hq.dayOf(id)
		if days[day] || !which(day) {
			continue
		}
		days[day] = true
		to := portfolio.DateOf(w.clock).AddDays(-w.clocks.IntN(3))
		n, err := w.hq().CorrectDay(context.Background(), "A. Desk", Correction{Day: to, Days: []portfolio.Date{day}})
		w.note("headquarters corrects the day %s of %d changes to %s: %v", day.Plain(), n, to.Plain(), err)
	}
}

// wrongDay reports whether nothing can have been received on a day.
func (w *world) wrongDay(day portfolio.Date) bool {
	return day < w.cat.Document || day > portfolio.DateOf(w.hq().mem.Now())
}

// wrongDays says which changes still have a day that cannot be right, empty if
// none has: every copy tells the same past.
func (w *world) wrongDays() string {
	for _, s := range w.sites {
		for _, a := range s.mem.arrivals {
			j, _ := s.mem.Judgement(a.Change.ID)
			if j.Day.Known() && w.wrongDay(j.Day) && !unsure(&j) { // whose day does not count yet
				return fmt.Sprintf("%s has received %s on %s", s.name(), a.Change.ID, j.Day.Plain())
			}
		}
	}
	return ""
}
