package list

import (
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// layout is the order and visibility of the columns. The zero value is the default layout.
type layout []layoutColumn

// layoutColumn is the setting of one column.
type layoutColumn struct {
	name  string
	show  visibility
	wider int // cells added to the default width; negative: fewer
}

// visibility says when a column is shown.
type visibility int

const (
	roomy  visibility = iota // where there is room, the most important first
	always                   // before all that are shown where there is room
	never
)

// The marks of always and never in the stored preference.
const (
	alwaysMark = "+"
	neverMark  = "-"
)

// maxWider limits by how much a column can be widened, minWidth how narrow it can be made, in
// cells.
const (
	maxWider = 60
	minWidth = 4
)

// String returns the layout as it is stored: names of columns in order, such as number title
// +places=4 -kind.
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

// parseLayout reads what String writes. It drops unknown columns and appends missing ones, so that
// it reads layouts of other releases.
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

// columnNames are the names of all columns in the default order.
var columnNames = func() []string {
	var names []string
	for _, f := range portfolio.ScreenFields {
		names = append(names, f.ScreenName())
	}
	return append(names, "overall_budget", "shortfall", "spent", "approved_budget", "part")
}()

// whole returns the layout with every existing column.
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

// usual reports whether this is the default layout.
func (l layout) usual() bool {
	return !slices.ContainsFunc(l, func(c layoutColumn) bool { return c.show != roomy || c.wider != 0 }) && l.inOrder()
}

// inOrder reports whether the columns are in the default order.
func (l layout) inOrder() bool {
	return slices.IsSortedFunc(l, func(a, b layoutColumn) int {
		return slices.Index(columnNames, a.name) - slices.Index(columnNames, b.name)
	})
}

// laidOut returns the columns of a layout in its order, without those never shown. The list's main
// amount is always shown.
func (p *Projects) laidOut(l layout) []listColumn {
	all := p.allColumns()
	if l.usual() {
		return all
	}
	if l.inOrder() { // the main amount stays last
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

// needed reports whether a column holds the list's main amount, or the part of each project.
func (p *Projects) needed(c *listColumn) bool {
	return c.key == portfolio.Key(p.Measure) || c.key == breakdown.KeyPart
}

// sized returns a column with its chosen width. Figures and numbers keep their width, since they
// would be cut; columns that are always shown leave room for the title.
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
