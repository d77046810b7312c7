package tui

// step is a movement in a list.
type step int

const (
	stepUp step = iota
	stepDown
	pageUp
	pageDown
	toFirst
	toLast
)

// cursor is a place in a list of n lines of which a page is shown. The zero
// value is the first line.
type cursor struct {
	at  int // the selected line
	top int // the first line shown
}

// move moves the selection; a page moves what is shown along.
func (c *cursor) move(s step, n, page int) {
	page = max(page, 1)
	switch s {
	case stepUp:
		c.at--
	case stepDown:
		c.at++
	case pageUp:
		c.at, c.top = c.at-page, c.top-page
	case pageDown:
		c.at, c.top = c.at+page, c.top+page
	case toFirst:
		c.at = 0
	case toLast:
		c.at = n - 1
	}
	c.keep(n, page)
}

// keep brings selection and what is shown back into the list.
func (c *cursor) keep(n, page int) {
	page = max(page, 1)
	c.at = max(min(c.at, n-1), 0)
	c.top = min(c.top, c.at, max(n-page, 0))
	c.top = max(c.top, c.at-page+1, 0)
}

// rows returns the lines of n that are in sight, each behind its gutter.
func (c *cursor) rows(n, page int, line func(at int) string) []string {
	var out []string
	for at := c.top; at < min(c.top+page, n); at++ {
		out = append(out, gutter(at == c.at)+line(at))
	}
	return out
}

// scroll moves what is shown without a selection.
func (c *cursor) scroll(s step, n, page int) {
	page = max(page, 1)
	switch s {
	case stepUp:
		c.top--
	case stepDown:
		c.top++
	case pageUp:
		c.top -= page
	case pageDown:
		c.top += page
	case toFirst:
		c.top = 0
	case toLast:
		c.top = n
	}
	c.hold(n, page)
}

// hold brings what is shown back into the list.
func (c *cursor) hold(n, page int) {
	c.top = max(min(c.top, n-max(page, 1)), 0)
	c.at = c.top
}

// more says where a text of n lines goes on beyond the page. It is the same
// everywhere between the first and the last line, so that scrolling does not
// paint it again.
func (c *cursor) more(n, page int) notice {
	above, below := c.top > 0, c.top+page < n
	switch {
	case above && below:
		return notice{text: "↑↓ more above and below", tip: true}
	case above:
		return notice{text: "↑ more above", tip: true}
	case below:
		return notice{text: "↓ more below", tip: true}
	}
	return notice{}
}

// gutter returns the three cells before a line of a list: the marker if the
// line is selected. It is plain text in the first column, and a character of
// two bytes: so moving it costs at most 12 bytes on every line of the screen.
func gutter(selected bool) string {
	if selected {
		return "»  "
	}
	return "   "
}

// lineOf returns the choice on a line of a list that shows a page of n choices
// from top, below some lines.
func lineOf(y, above, top, page, n int) (int, bool) {
	i := y - above
	return top + i, i >= 0 && i < page && top+i < n
}
