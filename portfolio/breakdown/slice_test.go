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
		if got := Slices(&p); len(got) != 1 || got[0].Year != UnknownYear || got[0].Of(Overall) != 7 {
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

// TestSlicesAddUp checks that slices add up to the amounts at every level.
func TestSlicesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := randomProject(t)
		byLine := map[string]portfolio.Cents{}
		var total portfolio.Cents
		for _, s := range Slices(&p) {
			byLine[s.Line] += s.Of(Approved)
			total += s.Of(Approved)
		}
		if total != p.Amounts.Approved.Cents {
			t.Fatalf("slices add up to %d, approved %d", total, p.Amounts.Approved.Cents)
		}
		for i, part := range Split(total, weights(p.Lines)) {
			if byLine[p.Lines[i].Code] != part {
				t.Fatalf("line %s: %d, want %d", p.Lines[i].Code, byLine[p.Lines[i].Code], part)
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
		Duration: portfolio.Duration{Start: start, End: start.AddMonths(rapid.IntRange(0, 90).Draw(t, "months"))},
		Amounts:  portfolio.Amounts{Approved: portfolio.Known(portfolio.Cents(rapid.Int64Range(0, int64(portfolio.MaxMoney)).Draw(t, "approved")))},
	}
}
