package tui

import "slices"

// stops is a place in a text some lines of which can be selected. Where there
// is no further one in sight, the text scrolls.
type stops struct {
	sel int // the selected one
	top int // the first line that is shown
}

// move moves the selection among stops at some lines of n.
func (s *stops) move(to step, at []int, n, page int) {
	switch to {
	case stepUp, stepDown:
		s.step(map[step]int{stepUp: -1, stepDown: 1}[to], at, n, page)
	case pageUp, pageDown:
		s.top += map[step]int{pageUp: -page, pageDown: page}[to]
		s.hold(n, page)
		s.nearest(at, page)
		if s.top == 0 && to == pageUp {
			s.sel = 0
		}
	case toFirst:
		*s = stops{}
	case toLast:
		s.sel, s.top = max(len(at)-1, 0), n
		s.hold(n, page)
	}
}

func (s *stops) step(by int, at []int, n, page int) {
	next := s.sel + by
	if next >= 0 && next < len(at) && s.sees(at[next], page) {
		s.sel = next
		return
	}
	s.top += by
	s.hold(n, page)
	if next >= 0 && next < len(at) && s.sees(at[next], page) {
		s.sel = next
	}
}

func (s *stops) sees(line, page int) bool { return line >= s.top && line < s.top+page }

// nearest selects a stop in sight if the selected one is not.
func (s *stops) nearest(at []int, page int) {
	if s.sel < len(at) && s.sees(at[s.sel], page) {
		return
	}
	for i, line := range at {
		if s.sees(line, page) {
			s.sel = i
			return
		}
	}
}

// show brings a stop into sight and selects it.
func (s *stops) show(i int, at []int, n, page int) {
	s.sel = i
	if !s.sees(at[i], page) {
		s.top = at[i] - page/2
	}
	s.hold(n, page)
}

// keep brings selection and what is shown back into the text.
func (s *stops) keep(at []int, n, page int) {
	s.sel = max(min(s.sel, len(at)-1), 0)
	s.hold(n, page)
}

func (s *stops) hold(n, page int) { s.top = max(min(s.top, n-page), 0) }

// seen returns the lines in sight, the selected one marked.
func (s *stops) seen(lines []string, at []int, page int) []string {
	out := slices.Clone(lines[min(s.top, len(lines)):min(s.top+page, len(lines))])
	if s.sel < len(at) && s.sees(at[s.sel], page) && at[s.sel] < len(lines) {
		out[at[s.sel]-s.top] = mark(out[at[s.sel]-s.top])
	}
	return out
}

// mark puts the marker of the selection into the first cell of a line.
func mark(line string) string {
	if len(line) > 0 && line[0] == ' ' {
		return "»" + line[1:]
	}
	return line
}

// stopAt returns the last stop at or above a line.
func stopAt(at []int, line int) (int, bool) {
	i := -1
	for j, l := range at {
		if l <= line {
			i = j
		}
	}
	return i, i >= 0
}
