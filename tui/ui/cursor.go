package ui

// Step is a movement in a list.
type Step int

const (
	stepUp Step = iota
	StepDown
	pageUp
	pageDown
	toFirst
	toLast
)

// Cursor is a place in a list of n lines of which a page is shown. The zero
// value is the first line.
type Cursor struct {
	At  int // the selected line
	Top int // the first line shown
}

// Move moves the selection; a page moves what is shown along.
func (c *Cursor) Move(s Step, n, page int) {
	page = max(page, 1)
	switch s {
	case stepUp:
		c.At--
	case StepDown:
		c.At++
	case pageUp:
		c.At, c.Top = c.At-page, c.Top-page
	case pageDown:
		c.At, c.Top = c.At+page, c.Top+page
	case toFirst:
		c.At = 0
	case toLast:
		c.At = n - 1
	}
	c.Keep(n, page)
}

// Keep brings selection and what is shown back into the list.
func (c *Cursor) Keep(n, page int) {
	page = max(page, 1)
	c.At = max(min(c.At, n-1), 0)
	c.Top = min(c.Top, c.At, max(n-page, 0))
	c.Top = max(c.Top, c.At-page+1, 0)
}

// Rows returns the lines of n that are in sight, each behind its gutter.
func (c *Cursor) Rows(n, page int, line func(at int) string) []string {
	var out []string
	for at := c.Top; at < min(c.Top+page, n); at++ {
		out = append(out, Gutter(at == c.At)+line(at))
	}
	return out
}

// Scroll moves what is shown without a selection.
func (c *Cursor) Scroll(s Step, n, page int) {
	page = max(page, 1)
	switch s {
	case stepUp:
		c.Top--
	case StepDown:
		c.Top++
	case pageUp:
		c.Top -= page
	case pageDown:
		c.Top += page
	case toFirst:
		c.Top = 0
	case toLast:
		c.Top = n
	}
	c.hold(n, page)
}

// hold brings what is shown back into the list.
func (c *Cursor) hold(n, page int) {
	c.Top = max(min(c.Top, n-max(page, 1)), 0)
	c.At = c.Top
}

// More says where a text of n lines goes on beyond the page. It is the same
// everywhere between the first and the last line, so that scrolling does not
// paint it again.
func (c *Cursor) More(n, page int) Notice {
	above, below := c.Top > 0, c.Top+page < n
	switch {
	case above && below:
		return Notice{Text: "↑↓ more above and below", Tip: true}
	case above:
		return Notice{Text: "↑ more above", Tip: true}
	case below:
		return Notice{Text: "↓ more below", Tip: true}
	}
	return Notice{}
}

// Gutter returns the three cells before a line of a list: the marker if the
// line is selected. It is plain text in the first column, and a character of
// two bytes: so moving it costs at most 12 bytes on every line of the screen.
func Gutter(selected bool) string {
	if selected {
		return "»  "
	}
	return "   "
}

// LineOf returns the choice on a line of a list that shows a page of n choices
// from top, below some lines.
func LineOf(y, above, top, page, n int) (int, bool) {
	i := y - above
	return top + i, i >= 0 && i < page && top+i < n
}
