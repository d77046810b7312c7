package portfolio

import (
	"slices"
	"testing"
)

// TestSpentIsOneField enters expenditure as an amount with its day: both are set
// together, however they are typed, and the usual day is that of the portfolio,
// or that of the present figure if it is later.
func TestSpentIsOneField(t *testing.T) {
	cat := &Catalogue{Reference: 20110430}
	spent := func(text string) []Setting { return []Setting{{Field: FieldSpent, Value: text}} }
	none := []Setting{{Field: FieldSpent, Unset: true}, {Field: FieldSpentOn, Unset: true}}
	for name, c := range map[string]struct {
		now  []Setting // nil: nothing spent
		edit []Setting
		want []Setting // nil: a fault, or nothing to change
	}{
		"amount alone":       {nil, spent("250,000"), pair("250000", "2011-04-30")},
		"with a day":         {nil, spent("US$ 1.2m on 30 Jun 2011"), pair("1200000", "2011-06-30")},
		"as of a month":      {nil, spent("5.25 as of Jun 2011"), pair("5.25", "2011-06-30")},
		"by a day":           {nil, spent("5 BY 2011-03-01"), pair("5", "2011-03-01")},
		"two settings":       {nil, []Setting{{Field: FieldSpentOn, Value: "2011"}, {Field: FieldSpent, Value: "7"}}, pair("7", "2011-12-31")},
		"a later figure":     {pair("1", "2011-09-30"), spent("2"), pair("2", "2011-09-30")},
		"an earlier figure":  {pair("1", "2010-09-30"), spent("2"), pair("2", "2011-04-30")},
		"the same, later":    {pair("1", "2010-09-30"), spent("1"), pair("1", "2011-04-30")},
		"the day alone":      {pair("1", "2010-09-30"), []Setting{{Field: FieldSpentOn, Value: "2010-10-31"}}, pair("1", "2010-10-31")},
		"nothing changed":    {pair("1", "2011-04-30"), spent("1"), nil},
		"emptied":            {pair("1", "2011-04-30"), spent(""), none},
		"a day only":         {nil, spent("30 Jun 2011"), nil},
		"no such day":        {nil, spent("5 on 31 Jun 2011"), nil},
		"no amount":          {nil, spent("much on 30 Jun 2011"), nil},
		"day without amount": {nil, []Setting{{Field: FieldSpentOn, Value: "2011-06-30"}}, nil},
		"day emptied":        {pair("1", "2011-04-30"), []Setting{{Field: FieldSpentOn}}, nil},
		"day given twice":    {nil, append(spent("1 on 30 Jun 2011"), Setting{Field: FieldSpentOn, Value: "2011"}), nil},
	} {
		r := &Record{Kind: ProjectRecord, ID: "ABCX12", Base: &Project{Number: "ABCX12", Kind: Field, Programme: "x",
			Lines: []Portion{{"a", 10_000, false}}, Places: []Portion{{"b", 10_000, false}}}}
		if c.now != nil {
			first := Change{ID: ID{Office: "hq", Incarnation: "a1", N: 1}, Record: r.ID, Fields: c.now}
			first.Finish()
			r.Log = NewLog(first)
		}
		got, err := Edit{Record: r.ID, Fields: c.edit}.Read(r, cat)
		if !slices.Equal(got, c.want) || (err == nil) != (c.want != nil) {
			t.Errorf("%s: %v, %v; want %v", name, got, err, c.want)
		}
	}
}

func pair(amount, day string) []Setting {
	return []Setting{{Field: FieldSpent, Value: amount}, {Field: FieldSpentOn, Value: day}}
}

// TestSpentIsShownWithItsDay has the value for people, and reads back what a form
// shows.
func TestSpentIsShownWithItsDay(t *testing.T) {
	spec, err := FindField(ProjectRecord, FieldSpent)
	if err != nil {
		t.Fatal(err)
	}
	v, err := spec.Enter(&Catalogue{Reference: 20110430}, "1234567.05")
	if err != nil || v.Text != "1234567.05 on 2011-04-30" || spec.Value(v).Shown() != "1,234,567.05 on 30 Apr 2011" ||
		spec.WithUnit(v).Shown() != "US$ 1,234,567.05 on 30 Apr 2011" {
		t.Errorf("%+v, %s, %v", v, spec.WithUnit(v).Shown(), err)
	}
	if again, err := spec.Enter(&Catalogue{}, v.Text); err != nil || again != v {
		t.Errorf("read again as %+v, %v", again, err)
	}
}
