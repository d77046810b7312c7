package breakdown

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
)

func TestSlicesExample(t *testing.T) {
	p := portfolio.Project{
		Lines: []portfolio.Portion{{Code: "a", Share: 5000}, {Code: "b", Share: 5000}}, Places: []portfolio.Portion{{Code: "ML", Share: 10_000}},
		Duration: portfolio.Duration{Start: 20100101, End: 20111231}, Amounts: portfolio.Amounts{Approved: portfolio.Known(100)},
	}
	got := Slices(&p)
	if len(got) != 4 {
		t.Fatalf("%d slices", len(got))
	}
	for _, s := range got {
		if s.Of(Approved) != 25 || s.Of(Overall) != 0 {
			t.Errorf("%+v", s)
		}
	}
}

// TestSlicesByDays checks years against days counted by hand: 2 Nov 2010 to
// 31 Jan 2011 has 60 days in 2010 and 31 in 2011.
func TestSlicesByDays(t *testing.T) {
	p := portfolio.Project{
		Lines: []portfolio.Portion{{Code: "a", Share: 10_000}}, Places: []portfolio.Portion{{Code: "ML", Share: 10_000}},
		Duration: portfolio.Duration{Start: 20101102, End: 20110131}, Amounts: portfolio.Amounts{Approved: portfolio.Known(9100)},
	}
	got := Slices(&p)
	if len(got) != 2 || got[0].Of(Approved) != 6000 || got[1].Of(Approved) != 3100 {
		t.Errorf("%+v", got)
	}
}

func TestSlicesUnknownDuration(t *testing.T) {
	for _, d := range []portfolio.Duration{{}, {Start: 20100101}, {End: 20100101}, {Start: 20110101, End: 20100101}} {
		p := portfolio.Project{Lines: []portfolio.Portion{{Code: "a", Share: 10_000}}, Places: []portfolio.Portion{{Code: "ML", Share: 10_000}}, Duration: d, Amounts: portfolio.Amounts{Overall: portfolio.Known(7)}}
		if got := Slices(&p); len(got) != 1 || got[0].Year != portfolio.UnknownYear || got[0].Of(Overall) != 7 {
			t.Errorf("%+v: %+v", d, got)
		}
	}
}

// Fifteen countries share 3,250,000 equally: 325,000,000 cents are 15 times
// 21,666,666 and 10 cents more, which go to the first ten in order of code, AR
// to ML. Of the eight in West Africa, BF, BJ, GH, GM and ML have 216,666.67,
// and MR, SN and TG 216,666.66: together 5 x 216,666.67 + 3 x 216,666.66 =
// 1,733,333.33, as 8/15 of 3,250,000 are.
func TestSlicesOfEqualPlaces(t *testing.T) {
	west := []string{"BJ", "BF", "GM", "GH", "ML", "MR", "SN", "TG"}
	places := portfolio.EqualPortions(append(west, "AR", "BO", "BR", "CL", "PY", "UY", "JM")...)
	p := portfolio.Project{Lines: portfolio.EqualPortions("firearms"), Places: places,
		Amounts: portfolio.Amounts{Overall: portfolio.Known(325_000_000)}}
	var sum portfolio.Cents
	for _, s := range Slices(&p) {
		want := portfolio.Cents(21_666_667)
		if slices.Contains([]string{"MR", "PY", "SN", "TG", "UY"}, s.Place) {
			want--
		}
		if s.Of(Overall) != want {
			t.Errorf("%s has %s, want %s", s.Place, s.Of(Overall).Plain(), want.Plain())
		}
		if slices.Contains(west, s.Place) {
			sum += s.Of(Overall)
		}
	}
	if sum != 173_333_333 {
		t.Errorf("West Africa has %s, want 1733333.33", sum.Plain())
	}
}

// piracy is a project of both annexes, with the document's figures: Kenya is
// the place of Annex 3, two others are those of Annex 2.
func piracy() portfolio.Project {
	return portfolio.Project{
		Lines:         []portfolio.Portion{{Code: "maritime-piracy", Share: 10_000}},
		Places:        []portfolio.Portion{{Code: "KE", Share: 10_000}},
		OverallPlaces: []portfolio.Portion{{Code: "1027", Share: 5000}, {Code: "SO", Share: 5000}},
		Duration:      portfolio.Duration{Start: 20090402, End: 20120331},
		ShortfallOn:   20110430,
		Amounts: portfolio.Amounts{Approved: portfolio.Known(6_490_700_00), Overall: portfolio.Known(25_426_689_00),
			Shortfall: portfolio.Known(10_250_963_00)},
	}
}

// sumsBy adds up the slices by a code.
func sumsBy(p portfolio.Project, code func(Slice) string) map[string]Sums {
	out := map[string]Sums{}
	for _, s := range Slices(&p) {
		sums := out[code(s)]
		sums.Add(&s.Sums)
		out[code(s)] = sums
	}
	return out
}

// TestShortfallAfterItWasStated spreads a shortfall over the days left after
// 30 April 2011: 245 of 2011 (1 May to 31 December) and 91 of 2012 (1 January
// to 31 March), 336 together. 10,250,963 × 245/336 = 7,474,660.52, and
// 10,250,963 × 91/336 = 2,776,302.48.
func TestShortfallAfterItWasStated(t *testing.T) {
	got := sumsBy(piracy(), func(s Slice) string { return ByYear.Entry().Divides.Of(&s) })
	want := map[string]portfolio.Amount{"2009": {}, "2010": {}, "2011": portfolio.Known(7_474_660_52), "2012": portfolio.Known(2_776_302_48)}
	for year, amount := range want {
		if sums := got[year]; sums[2] != amount || !sums[0].Known {
			t.Errorf("%s: shortfall %v, want %v", year, sums[2], amount)
		}
	}
	if len(got) != len(want) {
		t.Errorf("years %v", got)
	}
}

// TestShortfallWithoutDays leaves a shortfall without a year where no days are
// left or a day is unknown, and the other amounts where they are.
func TestShortfallWithoutDays(t *testing.T) {
	for name, set := range map[string]func(*portfolio.Project){
		"stated on the last day": func(p *portfolio.Project) { p.ShortfallOn = 20120331 },
		"stated afterwards":      func(p *portfolio.Project) { p.ShortfallOn = 20140101 },
		"stated nobody knows":    func(p *portfolio.Project) { p.ShortfallOn = 0 },
	} {
		p := piracy()
		set(&p)
		got := sumsBy(p, func(s Slice) string { return ByYear.Entry().Divides.Of(&s) })
		for year, sums := range got {
			if sums[2].Known != (year == "0") || sums[0].Known != (year != "0") {
				t.Errorf("%s: %s has %v", name, year, sums)
			}
		}
		if got["0"][2] != p.Amounts.Shortfall {
			t.Errorf("%s: %v without a year", name, got["0"][2])
		}
	}
	p := piracy()
	p.ShortfallOn = 20120330 // one day is left
	if got := sumsBy(p, func(s Slice) string { return ByYear.Entry().Divides.Of(&s) }); got["2012"][2] != p.Amounts.Shortfall {
		t.Errorf("the last day has %v", got["2012"][2])
	}
}

// TestAnnexesHaveTheirOwnPlaces splits the approved budget by the places of
// Annex 3, the other amounts by those of Annex 2.
func TestAnnexesHaveTheirOwnPlaces(t *testing.T) {
	got := sumsBy(piracy(), func(s Slice) string { return s.Place })
	half := Sums{{}, portfolio.Known(12_713_344_50), portfolio.Known(5_125_481_50)}
	want := map[string]Sums{"KE": {portfolio.Known(6_490_700_00)}, "1027": half, "SO": half}
	for place, sums := range want {
		if got[place] != sums {
			t.Errorf("%s has %v, want %v", place, got[place], sums)
		}
	}
}

// TestSlicesAddUp checks that slices add up to the amounts at every level, and
// that an amount is unknown in all slices if and only if it is unknown.
func TestSlicesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := randomProject(t)
		for n, m := range StoredMeasures {
			byLine, byPlace := map[string]portfolio.Amount{}, map[string]portfolio.Amount{}
			var total portfolio.Amount
			for _, s := range Slices(&p) {
				byLine[s.Line] = byLine[s.Line].Plus(s.Sums[n])
				byPlace[s.Place] = byPlace[s.Place].Plus(s.Sums[n])
				total = total.Plus(s.Sums[n])
			}
			if total != AmountOf(p.Amounts, m) {
				t.Fatalf("slices add up to %v, %s %v", total, m, AmountOf(p.Amounts, m))
			}
			if !total.Known {
				continue
			}
			for i, part := range Split(total.Cents, weights(p.Lines)) {
				if byLine[p.Lines[i].Code].Cents != part {
					t.Fatalf("line %s: %v, want %d", p.Lines[i].Code, byLine[p.Lines[i].Code], part)
				}
			}
			for place, sum := range byPlace {
				at := slices.ContainsFunc(m.Places(&p), func(x portfolio.Portion) bool { return x.Code == place })
				if sum.Known != at {
					t.Fatalf("%s at %s: %v", m, place, sum)
				}
			}
		}
	})
}

func randomProject(t *rapid.T) portfolio.Project {
	portions := func(codes ...string) []portfolio.Portion {
		var out []portfolio.Portion
		for _, c := range codes[:rapid.IntRange(1, len(codes)).Draw(t, "portions")] {
			out = append(out, portfolio.Portion{Code: c, Share: portfolio.Percent(rapid.IntRange(1, 10_000).Draw(t, "share"))})
		}
		return out
	}
	start, _ := portfolio.NewDate(rapid.IntRange(1990, 2020).Draw(t, "year"), 3, rapid.IntRange(1, 31).Draw(t, "day"))
	return portfolio.Project{
		Lines: portions("x", "y", "z", "v"), Places: portions("ML", "GH"),
		OverallPlaces: rapid.SampledFrom([][]portfolio.Portion{nil, portions("GH", "SN", "BJ")}).Draw(t, "overall places"),
		Duration:      portfolio.Duration{Start: start, End: start.AddMonths(rapid.IntRange(0, 90).Draw(t, "months"))},
		ShortfallOn:   rapid.SampledFrom([]portfolio.Date{0, start, start.AddMonths(20)}).Draw(t, "stated"),
		Amounts:       portfolio.Amounts{Approved: amount(t), Overall: amount(t), Shortfall: amount(t)},
	}
}

func amount(t *rapid.T) portfolio.Amount {
	if rapid.Bool().Draw(t, "unknown") {
		return portfolio.Amount{}
	}
	return portfolio.Known(portfolio.Cents(rapid.Int64Range(0, int64(portfolio.MaxMoney)).Draw(t, "amount")))
}
