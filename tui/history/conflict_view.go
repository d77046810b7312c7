package history

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/sheet"
)

// View draws the values side by side, and the choices.
func (c *conflict) View() string {
	return c.Draw(&c.face, []string{c.caption()}, c.settled, c.shown)
}

// settled says that there is no conflict.
func (c *conflict) settled() []string {
	if c.of != nil {
		return nil
	}
	return []string{"There is nothing to settle any more."}
}

func (c *conflict) caption() string {
	if c.prompt.Open {
		text, _ := c.prompt.Line(&c.face)
		return text
	}
	if c.of == nil {
		return " " + provenance.LabelOf(portfolio.KindOf(c.record), c.field)
	}
	name := draw.Clean(c.of.Subject()) + "   " + provenance.InSentence(c.of.Kind, c.field)
	return c.face.Sides(" "+c.face.Styles.Title.Render(name), "changed without knowledge of one another", c.face.Width)
}

func (c *conflict) page() int { return max(c.face.Height-1, 1) }

// list returns the values with the choices below them, and the line at which each choice begins.
func (c *conflict) list() (lines []string, at []int) {
	if c.of == nil {
		return nil, nil
	}
	lines = append(c.values(), "")
	for _, text := range c.choices() {
		at = append(at, len(lines))
		lines = append(lines, c.face.Paragraph(draw.ShownText(text))...)
	}
	return lines, at
}

// shown returns the lines in sight, with the selected choice marked.
func (c *conflict) shown() []string {
	lines, at := c.list()
	return c.anchors.Seen(lines, at, c.page())
}

// values draws the candidates side by side, or one below the other where there is no room, and the
// value before the conflict.
func (c *conflict) values() []string {
	s := sheet.New(c.face)
	s.Lines = []string{""}
	n := len(c.of.Candidates)
	each := s.Room()/n - draw.ColumnGap
	if each < 18 {
		for _, x := range c.of.Candidates {
			s.Row("Value", draw.ShownText(c.value(x.Value)), "")
			s.Under(edit.By(x.By), s.Face.Styles.Muted)
		}
	} else {
		c.beside(s, "", each, func(x provenance.Candidate) string { return draw.Clean(edit.CandidateOf(c.of, x)) })
		c.beside(s, "Value", each, func(x provenance.Candidate) string { return draw.ShownText(c.value(x.Value)) })
		c.beside(s, "By", each, func(x provenance.Candidate) string { return draw.Clean(x.By.Person) })
		c.beside(s, "When", each, func(x provenance.Candidate) string { return portfolio.Moment(x.By.At).Shown() })
		c.beside(s, "Reason", each, func(x provenance.Candidate) string { return draw.Clean(x.By.Reason) })
		s.Lines = append(s.Lines, "")
	}
	s.Row("Before", draw.ShownText(c.value(c.of.Before)), "")
	meanwhile := "Shown meanwhile"
	if c.face.Cells(meanwhile) >= s.Label {
		meanwhile = "Meanwhile"
	}
	s.Row(meanwhile, draw.ShownText(c.value(c.of.Candidates[0].Value)), "the same at every office")
	return s.Lines
}

// beside adds a row with one detail of each candidate, unless all are empty.
func (c *conflict) beside(s *sheet.Drawing, label string, w int, of func(provenance.Candidate) string) {
	high := 0
	texts := make([][]string, len(c.of.Candidates))
	for i, x := range c.of.Candidates {
		if text := of(x); text != "" {
			texts[i] = c.face.Wrap(text, w)
		}
		high = max(high, len(texts[i]))
	}
	for line := range high {
		text := draw.Blanks(draw.GutterWidth) + c.face.Left(label, s.Label)
		for _, t := range texts {
			part := ""
			if line < len(t) {
				part = t[line]
			}
			text += c.face.Left(part, w+draw.ColumnGap)
		}
		s.Lines, label = append(s.Lines, text), ""
	}
}
