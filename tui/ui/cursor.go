package ui

// Step is a movement in a list.
type Step int

const (
	StepUp Step = iota
	StepDown
	PageUp
	PageDown
	toFirst
	toLast
)

// Cursor is a selection in a list of n lines of which a page is in sight. The zero value is the
// first line.
type Cursor struct {
	At  int // index of the selected line
	Top int // index of the first line in sight
}

// Move moves the selection; moving by a page scrolls too.
func (c *Cursor) Move(s Step, n, page int) {
	page = max(page, 1)
	switch s {
	case StepUp:
		c.At--
	case StepDown:
		c.At++
	case PageUp:
		c.At, c.Top = c.At-page, c.Top-page
	case PageDown:
		c.At, c.Top = c.At+page, c.Top+page
	case toFirst:
		c.At = 0
	case toLast:
		c.At = n - 1
	}
	c.Keep(n, page)
}

// Keep brings the selection and the lines in sight back into the list.
func (c *Cursor) Keep(n, page int) {
	page = max(page, 1)
	c.At = max(min(c.At, n-1), 0)
	c.Top = min(c.Top, c.At, max(n-page, 0))
	c.Top = max(c.Top, c.At-page+1, 0)
}

// Rows returns the lines in sight, each behind its gutter.
func (c *Cursor) Rows(n, page int, line func(at int) string) []string {
	var out []string
	for at := c.Top; at < min(c.Top+page, n); at++ {
		out = append(out, Gutter(at == c.At)+line(at))
	}
	return out
}

// Scroll moves the lines in sight, without a selection.
func (c *Cursor) Scroll(s Step, n, page int) {
	page = max(page, 1)
	switch s {
	case StepUp:
		c.Top--
	case StepDown:
		c.Top++
	case PageUp:
		c.Top -= page
	case PageDown:
		c.Top += page
	case toFirst:
		c.Top = 0
	case toLast:
		c.Top = n
	}
	c.hold(n, page)
}

// hold brings the lines in sight back into the list.
func (c *Cursor) hold(n, page int) {
	c.Top = max(min(c.Top, n-max(page, 1)), 0)
	c.At = c.Top
}

// More says in which direction a text of n lines continues beyond the page. It is the same
// everywhere between the first and the last line, so that scrolling does not repaint it.
func (c *Cursor) More(n, page int) Notice {
	above, below := c.Top > 0, c.Top+page < n
	switch {
	case above && below:
		return Notice{Text: "↑↓ more", Tip: true}
	case above:
		return Notice{Text: "↑ more", Tip: true}
	case below:
		return Notice{Text: "↓ more", Tip: true}
	}
	return Notice{}
}

// Marker stands before the selected line.
const Marker = "»"

// Gutter returns the three cells before a line of a list, with the marker if the line is selected.
// The marker is plain text of two bytes in the first column, so that moving it costs at most 12
// bytes on every line of the screen.
func Gutter(selected bool) string {
	if selected {
		return Marker + "  "
	}
	return "   "
}

// LineOf returns the index of the choice at line y, in a list that shows a page of n choices from
// top, with so many lines above. It returns false if there is none.
func LineOf(y, above, top, page, n int) (int, bool) {
	i := y - above
	return top + i, i >= 0 && i < page && top+i < n
}
