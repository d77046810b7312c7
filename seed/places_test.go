package seed

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// TestPlacesOfAnnex2 holds the places that the text names: 15 countries of
// GLOX34, the region and Somalia of XAMT72, none of the others.
func TestPlacesOfAnnex2(t *testing.T) {
	doc := document(t)
	want := map[string]string{
		"GLOX34": "BJ BF GM GH ML MR SN TG AR BO BR CL PY UY JM",
		"XAMT72": "1027:50 SO:50",
	}
	entries := 0
	for _, p := range doc.Projects {
		if p.Kind&portfolio.Global == 0 {
			continue
		}
		entries++
		field, places := "places", p.Places
		if p.Kind == portfolio.Field|portfolio.Global {
			field, places = "overall_places", p.OverallPlaces
		}
		got := portfolio.FormatPortions(places)
		if w, named := want[p.Number]; named && got != w || !named && (got != "global:100" || p.Country != "Global") {
			t.Errorf("%s: %s, country %q", p.Number, got, p.Country)
		}
		if s := sourceOf(t, p.Sources, field); s.Printed == "" || s.Taken == "" || s.Why == "" {
			t.Errorf("%s: %+v", p.Number, s)
		}
	}
	if entries != 15 {
		t.Errorf("%d entries of Annex 2, want 15", entries)
	}
	if p := projectOf(t, doc, "XAMT72"); portfolio.FormatPortions(p.Places) != "KE:100" {
		t.Errorf("the approved budget of XAMT72 belongs to %v", p.Places)
	}
}

// TestUnfundedInWestAfrica adds up the shortfalls in the places within West
// Africa: 8/15 of the 3,250,000 of GLOX34 = 1,733,333.33. No other project
// there has a printed shortfall.
func TestUnfundedInWestAfrica(t *testing.T) {
	doc := document(t)
	got := map[string]string{}
	for _, p := range doc.Projects {
		var sum portfolio.Amount
		for _, s := range breakdown.Slices(&p) {
			if doc.Catalogue.Contains("1030", s.Place) {
				sum = sum.Plus(s.Sums[slices.Index(breakdown.StoredMeasures, breakdown.Shortfall)])
			}
		}
		if sum.Known {
			got[p.Number] = sum.Plain()
		}
	}
	if want := map[string]string{"GLOX34": "1733333.33"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestPlacesOfActivities holds the activities whose text names places.
func TestPlacesOfActivities(t *testing.T) {
	want := map[string][]string{
		"2.2/1": {"1032", "1030"}, "2.2/2": {"1030", "1027", "AF", "PK"}, "2.2/3": {"789"},
		"2.2/4": {"798", "1030", "619", "caucasus"}, "2.3/1": {"1032"}, "2.4/1": {"SO", "sahel", "189", "679"},
	}
	got := map[string][]string{}
	for _, s := range document(t).SubProgrammes {
		for _, o := range s.Outcomes {
			for _, a := range o.Activities {
				if len(a.Places) > 0 {
					got[a.Code] = a.Places
				}
			}
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestPlacesWithin checks the chain from countries to continents by UN M49.
func TestPlacesWithin(t *testing.T) {
	cat := document(t).Catalogue
	for _, c := range []struct {
		outer, inner string
		want         bool
	}{
		{"1030", "ML", true}, {"298", "ML", true}, {"298", "1030", true}, {"1030", "1030", true}, {"ML", "1030", false},
		{"498", "JM", true}, {"1031", "JM", true}, {"489", "JM", false}, {"1032", "MX", true}, {"679", "AF", true},
		{"798", "KZ", true}, {"1030", "BI", false}, {"1027", "SO", true}, {"298", "global", false}, {"global", "ML", false},
		{"298", "nowhere", false},
	} {
		if got := cat.Contains(c.outer, c.inner); got != c.want {
			t.Errorf("%s contains %s: %t", c.outer, c.inner, got)
		}
	}
	west := strings.Join(cat.PlacesWithin("1030"), " ")
	if west != "1030 BF BJ CV GH GM GW LR ML MR NG SL SN TG" {
		t.Errorf("within West Africa: %s", west)
	}
	var apart []string // places that none of the others contains
	for _, p := range cat.Places {
		if p.Within == "" {
			apart = append(apart, p.Code)
		}
	}
	if !slices.Equal(apart, []string{"298", "498", "798", "AL", "MD", "RS", "UA", "global"}) {
		t.Errorf("within no other: %v", apart)
	}
}
