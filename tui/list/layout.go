package list

import (
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// layout is which columns a list shows, in order. The zero value is the usual
// one.
type layout []layoutColumn

// layoutColumn is what a person has chosen for a column.
type layoutColumn struct {
	name  string
	show  visibility
	wider int // cells more than usual, negative for fewer
}

// visibility says when a column is shown.
type visibility int

const (
	roomy  visibility = iota // where there is room, the most needed first
	always                   // before all that is only shown where there is room
	never
)

// The marks of always and never in what is remembered.
const (
	alwaysMark = "+"
	neverMark  = "-"
)

// maxWider is the most by which a column can be made wider, minWidth the fewest
// cells that it keeps.
const (
	maxWider = 60
	minWidth = 4
)

// String returns the layout as it is remembered: names of columns in order,
// such as number title +places=4 -kind.
func (l layout) String() string {
	parts := make([]string, len(l))
	for i, c := range l {
		parts[i] = map[visibility]string{always: alwaysMark, never: neverMark}[c.show] + c.name
		if c.wider != 0 {
			parts[i] += "=" + strconv.Itoa(c.wider)
		}
	}
	return strings.Join(parts, " ")
}

// parseLayout reads what String writes. What it does not know is left out, and
// columns that are missing come last: so it reads what other releases wrote.
func parseLayout(text string) layout {
	var out layout
	for _, word := range strings.Fields(text) {
		c := layoutColumn{name: word}
		if rest, ok := strings.CutPrefix(word, alwaysMark); ok {
			c.name, c.show = rest, always
		} else if rest, ok := strings.CutPrefix(word, neverMark); ok {
			c.name, c.show = rest, never
		}
		name, wider, _ := strings.Cut(c.name, "=")
		c.name = name
		if n, err := strconv.Atoi(wider); err == nil {
			c.wider = max(min(n, maxWider), -maxWider)
		}
		if slices.Contains(columnNames, c.name) && !slices.ContainsFunc(out,
			func(x layoutColumn) bool { return x.name == c.name }) {
			out = append(out, c)
		}
	}
	return out
}

// columnNames are the names of all columns in the usual order.
var columnNames = func() []string {
	var names []string
	for _, f := range portfolio.ScreenFields {
		names = append(names, f.ScreenName())
	}
	return append(names, "overall_budget", "shortfall", "approved_budget", "part")
}()

// whole returns the layout with every column that there is.
func (l layout) whole(all []listColumn) layout {
	var out layout
	for _, c := range l {
		if slices.ContainsFunc(all, func(x listColumn) bool { return x.name == c.name }) {
			out = append(out, c)
		}
	}
	for _, x := range all {
		if !slices.ContainsFunc(out, func(c layoutColumn) bool { return c.name == x.name }) {
			out = append(out, layoutColumn{name: x.name})
		}
	}
	return out
}

// usual reports whether nothing was chosen.
func (l layout) usual() bool {
	return !slices.ContainsFunc(l, func(c layoutColumn) bool { return c.show != roomy || c.wider != 0 }) && l.inOrder()
}

// inOrder reports whether the columns stand in the usual order.
func (l layout) inOrder() bool {
	return slices.IsSortedFunc(l, func(a, b layoutColumn) int {
		return slices.Index(columnNames, a.name) - slices.Index(columnNames, b.name)
	})
}

// laidOut returns the columns of a layout in its order, without those that are
// never shown. The amount that the list is about is always shown.
func (p *Projects) laidOut(l layout) []listColumn {
	all := p.allColumns()
	if l.usual() {
		return all
	}
	if l.inOrder() { // the amount that the list is about stays the last
		l = l.whole(all)
		slices.SortFunc(l, func(a, b layoutColumn) int { return columnAt(all, a.name) - columnAt(all, b.name) })
	}
	var out []listColumn
	for _, chosen := range l.whole(all) {
		c := all[columnAt(all, chosen.name)]
		if chosen.show == never && !p.needed(&c) {
			continue
		}
		out = append(out, p.sized(c, chosen))
	}
	return out
}

func columnAt(all []listColumn, name string) int {
	return slices.IndexFunc(all, func(c listColumn) bool { return c.name == name })
}

// needed reports whether a column is what the list is about.
func (p *Projects) needed(c *listColumn) bool {
	return c.key == portfolio.Key(p.Measure) || c.key == breakdown.KeyPart
}

// sized returns a column as it was chosen. Figures and numbers get no narrower
// than they are: they would be cut. Columns that always stand get no wider than
// leaves room for the title.
func (p *Projects) sized(c listColumn, chosen layoutColumn) listColumn {
	narrowest := min(minWidth, c.Width)
	if c.Right || c.name == "number" {
		narrowest = c.Width
	}
	widest := c.Width + maxWider
	if c.Drop == 0 {
		widest = c.Width + max((p.face.Width-40)/4, 0)
	}
	if c.name != titleColumn {
		c.Width = max(min(c.Width+chosen.wider, widest), narrowest)
	}
	switch {
	case c.Drop == 0:
	case chosen.show == always:
		c.Least = min(c.Least, roomForChosen)
	default:
		c.Drop += len(columnNames)
	}
	return c
}
