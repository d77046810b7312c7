//go:build linux

package tui

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
)

// blockTarget is the maximum time that a key may keep the next one waiting.
const blockTarget = 50 * time.Millisecond

// BenchmarkWire prints what keys cost on the wire, and how long they keep the
// next one waiting, on real views, with the portfolio of the document and with
// 100,000 projects:
//
//	go test -run - -bench Wire -benchtime 1x ./tui
//
// FIELDFOLIO_WIRE=NAME prints also what was sent for the rows whose name has it.
func BenchmarkWire(b *testing.B) {
	for _, p := range []struct {
		name string
		doc  func() (*portfolio.Document, error)
	}{{"69", seed.Document}, {"100000", func() (*portfolio.Document, error) { return seed.Synthetic(100_000, 1), nil }}} {
		b.Run(p.name, func(b *testing.B) {
			doc, err := p.doc()
			if err != nil {
				b.Fatal(err)
			}
			store := wireStore(b, doc)
			newWireSession(b, store, 80, 24, false).press("enter") // first steps are shown once
			for _, s := range []struct {
				name string
				w, h int
				slow bool
			}{{"80x24", 80, 24, false}, {"slow", 80, 24, true}, {"40x12", 40, 12, false}, {"120x40", 120, 40, false}} {
				b.Run(s.name, func(b *testing.B) {
					t := wireTable{show: os.Getenv("FIELDFOLIO_WIRE")}
					t.measure(newWireSession(b, store, s.w, s.h, s.slow))
					_, _ = fmt.Printf("\n%s projects, %s\n%s", p.name, s.name, t.String()) // b.Log cuts it short
				})
			}
		})
	}
}

// wireTable is the rows of one session.
type wireTable struct {
	rows []string
	show string // which rows show what was sent
}

// String returns the rows below a head.
func (t *wireTable) String() string {
	head := fmt.Sprintf("%-26s %6s %6s %6s %6s %6s %9s\n", "", "bytes", "most", "target", "×text", "×cells", "blocked")
	return head + strings.Join(t.rows, "\n") + "\n"
}

// add adds a row of keys that do the same: the middle and the most bytes.
func (t *wireTable) add(name string, target float64, costs ...wireCost) {
	if len(costs) == 0 {
		return
	}
	slices.SortFunc(costs, func(a, b wireCost) int { return a.bytes - b.bytes })
	middle, most := costs[len(costs)/2], costs[len(costs)-1]
	text, cells, limit := "", "", strconv.FormatFloat(target, 'f', -1, 64)
	over := float64(middle.bytes) > target
	if target < 2 {
		n := visible(middle.after)
		text = fmt.Sprintf("%.2f", float64(middle.bytes)/float64(max(n, 1)))
		cells = fmt.Sprintf("%.2f", float64(middle.bytes)/float64(max(inkedCells(middle.after), 1)))
		over = float64(middle.bytes) > target*float64(n)
		limit = "×" + limit
	}
	blocked := time.Duration(0)
	for _, c := range costs {
		blocked = max(blocked, c.blocked)
	}
	says := ""
	if over {
		says = "over"
	}
	if blocked >= blockTarget {
		says += " slow"
	}
	t.rows = append(t.rows, fmt.Sprintf("%-26s %6d %6d %6s %6s %6s %6.1f ms %s", name, middle.bytes, most.bytes, limit, text, cells, float64(blocked.Microseconds())/1000, says))
	if t.show != "" && strings.Contains(name, t.show) {
		t.rows = append(t.rows, fmt.Sprintf("%q", middle.sent))
	}
}

// measure presses the keys of every view.
func (t *wireTable) measure(s *wireSession) {
	t.add("first paint", firstTarget, s.first)
	if t.show != "" {
		t.rows = append(t.rows, s.first.after...)
	}
	for i, v := range s.model.root.Views {
		name := v.Name
		if i > 0 {
			t.add(name+": show", pageTarget, s.press(strconv.Itoa(i+1)))
		}
		t.moves(s, name)
		t.opens(s, name)
		t.search(s, name)
	}
	t.pickers(s)
	t.form(s)
	idle := s.measure(func() { time.Sleep(time.Second) })
	t.add("idle", 0, idle)
}

// moves presses the keys that move, and tells a moved selection from a scrolled
// list by how many lines differ. Sideways a timeline always moves as a whole.
func (t *wireTable) moves(s *wireSession, name string) {
	costs := map[string][]wireCost{}
	press := func(key string, times int) {
		for range times {
			c := s.press(key)
			switch n := c.differing(); {
			case n == 0:
			case n > 2, name == "Timeline" && (key == "right" || key == "left"):
				costs["scroll "+key] = append(costs["scroll "+key], c)
			default:
				costs["select "+key] = append(costs["select "+key], c)
			}
		}
	}
	for range 3 {
		press("right", 1)
		press("left", 1)
	}
	press("down", 4)
	s.press(strings.Repeat("j", s.model.root.Height))
	press("down", 4)
	press("up", 4)
	for _, key := range []string{"down", "up"} {
		t.add(name+": select "+key, selectTarget, costs["select "+key]...)
		t.add(name+": scroll "+key, scrollTarget, costs["scroll "+key]...)
	}
	for _, key := range []string{"right", "left"} { // a timeline moves, a row of a tree is closed
		t.add(name+": select "+key, selectTarget, costs["select "+key]...)
		t.add(name+": paint "+key, pageTarget, costs["scroll "+key]...)
	}
	s.press("home")
	for _, key := range []string{"pgdown", "pgdown", "pgup", "end"} {
		if c := s.press(key); c.differing() > 2 {
			costs["page"] = append(costs["page"], c)
		}
	}
	t.add(name+": page", pageTarget, costs["page"]...)
	s.press("home")
}

// opens opens what is selected, and why a figure is so.
func (t *wireTable) opens(s *wireSession, name string) {
	for _, o := range []struct{ key, what string }{{"enter", "open"}, {"w", "why"}} {
		c := s.press(o.key)
		if c.differing() < 3 {
			continue
		}
		t.add(name+": "+o.what, openTarget, c)
		t.add(name+": back", pageTarget, s.press("esc"))
	}
}

// search types into the line of search.
func (t *wireTable) search(s *wireSession, name string) {
	c := s.press("/")
	if s.model.root.Typing() == nil {
		return
	}
	t.add(name+": search", openTarget, c)
	var letters, results []wireCost
	for _, l := range []string{"d", "r", "u", "g"} {
		before, with := s.typed(l)
		letters, results = append(letters, before), append(results, with)
	}
	t.add(name+": letter", letterTarget, letters...)
	t.add(name+": results", pageTarget, results...)
	asked, start := s.src.asked.Load(), time.Now()
	for range 12 {
		s.term.write("x")
		time.Sleep(25 * time.Millisecond)
	}
	took := time.Since(start)
	t.rows = append(t.rows, fmt.Sprintf("%-26s %6d questions in %d ms", name+": typing fast", s.src.asked.Load()-asked, took.Milliseconds()))
	s.settle(0)
	s.press("esc")
}

// pickers opens what is chosen from.
func (t *wireTable) pickers(s *wireSession) {
	for _, p := range []struct{ view, key, what string }{{"2", "s", "Portfolio: sort"}, {"3", "r", "Breakdown: rows"}, {"2", ":", "palette"}, {"2", "?", "help"}} {
		s.press(p.view)
		if c := s.press(p.key); c.differing() > 2 {
			t.add(p.what, openTarget, c)
			s.press("esc")
		}
	}
}

// form types into a form.
func (t *wireTable) form(s *wireSession) {
	s.press("2")
	s.press("enter")
	t.add("form", openTarget, s.press("E"))
	s.press("down")
	var letters []wireCost
	for _, l := range []string{"d", "r", "u", "g"} {
		letters = append(letters, s.press(l))
	}
	t.add("form: letter", letterTarget, letters...)
}
