package tui

import "fieldfolio/portfolio"

// View draws the values side by side, and the choices.
func (c *conflict) View() string {
	return c.draw(&c.face, []string{c.caption()}, c.settled, c.shown)
}

// settled says that there is nothing to settle.
func (c *conflict) settled() []string {
	if c.of != nil {
		return nil
	}
	return []string{"There is nothing to settle any more."}
}

func (c *conflict) caption() string {
	if c.prompt.open {
		text, _ := c.prompt.line(c.face.width)
		return text
	}
	if c.of == nil {
		return " " + labelOf(portfolio.KindOf(c.record), c.field)
	}
	name := clean(c.of.Name) + "   " + lower(labelOf(c.of.Kind, c.field))
	return sides(" "+c.face.look.title.Render(name), "changed without knowledge of one another", c.face.width)
}

func (c *conflict) page() int { return max(c.face.height-1, 1) }

// list returns the values with the choices below them, and the lines at which
// choices begin.
func (c *conflict) list() (lines []string, at []int) {
	if c.of == nil {
		return nil, nil
	}
	lines = append(c.values(), "")
	for _, text := range c.choices() {
		at = append(at, len(lines))
		lines = append(lines, indent(wrap(shownText(text), c.face.width-gutterWidth-1), gutterWidth)...)
	}
	return lines, at
}

// shown returns the lines from the first one in sight, with the choice
// marked.
func (c *conflict) shown() []string {
	lines, at := c.list()
	return c.stops.seen(lines, at, c.page())
}

// values returns the candidates side by side, one under the other where there
// is no room, and what was there before.
func (c *conflict) values() []string {
	s := newSheet(c.face)
	s.lines = []string{""}
	n := len(c.of.Candidates)
	each := s.room()/n - columnGap
	if each < 18 {
		for _, x := range c.of.Candidates {
			s.row("Value", shownText(c.value(x.Value)), "")
			s.under(by(x.By), s.face.look.muted)
		}
	} else {
		c.beside(s, "", each, func(x portfolio.Candidate) string { return clean(candidateOf(c.of, x)) })
		c.beside(s, "Value", each, func(x portfolio.Candidate) string { return shownText(c.value(x.Value)) })
		c.beside(s, "By", each, func(x portfolio.Candidate) string { return clean(x.By.Person) })
		c.beside(s, "When", each, func(x portfolio.Candidate) string { return portfolio.Moment(x.By.At).Shown() })
		c.beside(s, "Reason", each, func(x portfolio.Candidate) string { return clean(x.By.Reason) })
		s.lines = append(s.lines, "")
	}
	s.row("Before", shownText(c.value(c.of.Before)), "")
	meanwhile := "Shown meanwhile"
	if width(meanwhile) >= s.label {
		meanwhile = "Meanwhile"
	}
	s.row(meanwhile, shownText(c.value(c.of.Candidates[0].Value)), "the same at every office")
	return s.lines
}

// candidateOf returns whose value it is: the office, or the person where all
// are of one office.
func candidateOf(c *portfolio.Conflict, x portfolio.Candidate) string {
	for _, other := range c.Candidates {
		if other.By.Office() != x.By.Office() {
			return x.By.Office()
		}
	}
	return x.By.Person
}

// beside adds what the candidates have in one respect, side by side, if any
// has something.
func (c *conflict) beside(s *sheet, label string, w int, of func(portfolio.Candidate) string) {
	high := 0
	texts := make([][]string, len(c.of.Candidates))
	for i, x := range c.of.Candidates {
		if text := of(x); text != "" {
			texts[i] = wrap(text, w)
		}
		high = max(high, len(texts[i]))
	}
	for line := range high {
		text := blanks(gutterWidth) + left(label, s.label)
		for _, t := range texts {
			part := ""
			if line < len(t) {
				part = t[line]
			}
			text += left(part, w+columnGap)
		}
		s.lines, label = append(s.lines, text), ""
	}
}
