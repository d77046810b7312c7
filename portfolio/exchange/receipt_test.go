package exchange

import (
	"reflect"
	"testing"

	"fieldfolio/portfolio"
)

// orders calls fn with each order of n numbers.
func orders(n int, fn func(order []int)) {
	order := make([]int, 0, n)
	var used [16]bool
	var next func()
	next = func() {
		if len(order) == n {
			fn(order)
			return
		}
		for i := range n {
			if !used[i] {
				used[i], order = true, append(order, i)
				next()
				used[i], order = false, order[:len(order)-1]
			}
		}
	}
	next()
}

// Receipts that hold, reject and accept a change, and corrections of its day
// between and after them, come to the same in all 5,040 orders, and when each
// comes again: the last ruling applies, and no correction counts as one.
func TestAddReceiptInAnyOrder(t *testing.T) {
	id := func(n int64) portfolio.ID {
		return portfolio.ID{Office: "hq", Incarnation: "a1", N: n, Hash: "00000000"}
	}
	all := []Receipt{
		{ID: id(42), Day: 19700106, Ruling: portfolio.Held, Why: "the rules refuse it", Person: portfolio.Program, Given: 19700106},
		{ID: id(43), Day: 19700105, Corrects: true, Ruling: portfolio.Held, Person: "A. Desk", Given: 20110511},
		{ID: id(47), Ruling: portfolio.Taken, Person: "B. Desk", Given: 20110509},
		{ID: id(50), Day: 20110508, Ruling: portfolio.Held, Why: "again", Person: portfolio.Program, Given: 20110510},
		{ID: id(55), Ruling: portfolio.Rejected, Why: "because", Person: "B. Desk", Login: "bd", Given: 20110510},
		{ID: id(60), Day: 20110512, Corrects: true, Ruling: portfolio.Rejected, Person: "A. Desk", Given: 20110511},
		{ID: id(61), Day: 20110510, Corrects: true, Ruling: portfolio.Rejected, Person: "A. Desk", Given: 20110511},
	}
	decision := func(i int) portfolio.Decision {
		r := &all[i]
		return portfolio.Decision{By: r.ID, Ruling: r.Ruling, Why: r.Why, Person: r.Person, Login: r.Login, On: r.Given}
	}
	want := portfolio.Judgement{Decision: decision(4), Earlier: []portfolio.Decision{decision(0), decision(2), decision(3)},
		More: "e", Day: 20110510, Correction: id(61), Receipted: true}
	uncorrected := want // without the corrections: the earliest day
	uncorrected.Day, uncorrected.Correction = 19700106, portfolio.ID{}
	orders(len(all), func(order []int) {
		var j, bare portfolio.Judgement
		for _, i := range order {
			more := string(rune('a' + i))
			AddReceipt(&j, &all[i], more)
			AddReceipt(&j, &all[order[0]], string(rune('a'+order[0])))
			if !all[i].Corrects {
				AddReceipt(&bare, &all[i], more)
			}
		}
		if !reflect.DeepEqual(j, want) || !reflect.DeepEqual(bare, uncorrected) {
			t.Fatalf("in the order %v: %+v, want %+v; without corrections %+v, want %+v", order, j, want, bare, uncorrected)
		}
	})
}
