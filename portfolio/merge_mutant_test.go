package portfolio_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"fieldfolio/portfolio"
)

// The mutants are merges that are broken on purpose: tests of the test above.

// forgetsLate settles heads when a change arrives, and forgets what an over
// says of a change that comes later.
type forgetsLate struct {
	shipped
	top map[string][]portfolio.ID // heads by record and field
	has map[portfolio.ID]bool
}

func newForgetsLate() merger {
	return &forgetsLate{shipped{map[string]*portfolio.Log{}}, map[string][]portfolio.ID{}, map[portfolio.ID]bool{}}
}

func (m *forgetsLate) add(c portfolio.Change) {
	m.shipped.add(c)
	if m.has[c.ID] {
		return
	}
	m.has[c.ID] = true
	for _, f := range append(slices.Clone(mergeFields), portfolio.FieldWithdrawn) {
		if _, ok := c.Setting(f); !ok && f != portfolio.FieldWithdrawn {
			continue
		}
		key := c.Target() + " " + f
		m.top[key] = slices.DeleteFunc(m.top[key], func(h portfolio.ID) bool { return slices.Contains(c.Over, h) })
		m.top[key] = append(m.top[key], c.ID)
		slices.SortFunc(m.top[key], portfolio.ID.Compare)
	}
}

func (m *forgetsLate) heads(record, field string) []portfolio.ID {
	return slices.DeleteFunc(slices.Clone(m.top[record+" "+field]), m.log(record).Held)
}

// lastByClock shows what was set last by the authors' clocks.
type lastByClock struct{ shipped }

func newLastByClock() merger { return &lastByClock{shipped{map[string]*portfolio.Log{}}} }

func (m *lastByClock) shown(record, field string) portfolio.FieldValue {
	s := m.log(record).State(field)
	v := s.Value
	last := s.By
	for _, h := range s.Heads {
		if set, ok := h.Setting(field); ok && h.At.After(last.At) {
			last, v = h, portfolio.FieldValue{Text: set.Value, Known: !set.Unset}
		}
	}
	return v
}

// dropsLoser keeps only the winner of a conflict.
type dropsLoser struct{ shipped }

func newDropsLoser() merger { return &dropsLoser{shipped{map[string]*portfolio.Log{}}} }

func (m *dropsLoser) add(c portfolio.Change) {
	m.shipped.add(c)
	for _, f := range mergeFields {
		if s := m.log(c.Target()).State(f); s.Conflict {
			kept := slices.DeleteFunc(slices.Clone(m.log(c.Target()).Changes()), func(x portfolio.Change) bool {
				return x.ID != s.By.ID && slices.ContainsFunc(s.Heads, func(h *portfolio.Change) bool { return h.ID == x.ID })
			})
			l := portfolio.NewLog(kept...)
			m.logs[c.Target()] = &l
		}
	}
}

// directOnly takes a change for dominated only if a head names it itself.
type directOnly struct{ shipped }

func newDirectOnly() merger { return &directOnly{shipped{map[string]*portfolio.Log{}}} }

func (m *directOnly) heads(record, field string) []portfolio.ID {
	l := m.log(record)
	over := map[portfolio.ID]bool{}
	var out []portfolio.ID
	for _, c := range l.Changes() {
		if _, ok := c.Setting(field); ok && !l.Held(c.ID) {
			for _, o := range c.Over {
				over[o] = true
			}
		}
	}
	for _, c := range l.Changes() {
		if _, ok := c.Setting(field); ok && !l.Held(c.ID) && !over[c.ID] {
			out = append(out, c.ID)
		}
	}
	return out
}

// TestMutants sees every broken merge caught within 1,000 schedules.
func TestMutants(t *testing.T) {
	for name, fresh := range map[string]func() merger{
		"forgets a late over": newForgetsLate, "last writer by clock": newLastByClock, "drops the loser": newDropsLoser, "over is not transitive": newDirectOnly,
	} {
		t.Run(name, func(t *testing.T) {
			for n := range 1000 {
				r := rand.New(rand.NewPCG(uint64(n), 1))
				if err := checkSchedule(newSchedule(r), r, fresh); err != nil {
					t.Logf("caught in schedule %d: %v", n, err)
					return
				}
			}
			t.Error("was not caught")
		})
	}
}
