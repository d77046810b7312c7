package proof

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// redo computes a printed calculation as a reader does: it multiplies what
// stands before the equals sign, adds what rounding gave, and returns the result
// in cents, with the cents of rounding.
func redo(t interface{ Fatalf(string, ...any) }, printed string) (part, rounding int64) {
	left, right, ok := strings.Cut(strings.ReplaceAll(printed, ",", ""), " = ")
	if !ok {
		t.Fatalf("%q has no equals sign", printed)
	}
	product := new(big.Rat)
	for _, sum := range strings.Split(left, " + ") {
		for i, term := range strings.Split(sum, " - ") {
			x := big.NewRat(1, 1)
			for _, f := range strings.Split(term, " × ") {
				n, unit, _ := strings.Cut(f, " ")
				y, ok := new(big.Rat).SetString(n)
				if !ok {
					t.Fatalf("%q in %q is not a number", n, printed)
				}
				if unit == "%" {
					y.Mul(y, big.NewRat(1, 100))
				}
				x.Mul(x, y)
			}
			if i > 0 {
				x.Neg(x)
			}
			product.Add(product, x)
		}
	}
	result, more, _ := strings.Cut(right, " ")
	if got := product.FloatString(2); got != result {
		t.Fatalf("%q: the product is %s", printed, got)
	}
	if n, ok := strings.CutSuffix(more, " by rounding"); ok {
		rounding = cents(t, strings.TrimPrefix(n, "+"))
	}
	return cents(t, result) + rounding, rounding
}

// cents reads an amount with two decimals.
func cents(t interface{ Fatalf(string, ...any) }, text string) int64 {
	r, ok := new(big.Rat).SetString(text)
	if !ok || !r.Mul(r, big.NewRat(100, 1)).IsInt() {
		t.Fatalf("%q is not an amount", text)
	}
	return r.Num().Int64()
}

// in returns the scope of a cell alone.
func in(c breakdown.CellRef) *scope {
	return newScope(c, portfolio.Query{}, &portfolio.Catalogue{})
}

// TestCalculationByHand checks a project with US$ 9,656,593 from 27 Sep 1999 to
// 30 Jun 2012, of which 70 % belong to a line: TAJE24 of the document. Its days
// are 96 in 1999, 3×366 + 9×365 from 2000 to 2011, and 182 in 2012: 4,661.
//
//	9,656,593 × 70 % = 6,759,615.10; × 365/4,661 = 529,341.238… = 529,341.24
func TestCalculationByHand(t *testing.T) {
	p := &portfolio.Project{
		Lines: []portfolio.Portion{{Code: "a", Share: 7000}, {Code: "b", Share: 3000}}, Places: []portfolio.Portion{{Code: "ML", Share: 10_000}},
		Duration: portfolio.Duration{Start: 19990927, End: 20120630, EndAssumed: true},
		Amounts:  portfolio.Amounts{Approved: portfolio.Known(965_659_300)},
	}
	cell := breakdown.CellRef{By: []breakdown.Dimension{breakdown.ByYear, breakdown.ByLine}, Codes: []string{"2011", "a"}, Measure: breakdown.Approved}
	c := calculationOf(in(cell), p, 52_934_124)
	for _, x := range []struct{ got, want string }{
		{c.Shown(), "9,656,593.00 × 70 % × 365/4,661 days = 529,341.24"},
		{c.Spoken(), "9,656,593.00 times 70 per cent times 365 of 4,661 days is 529,341.24"},
		{c.Plain(), "9656593*70/100*365/4661"},
		{c.InFull().Shown(), c.Shown() + "; days 1 Jan 2011 to 31 Dec 2011 of 27 Sep 1999 to 30 Jun 2012 (assumed)"},
	} {
		if x.got != x.want {
			t.Errorf("%s\nwant %s", x.got, x.want)
		}
	}
	if c := calculationOf(in(cell), p, 52_934_125); c.Shown() != "9,656,593.00 × 70 % × 365/4,661 days = 529,341.24, +0.01 by rounding" || c.Rounding() != 1 {
		t.Error(c.Shown())
	}
	if c := calculationOf(in(cell), p, 52_934_123); c.Spoken() != "9,656,593.00 times 70 per cent times 365 of 4,661 days is 529,341.24, and 0.01 less by rounding" {
		t.Error(c.Spoken())
	}
	if c := calculationOf(in(breakdown.CellRef{Measure: breakdown.Approved}), p, 965_659_300); !c.Empty() || c.Shown() != "" {
		t.Errorf("a whole amount is calculated: %s", c.Shown())
	}
}

// TestPlacesAreCounted counts places with equal shares: half of US$ 3 among two
// of them is 1 of 2 places; unequal shares are per cents.
func TestPlacesAreCounted(t *testing.T) {
	p := &portfolio.Project{Lines: []portfolio.Portion{{Code: "a", Share: 10_000}}, Amounts: portfolio.Amounts{Overall: portfolio.Known(300)}}
	cell := breakdown.CellRef{By: []breakdown.Dimension{breakdown.ByCountry}, Codes: []string{"ML"}, Measure: breakdown.Overall}
	for share, want := range map[portfolio.Percent]string{5000: "3.00 × 1/2 places = 1.50", 2500: "3.00 × 25 % = 0.75"} {
		p.Places = []portfolio.Portion{{Code: "GH", Share: 10_000 - share}, {Code: "ML", Share: share}}
		if got := calculationOf(in(cell), p, int64(share)*300/10_000).Shown(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestShortfallDays spreads a shortfall of US$ 3,360 stated on 30 Apr 2011 over
// the days from 1 May 2011 to 31 Mar 2012: 245 in 2011 (from May to December 31,
// 30, 31, 31, 30, 31, 30, 31) and 91 in 2012, 336 in all.
//
//	3,360 × 245/336 = 2,450
func TestShortfallDays(t *testing.T) {
	p := &portfolio.Project{
		Lines: []portfolio.Portion{{Code: "a", Share: 10_000}}, Places: []portfolio.Portion{{Code: "KE", Share: 10_000}},
		Duration: portfolio.Duration{Start: 20090402, End: 20120331}, ShortfallOn: 20110430,
		Amounts: portfolio.Amounts{Shortfall: portfolio.Known(336_000)},
	}
	year := func(code string) *scope {
		return in(breakdown.CellRef{By: []breakdown.Dimension{breakdown.ByYear}, Codes: []string{code}, Measure: breakdown.Shortfall})
	}
	const want = "3,360.00 × 245/336 days = 2,450.00; days 1 May 2011 to 31 Dec 2011 of 1 May 2011 to 31 Mar 2012, after the shortfall was stated on 30 Apr 2011"
	if got := calculationOf(year("2011"), p, 245_000).InFull().Shown(); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	for _, c := range []struct {
		end, stated portfolio.Date
		want        string
	}{
		{20110301, 20110430, "no year: the project ends on 1 Mar 2011, and the shortfall was stated on 30 Apr 2011"},
		{20110430, 20110430, "no year: the project ends on 30 Apr 2011, and the shortfall was stated on 30 Apr 2011"},
		{0, 20110430, "no year: the end date is not known"},
		{20120331, 0, "no year: it is not known when the shortfall was stated"},
	} {
		p.Duration.End, p.ShortfallOn = c.end, c.stated
		if got := calculationOf(year("0"), p, 336_000).InFull().Shown(); got != c.want {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
}

// TestEveryCentIsExplained takes random projects and cells and redoes the
// printed calculation: it gives the part that the slices add up to, to the cent,
// and each slice adds at most two cents of rounding.
func TestEveryCentIsExplained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := randomProject(t)
		all := breakdown.Slices(&p)
		of := rapid.SampledFrom(all).Draw(t, "slice")
		cell := breakdown.CellRef{Measure: rapid.SampledFrom(breakdown.StoredMeasures).Draw(t, "measure")}
		for _, d := range rapid.SliceOfNDistinct(rapid.SampledFrom(breakdown.SplitOrder), 0, 3, rapid.ID).Draw(t, "by") {
			cell.By, cell.Codes = append(cell.By, d), append(cell.Codes, d.Entry().Divides.Of(&of))
		}
		var part, slices int64
		for i := range all {
			if has(cell, &all[i]) {
				part += int64(all[i].Of(cell.Measure))
				slices++
			}
		}
		c := calculationOf(in(cell), &p, part)
		if c.Empty() {
			if amount := breakdown.AmountOf(p.Amounts, cell.Measure); part != int64(amount.Cents) {
				t.Fatalf("%d of %s is not explained", part, amount.Shown())
			}
			return
		}
		got, rounding := redo(t, c.Shown())
		if got != part || rounding != int64(c.Rounding()) || max(rounding, -rounding) > 2*slices {
			t.Fatalf("%s: %d with %d of rounding, want %d from %d slices", c.Shown(), got, rounding, part, slices)
		}
	})
}

// randomProject returns a project with random shares, dates and amounts.
func randomProject(t *rapid.T) portfolio.Project {
	portions := func(codes ...string) []portfolio.Portion {
		n := rapid.IntRange(1, len(codes)).Draw(t, "portions")
		rest, out := portfolio.Percent(10_000), []portfolio.Portion(nil)
		for i, c := range codes[:n] {
			share := rest
			if i < n-1 {
				share = portfolio.Percent(rapid.IntRange(1, int(rest)-(n-1-i)).Draw(t, "share"))
			}
			out, rest = append(out, portfolio.Portion{Code: c, Share: share}), rest-share
		}
		return out
	}
	amount := func() portfolio.Amount {
		return portfolio.Amount{Known: rapid.Bool().Draw(t, "known"), Cents: portfolio.Cents(rapid.Int64Range(0, 10_000_000_000).Draw(t, "amount"))}
	}
	start, _ := portfolio.NewDate(rapid.IntRange(1999, 2014).Draw(t, "year"), 3, rapid.IntRange(1, 31).Draw(t, "day"))
	p := portfolio.Project{
		Lines: portions("x", "y", "z", "v"), Places: portions("ML", "GH", "SN"),
		Duration: portfolio.Duration{Start: start, End: start.AddMonths(rapid.IntRange(0, 90).Draw(t, "months"))},
		Amounts:  portfolio.Amounts{Approved: amount(), Overall: amount(), Shortfall: amount()},
	}
	p.ShortfallOn = start.AddMonths(rapid.IntRange(-10, 100).Draw(t, "stated"))
	if rapid.Bool().Draw(t, "annex 2") {
		p.OverallPlaces = portions("KE", "ML", "UG", "TZ")
	}
	if rapid.IntRange(0, 5).Draw(t, "unknown") == 0 {
		p.Duration.End = 0
	}
	return p
}
