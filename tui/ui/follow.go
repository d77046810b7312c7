package ui

// Now returns where a line of a list stands after the list was loaded again; ok is false if it is
// gone.
type Now func(at int) (line int, ok bool)

// Renumbered returns where the lines of a list stand by now. The keys of its lines, before and
// after, tell which is which.
func Renumbered(was, is []string) Now {
	places := make(map[string]int, len(is))
	for i, key := range is {
		if _, twice := places[key]; !twice {
			places[key] = i
		}
	}
	return func(at int) (int, bool) {
		if at < 0 || at >= len(was) {
			return 0, false
		}
		i, ok := places[was[at]]
		return i, ok
	}
}

// Follow keeps the selection on its line, and the lines in sight, after a list was loaded again. At
// the top of the list it stays there, so that a new first line is seen.
func (c *Cursor) Follow(now Now) {
	at, ok := now(c.At)
	if !ok {
		return
	}
	if top, ok := now(c.Top); c.Top > 0 {
		if !ok {
			top = c.Top + at - c.At
		}
		c.Top = max(top, 0)
	}
	c.At = at
}

// Follow keeps the selection on its stop after a text was made again.
func (s *Anchors) Follow(now Now) {
	if sel, ok := now(s.Sel); ok {
		s.Sel = sel
	}
}
