package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// maxOrders is by how many keys a list is sorted at the most, preferSort the name
// under which they are remembered.
const (
	maxOrders  = 3
	preferSort = "portfolio.sort"
)

// usualOrder is how a list is sorted where nothing was chosen.
var usualOrder = []portfolio.Order{{Key: portfolio.KeyApproved, Desc: true}}

// sortKeys are what a list can be sorted by, also where it has no room for
// their column.
func (p *projects) sortKeys() []portfolio.Key {
	keys := slices.Clone(portfolio.SortKeys)
	if p.hasParts() {
		keys = append(keys, portfolio.KeyPart)
	}
	return keys
}

// chooseSort opens the list of what can be sorted by. Nothing is sorted before
// the choice is made, since every order paints the list anew.
func (p *projects) chooseSort() tea.Cmd { return open(p.sortPicker()) }

func (p *projects) sortPicker() *picker {
	keys := p.sortKeys()
	items := make([]pick, len(keys))
	for i, k := range keys {
		items[i] = pick{label: string(k)}
		if at := slices.IndexFunc(p.orders(), func(o portfolio.Order) bool { return o.Key == k }); at >= 0 {
			items[i].detail = ordinals[at] + orderMark(p.orders()[at:at+1], 0)
		}
	}
	return newPicker(pickerConfig{
		name: "sort", title: "Sort by", items: items, at: slices.Index(keys, p.orders()[0].Key),
		do: func(i int) tea.Cmd { return p.sort(p.sortedFirst(keys[i])) },
		extra: func(k *picker) keyMap {
			return keyMap{{name: "sort-alone", keys: []string{"ctrl+o"}, show: "ctrl+o", foot: "by this alone", help: "sort by what is selected and nothing else", off: k.nothing, do: func() tea.Cmd {
				return k.close(func() tea.Cmd { return p.sort(p.sortedFirst(keys[k.selected()])[:1]) })
			}}}
		},
	}, p.face)
}

var ordinals = []string{"first", "second", "third"}

// sortedFirst returns the orders with a key before the others. If it is first
// already, its direction is turned round; amounts begin with the largest, all
// else with the first.
func (p *projects) sortedFirst(k portfolio.Key) []portfolio.Order {
	before := p.orders()
	first := portfolio.Order{Key: k, Desc: isMoney(k)}
	if before[0].Key == k {
		first.Desc = !before[0].Desc
	}
	out := []portfolio.Order{first}
	for _, o := range before {
		if o.Key != k && len(out) < maxOrders {
			out = append(out, o)
		}
	}
	return out
}

// sortTurn turns the direction of the first key round.
func (p *projects) sortTurn() tea.Cmd { return p.sort(p.sortedFirst(p.orders()[0].Key)) }

// sort sorts the list and remembers the order. An amount that comes first
// becomes the one that the list is about.
func (p *projects) sort(orders []portfolio.Order) tea.Cmd {
	p.followOrder(orders)
	spec := p.spec()
	spec.Sort = orders
	return tea.Batch(p.load(spec), p.remember(preferSort, ordersText(orders)))
}

func (p *projects) followOrder(orders []portfolio.Order) {
	if k := orders[0].Key; isMoney(k) && k != portfolio.KeyPart {
		p.measure = portfolio.Measure(k)
	}
}

// remember keeps a choice for the list of the portfolio; those of a cell begin
// with the part each time.
func (p *projects) remember(name, value string) tea.Cmd {
	if p.conf.cell != nil {
		return nil
	}
	return p.conf.prefs.set(name, value)
}

// orders returns the keys of the order; at least one.
func (p *projects) orders() []portfolio.Order {
	if s := p.spec().Sort; len(s) > 0 {
		return s
	}
	return []portfolio.Order{{Key: portfolio.KeyNumber}}
}

// orderMark is the mark of a key: an arrow, and which one it is if it is not the
// first.
func orderMark(orders []portfolio.Order, at int) string {
	mark := map[bool]string{true: " ↓", false: " ↑"}[orders[at].Desc]
	if at > 0 {
		mark += strconv.Itoa(at + 1)
	}
	return mark
}

// ordersText returns orders as they are remembered, such as -approved number.
func ordersText(orders []portfolio.Order) string {
	parts := make([]string, len(orders))
	for i, o := range orders {
		parts[i] = map[bool]string{true: "-"}[o.Desc] + string(o.Key)
	}
	return strings.Join(parts, " ")
}

// parseOrders reads what ordersText writes, without what it does not know; the
// usual order if nothing is left.
func parseOrders(text string) []portfolio.Order {
	var out []portfolio.Order
	for _, word := range strings.Fields(text) {
		name, desc := strings.CutPrefix(word, "-")
		o := portfolio.Order{Key: portfolio.Key(name), Desc: desc}
		known := slices.Contains(portfolio.SortKeys, o.Key) && !slices.ContainsFunc(out, func(x portfolio.Order) bool { return x.Key == o.Key })
		if known && len(out) < maxOrders {
			out = append(out, o)
		}
	}
	if len(out) == 0 {
		return usualOrder
	}
	return out
}

func isMoney(k portfolio.Key) bool {
	switch k {
	case portfolio.KeyApproved, portfolio.KeyOverall, portfolio.KeyShortfall, portfolio.KeyPart:
		return true
	default:
		return false
	}
}

// nextMeasure shows the next of the amounts. An order by the one before
// becomes an order by it.
func (p *projects) nextMeasure() tea.Cmd {
	before := portfolio.Key(p.measure)
	all := portfolio.StoredMeasures
	p.measure = all[(slices.Index(all, p.measure)+1)%len(all)]
	orders := slices.Clone(p.orders())
	if orders[0].Key != before {
		return nil
	}
	now := portfolio.Order{Key: portfolio.Key(p.measure), Desc: orders[0].Desc}
	orders = slices.DeleteFunc(orders, func(o portfolio.Order) bool { return o.Key == now.Key || o.Key == before })
	return p.sort(append([]portfolio.Order{now}, orders...))
}
