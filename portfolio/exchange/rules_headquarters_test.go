package exchange_test

import (
	"slices"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// TestRulesOfHeadquarters has those rules of the section Headquarters of SYNC.md
// that say what several receipts come to; the others are in sync.
func TestRulesOfHeadquarters(t *testing.T) {
	at := func(n int64, day portfolio.Date, verdict portfolio.Ruling) exchange.Receipt {
		return exchange.Receipt{ID: portfolio.ID{Office: "hq", Incarnation: "1a2b3c4d", N: n, Hash: "00000000"}, Day: day, Ruling: verdict}
	}
	corrects := func(n int64, day portfolio.Date) exchange.Receipt {
		r := at(n, day, portfolio.Held) // says what it says of the ruling to earlier releases only
		r.Corrects = true
		return r
	}
	for _, r := range []struct {
		name     string
		receipts []exchange.Receipt
		day      portfolio.Date
		verdict  portfolio.Ruling
	}{
		{"the earliest day counts", []exchange.Receipt{at(3, 20110412, ""), at(5, 20110410, ""), at(7, 20110415, "")}, 20110410, portfolio.Taken},
		{"a receipt without a day gives none", []exchange.Receipt{at(3, 0, ""), at(5, 20110410, "")}, 20110410, portfolio.Taken},
		{"of several verdicts the one with the largest id counts", []exchange.Receipt{at(3, 20110410, portfolio.Held), at(9, 0, portfolio.Rejected), at(7, 0, portfolio.Taken)}, 20110410, portfolio.Rejected},
		{"a correction counts before any receipt, and is no ruling", []exchange.Receipt{at(3, 20310103, ""), corrects(4, 20110412), at(9, 20110101, "")}, 20110412, portfolio.Taken},
		{"of several corrections the one with the largest id counts", []exchange.Receipt{at(3, 20310103, ""), corrects(4, 20110412), corrects(7, 20110415)}, 20110415, portfolio.Taken},
		{"what was held can be taken", []exchange.Receipt{at(3, 20110410, portfolio.Held), at(9, 0, portfolio.Taken)}, 20110410, portfolio.Taken},
	} {
		t.Run(r.name, func(t *testing.T) {
			for range len(r.receipts) { // in each order by turning, forwards and backwards
				r.receipts = append(r.receipts[1:], r.receipts[0])
				for range 2 {
					slices.Reverse(r.receipts)
					var j portfolio.Judgement
					for i := range r.receipts {
						exchange.AddReceipt(&j, &r.receipts[i], "")
					}
					if j.Day != r.day || j.Ruling != r.verdict {
						t.Errorf("%+v", j)
					}
					if !slices.IsSortedFunc(append(j.Earlier, j.Decision),
						func(a, b portfolio.Decision) int { return a.By.Compare(b.By) }) {
						t.Errorf("rulings out of order: %+v", j)
					}
				}
			}
		})
	}
}
