package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// sorter is the line in which the column to sort by is chosen. Nothing is
// sorted before the choice is made, since every order paints the list anew.
type sorter struct {
	open bool
	at   int // the chosen one of the sort keys
}

// sortKeys are what a list can be sorted by, also where it has no room for
// their column.
func (p *projects) sortKeys() []portfolio.Key {
	keys := []portfolio.Key{portfolio.KeyNumber, portfolio.KeyTitle, portfolio.KeyCountry, portfolio.KeyProgramme, portfolio.KeyKind, portfolio.KeyStatus,
		portfolio.KeyStart, portfolio.KeyEnd, portfolio.KeyLine, portfolio.KeyApproved, portfolio.KeyOverall, portfolio.KeyShortfall}
	if p.conf.cell != nil && p.conf.cell.ref.Measure != portfolio.ProjectCount {
		keys = append(keys, portfolio.KeyPart)
	}
	return keys
}

// sorting opens the line with the order in force.
func (p *projects) sorting() tea.Cmd {
	p.sorter = sorter{open: true}
	for i, k := range p.sortKeys() {
		if k == p.order().Key {
			p.sorter.at = i
		}
	}
	return nil
}

// sorterKeys are those of the line while it is open.
func (p *projects) sorterKeys() keyMap {
	m := keyMap{
		{name: "sort-keep", keys: []string{"enter"}, show: "enter", foot: "sort", help: "sort by what is chosen", do: p.sortChosen},
		{name: "sort-left", keys: []string{"left", "up", "shift+tab"}, show: "←", foot: "→ choose", help: "the one before", do: p.sortMove(-1)},
		{name: "sort-right", keys: []string{"right", "down", "tab"}, show: "→", help: "the next one", do: p.sortMove(1)},
		{name: "sort-leave", keys: []string{"esc"}, show: "esc", foot: "leave", help: "leave the order as it is", do: p.sortLeave},
	}
	var letters []string
	words := map[string][]string{}
	for _, k := range p.sortKeys() {
		l := string(k)[:1]
		if words[l] == nil {
			letters = append(letters, l)
		}
		words[l] = append(words[l], string(k))
	}
	for _, l := range letters {
		m = append(m, action{name: "sort-" + l, keys: []string{l}, show: l, help: "choose " + strings.Join(words[l], ", "), do: p.sortLetter(l)})
	}
	return m
}

func (p *projects) sortMove(by int) func() tea.Cmd {
	return func() tea.Cmd {
		n := len(p.sortKeys())
		p.sorter.at = (p.sorter.at + by + n) % n
		return nil
	}
}

// sortLetter chooses the next one that begins with a letter.
func (p *projects) sortLetter(letter string) func() tea.Cmd {
	return func() tea.Cmd {
		keys := p.sortKeys()
		for range keys {
			p.sorter.at = (p.sorter.at + 1) % len(keys)
			if strings.HasPrefix(string(keys[p.sorter.at]), letter) {
				break
			}
		}
		return nil
	}
}

func (p *projects) sortLeave() tea.Cmd {
	p.sorter.open = false
	return nil
}

// sortChosen sorts by what is chosen: amounts from the largest, all else from
// the first. An amount becomes the one that the list shows.
func (p *projects) sortChosen() tea.Cmd {
	p.sorter.open = false
	k := p.sortKeys()[p.sorter.at]
	if k == p.order().Key {
		return nil
	}
	if isMoney(k) && k != portfolio.KeyPart {
		p.measure = portfolio.Measure(k)
	}
	return p.sort(portfolio.Order{Key: k, Desc: isMoney(k)})
}

func (p *projects) sortTurn() tea.Cmd {
	o := p.order()
	o.Desc = !o.Desc
	return p.sort(o)
}

// sorterLine draws the line in w cells, the chosen one between brackets.
func (p *projects) sorterLine(w int) string {
	const label = " sort by "
	keys := p.sortKeys()
	first, used := p.sorter.at, width(label)
	for ; first >= 0; first-- {
		if used += width(string(keys[first])) + 1; used >= w-2 {
			break
		}
	}
	line := label
	if first >= 0 {
		line += "…"
	}
	for i := max(min(first+1, p.sorter.at), 0); i < len(keys); i++ {
		opening := " "
		switch i {
		case p.sorter.at:
			opening = "["
		case p.sorter.at + 1:
			opening = "]"
		}
		line += opening + string(keys[i])
	}
	if p.sorter.at == len(keys)-1 {
		line += "]"
	}
	return cut(line, w)
}

func (p *projects) sort(o portfolio.Order) tea.Cmd {
	spec := p.spec()
	spec.Sort = []portfolio.Order{o}
	return p.load(spec)
}

func (p *projects) order() portfolio.Order {
	if s := p.spec().Sort; len(s) > 0 {
		return s[0]
	}
	return portfolio.Order{Key: portfolio.KeyNumber}
}

func isMoney(k portfolio.Key) bool {
	switch k {
	case portfolio.KeyApproved, portfolio.KeyOverall, portfolio.KeyShortfall, portfolio.KeyPart:
		return true
	default:
		return false
	}
}

// nextMeasure shows the next of the three amounts. An order by the one before
// becomes an order by it.
func (p *projects) nextMeasure() tea.Cmd {
	before := portfolio.Key(p.measure)
	switch p.measure {
	case portfolio.Approved:
		p.measure = portfolio.Overall
	case portfolio.Overall:
		p.measure = portfolio.Shortfall
	case portfolio.Shortfall, portfolio.ProjectCount:
		p.measure = portfolio.Approved
	}
	if o := p.order(); o.Key == before {
		o.Key = portfolio.Key(p.measure)
		return p.sort(o)
	}
	return nil
}
