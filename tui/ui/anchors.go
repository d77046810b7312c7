package ui

import "slices"

// Anchors is a selection in a text of which only some lines can be selected. Where there is no
// further one in sight, the text scrolls.
type Anchors struct {
	Sel int // index of the selected stop
	Top int // index of the first line in sight
}

// Move moves the selection. at are the lines that can be selected, of n in all.
func (s *Anchors) Move(to Step, at []int, n, page int) {
	switch to {
	case StepUp, StepDown:
		s.step(map[Step]int{StepUp: -1, StepDown: 1}[to], at, n, page)
	case PageUp, PageDown:
		s.Top += map[Step]int{PageUp: -page, PageDown: page}[to]
		s.hold(n, page)
		s.nearest(at, page)
		if s.Top == 0 && to == PageUp {
			s.Sel = 0
		}
	case toFirst:
		*s = Anchors{}
	case toLast:
		s.Sel, s.Top = max(len(at)-1, 0), n
		s.hold(n, page)
	}
}

func (s *Anchors) step(by int, at []int, n, page int) {
	next := s.Sel + by
	if next >= 0 && next < len(at) && s.Sees(at[next], page) {
		s.Sel = next
		return
	}
	s.Top += by
	s.hold(n, page)
	if next >= 0 && next < len(at) && s.Sees(at[next], page) {
		s.Sel = next
	}
}

func (s *Anchors) Sees(line, page int) bool { return line >= s.Top && line < s.Top+page }

// nearest selects a stop in sight if the selected one is not.
func (s *Anchors) nearest(at []int, page int) {
	if s.Sel < len(at) && s.Sees(at[s.Sel], page) {
		return
	}
	for i, line := range at {
		if s.Sees(line, page) {
			s.Sel = i
			return
		}
	}
}

// Show scrolls a stop into sight and selects it.
func (s *Anchors) Show(i int, at []int, n, page int) {
	s.Sel = i
	if !s.Sees(at[i], page) {
		s.Top = at[i] - page/2
	}
	s.hold(n, page)
}

// Keep brings the selection and the lines in sight back into the text.
func (s *Anchors) Keep(at []int, n, page int) {
	s.Sel = max(min(s.Sel, len(at)-1), 0)
	s.hold(n, page)
}

func (s *Anchors) hold(n, page int) { s.Top = max(min(s.Top, n-page), 0) }

// Seen returns the lines in sight, the selected one marked.
func (s *Anchors) Seen(lines []string, at []int, page int) []string {
	out := slices.Clone(lines[min(s.Top, len(lines)):min(s.Top+page, len(lines))])
	if s.Sel < len(at) && s.Sees(at[s.Sel], page) && at[s.Sel] < len(lines) {
		out[at[s.Sel]-s.Top] = Mark(out[at[s.Sel]-s.Top])
	}
	return out
}

// Mark puts the selection marker into the first cell of a line.
func Mark(line string) string {
	if len(line) > 0 && line[0] == ' ' {
		return "»" + line[1:]
	}
	return line
}

// StopAt returns the index of the last stop at or above a line, false if there is none.
func StopAt(at []int, line int) (int, bool) {
	i := -1
	for j, l := range at {
		if l <= line {
			i = j
		}
	}
	return i, i >= 0
}
