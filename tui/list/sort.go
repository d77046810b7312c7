package list

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/picker"
	"fieldfolio/tui/ui"
)

// maxOrders is the maximum number of sort keys, PreferSort the preference that holds them.
const (
	maxOrders  = 3
	PreferSort = "portfolio.sort"
)

// usualOrder is the default order.
var usualOrder = []breakdown.Order{{Key: portfolio.KeyApproved, Desc: true}}

// sortKeys are the keys to sort by, including those of columns for which there is no room.
func (p *Projects) sortKeys() []portfolio.Key {
	keys := slices.Clone(portfolio.SortKeys)
	if p.hasParts() {
		keys = append(keys, breakdown.KeyPart)
	}
	return keys
}

// chooseSort opens the picker of sort keys. The list is sorted only once a key is chosen, since
// every order paints the list anew.
func (p *Projects) chooseSort() tea.Cmd { return ui.Open(p.SortPicker()) }

func (p *Projects) SortPicker() *picker.Screen {
	keys := p.sortKeys()
	items := make([]picker.Item, len(keys))
	for i, k := range keys {
		items[i] = picker.Item{Label: string(k)}
		if at := slices.IndexFunc(p.orders(), func(o breakdown.Order) bool { return o.Key == k }); at >= 0 {
			items[i].Detail = ordinals[at] + orderMark(p.orders()[at:at+1], 0)
		}
	}
	return picker.New(picker.Config{
		Screen: "sort", Title: "Sort by", Items: items, At: slices.Index(keys, p.orders()[0].Key),
		Do: func(i int) tea.Cmd { return p.sort(p.sortedFirst(keys[i])) },
		Extra: func(k *picker.Screen) ui.KeyMap {
			return ui.KeyMap{{Name: "sort-alone", Keys: []string{"ctrl+o"}, Show: "ctrl+o", Foot: "by this alone",
				Help: "sort by what is selected and nothing else", Off: k.Nothing, Do: func() tea.Cmd {
					return k.Close(func() tea.Cmd { return p.sort(p.sortedFirst(keys[k.Selected()])[:1]) })
				}}}
		},
	}, p.face)
}

var ordinals = []string{"first", "second", "third"}

// sortedFirst returns the orders with a key first. If it is first already, its direction is
// reversed; otherwise amounts start with the largest, and everything else with the smallest.
func (p *Projects) sortedFirst(k portfolio.Key) []breakdown.Order {
	before := p.orders()
	first := breakdown.Order{Key: k, Desc: IsMoney(k)}
	if before[0].Key == k {
		first.Desc = !before[0].Desc
	}
	out := []breakdown.Order{first}
	for _, o := range before {
		if o.Key != k && len(out) < maxOrders {
			out = append(out, o)
		}
	}
	return out
}

// sortTurn reverses the direction of the first key.
func (p *Projects) sortTurn() tea.Cmd { return p.sort(p.sortedFirst(p.orders()[0].Key)) }

// sort sorts the list and remembers the order. An amount that comes first becomes the list's main
// amount.
func (p *Projects) sort(orders []breakdown.Order) tea.Cmd {
	return tea.Batch(p.sortNow(orders), p.remember(PreferSort, ordersText(orders)))
}

// sortNow sorts the list until the program ends.
func (p *Projects) sortNow(orders []breakdown.Order) tea.Cmd {
	p.followOrder(orders)
	spec := p.spec()
	spec.Sort = orders
	return p.load(spec)
}

func (p *Projects) followOrder(orders []breakdown.Order) {
	if k := orders[0].Key; IsMoney(k) && k != breakdown.KeyPart {
		p.Measure = breakdown.Measure(k)
	}
}

// remember stores a preference, for the list of the portfolio only; lists of a cell start with
// their own defaults each time.
func (p *Projects) remember(name, value string) tea.Cmd {
	if p.Conf.Cell != nil {
		return nil
	}
	return p.Conf.Prefs.Set(name, value)
}

// orders returns the sort keys; at least one.
func (p *Projects) orders() []breakdown.Order {
	if s := p.spec().Sort; len(s) > 0 {
		return s
	}
	return []breakdown.Order{{Key: portfolio.KeyNumber}}
}

// orderMark returns the mark of a sort key in a column head: an arrow, and its position if it is
// not the first.
func orderMark(orders []breakdown.Order, at int) string {
	mark := " ↑"
	if orders[at].Desc {
		mark = " ↓"
	}
	if at > 0 {
		mark += strconv.Itoa(at + 1)
	}
	return mark
}

// ordersText returns orders as they are stored, such as -approved number.
func ordersText(orders []breakdown.Order) string {
	parts := make([]string, len(orders))
	for i, o := range orders {
		parts[i] = string(o.Key)
		if o.Desc {
			parts[i] = "-" + parts[i]
		}
	}
	return strings.Join(parts, " ")
}

// ParseOrders reads what ordersText writes and drops unknown keys. If none is left, it returns the
// default order.
func ParseOrders(text string) []breakdown.Order {
	var out []breakdown.Order
	for _, word := range strings.Fields(text) {
		name, desc := strings.CutPrefix(word, "-")
		o := breakdown.Order{Key: portfolio.Key(name), Desc: desc}
		known := slices.Contains(portfolio.SortKeys, o.Key) &&
			!slices.ContainsFunc(out, func(x breakdown.Order) bool { return x.Key == o.Key })
		if known && len(out) < maxOrders {
			out = append(out, o)
		}
	}
	if len(out) == 0 {
		return usualOrder
	}
	return out
}

func IsMoney(k portfolio.Key) bool {
	switch k {
	case portfolio.KeyApproved, portfolio.KeyOverall, portfolio.KeyShortfall, portfolio.KeySpent, breakdown.KeyPart:
		return true
	default:
		return false
	}
}

// nextMeasure shows the next amount. An order by the previous one becomes an order by the new one. Neither is
// remembered: the next start shows approved budgets again, or the order that was chosen.
func (p *Projects) nextMeasure() tea.Cmd {
	before := portfolio.Key(p.Measure)
	all := breakdown.ListMeasures
	p.Measure = all[(slices.Index(all, p.Measure)+1)%len(all)]
	orders := slices.Clone(p.orders())
	if orders[0].Key != before {
		return nil
	}
	now := breakdown.Order{Key: portfolio.Key(p.Measure), Desc: orders[0].Desc}
	orders = slices.DeleteFunc(orders, func(o breakdown.Order) bool { return o.Key == now.Key || o.Key == before })
	return p.sortNow(append([]breakdown.Order{now}, orders...))
}
