package portfolio

import (
	"strings"
	"testing"
)

// TestReviewReasons has, for rules and a change of a value, the reason for which
// the change is held; none for one that is let through.
func TestReviewReasons(t *testing.T) {
	for _, x := range []struct{ rules, field, was, is, want string }{
		// 1,620,000 − 1,498,100 = 121,900; 121,900 ÷ 1,498,100 = 8.137 %.
		{"approved>5%", "approved", "1498100", "1620000", "approved budget raised by US$ 121,900 (8.1 %), above the limit of 5 %"},
		{"approved>100000", "approved", "1498100", "1620000", "approved budget raised by US$ 121,900 (8.1 %), above the limit of US$ 100,000"},
		{"approved>100000,approved>5%", "approved", "1498100", "1620000", "approved budget raised by US$ 121,900 (8.1 %), above the limits of US$ 100,000 and 5 %"},
		{"approved>121900", "approved", "1498100", "1620000", ""},
		{"approved>121899.99", "approved", "1498100", "1620000", "approved budget raised by US$ 121,900 (8.1 %), above the limit of US$ 121,899.99"},
		{"approved>100000", "approved", "1620000", "1498100", "approved budget lowered by US$ 121,900 (7.5 %), above the limit of US$ 100,000"}, // 121,900 ÷ 1,620,000 = 7.525 %
		{"approved>10%", "approved", "1000", "1100", ""},
		{"approved>10%", "approved", "1000", "1100.01", "approved budget raised by US$ 100.01 (10.0 %), above the limit of 10 %"},
		{"approved>200%", "approved", "", "500000", "approved budget set to US$ 500,000, where there was none, above the limit of 200 %"},
		{"approved>600000", "approved", "", "500000", ""},
		{"approved>600000", "approved", "500000", "", ""},
		{"approved>5%", "approved", "500000", "", "approved budget removed (was US$ 500,000), above the limit of 5 %"},
		{"approved>5%", "approved", "500000", "500000", ""},
		{"approved", "approved", "1498100", "2000000", "approved budget raised by US$ 501,900 (33.5 %), and headquarters reviews every change of it"}, // 33.502 %
		{"approved", "shortfall", "1", "2", ""},
		{"none", "approved", "1", "2", ""},
		{"spent>20%", "spent", "250000", "320000", "expenditure raised by US$ 70,000 (28.0 %), above the limit of 20 %"},
		// Six months after 30 September, the last day of a month, is 31 March.
		{"end>6m", "end", "2011-09-30", "2012-03-31", ""},
		{"end>6m", "end", "2011-09-30", "2012-04-01", "last day moved from 30 Sep 2011 to 1 Apr 2012, 184 days later, above the limit of 6 months"}, // 31+30+31+31+29+31+1
		{"end>6m", "end", "2011-09-30", "2011-03-30", "last day moved from 30 Sep 2011 to 30 Mar 2011, 184 days earlier, above the limit of 6 months"},
		{"end>30d", "end", "2011-09-30", "2011-10-30", ""},
		{"end>30d", "end", "2011-09-30", "2011-10-31", "last day moved from 30 Sep 2011 to 31 Oct 2011, 31 days later, above the limit of 30 days"},
		{"end>6m", "end", "", "2012-04-01", "last day set to 1 Apr 2012, where there was none, above the limit of 6 months"},
		{"service_lines>20%", "service_lines", "a:60 b:40", "a:40 b:60", ""},
		{"service_lines>20%", "service_lines", "a:60 b:40", "a:30 b:60 c:10", "service lines: 30 % of the project moved, above the limit of 20 %"},
		{"status", "status", "", "closed", "status by hand set to closed, and headquarters reviews every change of it"},
		{"title", "title", "One", "Two", "title changed, and headquarters reviews every change of it"},
	} {
		f, err := FindField(ProjectRecord, x.field)
		if err != nil {
			t.Fatal(err)
		}
		if got := ParseReviewRules(x.rules).Reason(&f, textValue(x.was), textValue(x.is)); got != x.want {
			t.Errorf("%s: %s from %q to %q:\n%s\nnot\n%s", x.rules, x.field, x.was, x.is, got, x.want)
		}
	}
}

func TestReadReviewRules(t *testing.T) {
	f, err := FindField(OfficeRecord, FieldHeld)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"approved_budget > 10 %, title": "approved>10%,title", "none": "none", "end>6 months": "", "end>6months": "end>6m",
		"approved>1.2m,approved>5%": "approved>1200000,approved>5%", "approved>10%,approved>10%": "approved>10%",
		"places>20%": "places>20%", "withdrawn": "withdrawn", "shortfall, none": "shortfall",
		"title>5%": "", "end>10%": "", "approved>6d": "", "colour": "", "approved>5%>6%": "", "places>20": "",
	} {
		v, err := f.Read(&Catalogue{}, text)
		if v.Text != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", text, v.Text, err)
		}
		if again, err := f.Read(&Catalogue{}, v.Text); want != "" && (err != nil || again != v) {
			t.Errorf("%s: read again %q, %v", v.Text, again.Text, err)
		}
	}
}

// TestReadScope reads codes and names of regions and countries, and names every
// wrong one.
func TestReadScope(t *testing.T) {
	cat := &Catalogue{Programmes: []Programme{{Code: "eastern-africa", Name: "Eastern Africa"}, {Code: "global", Name: "Global"}},
		Places: []Place{{Code: "1027", Name: "East Africa"}, {Code: "KE", Name: "Kenya"}, {Code: "VN", Name: "Viet Nam"}, {Code: "global", Name: "Global"}}}
	f, _ := FindField(OfficeRecord, FieldScope)
	for text, want := range map[string]string{
		"KE,eastern-africa": "KE,eastern-africa", "kenya, Eastern Africa,ke": "KE,eastern-africa", "Viet Nam": "VN", "viet nam global": "VN,global",
		"all,KE": "all", "East Africa": "", "1027": "", "Kenia": "", ",": "",
	} {
		if v, err := f.Read(cat, text); v.Text != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", text, v.Text, err)
		}
	}
	_, err := f.Read(cat, "Kenia,KE,Vietnam")
	if err == nil || !strings.Contains(err.Error(), `"Kenia, Vietnam" are not regions or countries`) {
		t.Error(err)
	}
}

// TestReachOfCountries gives a project places in turn: reach only grows, with
// and without effect, and a region as a place is in no country.
func TestReachOfCountries(t *testing.T) {
	r := Record{ID: "ABCX01", Kind: ProjectRecord, Base: &Project{Programme: "west-africa", Places: []Portion{{Code: "ML", Share: whole}},
		OverallPlaces: []Portion{{Code: "GH", Share: 5000}, {Code: "1030", Share: 5000}}}}
	in := func(want ...string) {
		t.Helper()
		for _, c := range []string{"ML", "GH", "KE", "UG", "1030", "west-africa", "eastern-africa", "all"} {
			is, wanted := r.Reach().Within([]string{c}), c == "west-africa" || c == "all"
			for _, w := range want {
				wanted = wanted || c == w
			}
			if is != wanted {
				t.Errorf("within %s: %v, areas %v", c, is, r.Reach().Areas)
			}
		}
	}
	in("ML", "GH")
	for n, places := range []string{"KE:50 UG:50", "1030:100", "KE:half"} {
		c := Change{ID: ID{Office: "roea", Incarnation: "1", N: int64(n + 1)}, Record: r.ID, Fields: []Setting{{Field: FieldPlaces, Value: places}}}
		c.Finish()
		if !c.Widens() {
			t.Error("places can widen")
		}
		r.Log.Add(c)
		r.Log.Hold(c.ID, n == 0)
		in("ML", "GH", "KE", "UG")
	}
}

// TestAllUnknownNames has every unknown name of a list in one error.
func TestAllUnknownNames(t *testing.T) {
	cat := &Catalogue{Lines: []Line{{Code: "drugs", Label: "DRG"}, {Code: "piracy", Label: "PIR"}}, Places: []Place{{Code: "KE", Name: "Kenya"}}}
	for _, x := range []struct {
		kind               RecordKind
		field, text, wants string
	}{
		{ProjectRecord, "service_lines", "DRG:40, DRUX:30, PIRA:30", `service_lines "DRUX:30, PIRA:30" name no service line`},
		{ProjectRecord, "places", "Kenia", `places "Kenia" names no place`},
		{OfficeRecord, "held_fields", "approvd, end>6m, titel", `held_fields "approvd, titel" are not fields that offices change`},
	} {
		f, _ := FindField(x.kind, x.field)
		if _, err := f.Read(cat, x.text); err == nil || err.Error() != x.wants {
			t.Errorf("%v\nnot\n%s", err, x.wants)
		}
	}
}

// TestOverspent has the warning about expenditure above the budget, until it is
// resolved.
func TestOverspent(t *testing.T) {
	for _, x := range []struct {
		spent, approved, overall Amount
		want                     string
	}{
		// 1,600,000 − 1,498,100 = 101,900; ÷ 1,498,100 = 6.802 %.
		{Known(Dollars(1_600_000)), Known(Dollars(1_498_100)), Known(Dollars(9)), "US$ 1,600,000 is US$ 101,900 (6.8 %) above the approved budget, US$ 1,498,100"},
		{Known(Dollars(1_498_100)), Known(Dollars(1_498_100)), Known(Dollars(9)), ""},
		{Known(Dollars(1_498_100) + 5), Known(Dollars(1_498_100)), Amount{}, "US$ 1,498,100.05 is US$ 0.05 (0.0 %) above the approved budget, US$ 1,498,100"},
		{Known(Dollars(300)), Amount{}, Known(Dollars(200)), "US$ 300 is US$ 100 (50.0 %) above the overall budget, US$ 200"},
		{Known(Dollars(300)), Known(0), Known(Dollars(400)), "US$ 300 is US$ 300 above the approved budget, US$ 0"},
		{Known(Dollars(300)), Amount{}, Amount{}, ""},
		{Amount{}, Known(0), Amount{}, ""},
	} {
		p := Project{Number: "ABCX01", Amounts: Amounts{Approved: x.approved, Overall: x.overall, Spent: x.spent}}
		got := ""
		for _, d := range p.Disorder() {
			got += d.What
		}
		if got != x.want || (p.NumberShown() == "ABCX01!") != (x.want != "") {
			t.Errorf("%s %q\nnot\n%q", p.NumberShown(), got, x.want)
		}
	}
}

// TestConflictOfDays settles a conflict of both days field by field, though the
// days are in the wrong order between the two steps.
func TestConflictOfDays(t *testing.T) {
	r := Record{ID: "ABCX01", Kind: ProjectRecord, Base: &Project{Number: "ABCX01", Kind: Field, Programme: "global", Lines: []Portion{{Code: "drugs", Share: whole}},
		Places: []Portion{{Code: "KE", Share: whole}}, Duration: Duration{Start: 20100101, End: 20101231}}}
	for n, days := range [][2]string{{"2012-01-01", "2012-12-31"}, {"2010-02-01", "2010-11-30"}} {
		c := Change{ID: ID{Office: "roea", Incarnation: string(rune('1' + n)), N: 1}, Record: r.ID, Fields: []Setting{{Field: FieldEnd, Value: days[1]}, {Field: FieldStart, Value: days[0]}}}
		c.Finish()
		r.Log.Add(c)
	}
	first := Edit{Record: r.ID, Fields: []Setting{{Field: FieldStart, Value: "2012-01-01"}}}
	if _, err := first.Read(&r, &Catalogue{}); err != nil {
		t.Error(err)
	}
	r.Log = Log{}
	if _, err := first.Read(&r, &Catalogue{}); err == nil {
		t.Error("without a conflict the first day may not be behind the last")
	}
}

func TestReviewRulesShown(t *testing.T) {
	for text, want := range map[string]string{
		"none": "changes of no field", "approved>10%,end>6m,title": "changes of approved budget above 10 %, last day above 6 months, title",
	} {
		if got := ParseReviewRules(text).Shown(); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}

// FuzzReviewRules reads rules: what is read reads the same again, and every rule
// judges any change of its field without fail.
func FuzzReviewRules(f *testing.F) {
	for _, seed := range []string{"approved>10%,end>6m", "service_lines > 20 %", "none", "title", "spent>1.2m,spent>5%", "withdrawn"} {
		f.Add(seed, "1498100", "1620000")
	}
	spec, _ := FindField(OfficeRecord, FieldHeld)
	f.Fuzz(func(t *testing.T, text, was, is string) {
		v, err := spec.Read(&Catalogue{}, text)
		if err != nil || !v.Known {
			return
		}
		if again, err := spec.Read(&Catalogue{}, v.Text); err != nil || again != v {
			t.Errorf("%q is read as %q, then as %q, %v", text, v.Text, again.Text, err)
		}
		rules := ParseReviewRules(v.Text)
		for _, r := range rules {
			if field, err := ReviewedField(r.Field); err == nil {
				rules.Reason(field, textValue(was), textValue(is))
				rules.Unseen(field, textValue(is))
			}
		}
	})
}
