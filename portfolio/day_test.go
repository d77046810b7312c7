package portfolio

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio/fault"
)

func TestReadDay(t *testing.T) {
	for _, c := range []struct{ text, first, last string }{
		{"2011-06-30", "2011-06-30", "2011-06-30"},
		{"2011-6-3", "2011-06-03", "2011-06-03"},
		{"2011/06/30", "2011-06-30", "2011-06-30"},
		{" 2011 ", "2011-01-01", "2011-12-31"},
		{"2011-06", "2011-06-01", "2011-06-30"},
		{"2012-02", "2012-02-01", "2012-02-29"},
		{"6/2011", "2011-06-01", "2011-06-30"},
		{"Jun 2011", "2011-06-01", "2011-06-30"},
		{"june 2011", "2011-06-01", "2011-06-30"},
		{"2011 Sept.", "2011-09-01", "2011-09-30"},
		{"Jun-2011", "2011-06-01", "2011-06-30"},
		{"30 Jun 2011", "2011-06-30", "2011-06-30"},
		{"30-Jun-2011", "2011-06-30", "2011-06-30"},
		{"June 30, 2011", "2011-06-30", "2011-06-30"},
		{"30.6.2011", "2011-06-30", "2011-06-30"},
		{"6/30/2011", "2011-06-30", "2011-06-30"},
		{"04/04/2011", "2011-04-04", "2011-04-04"},
		{"end 2012", "2012-12-31", "2012-12-31"},
		{"End of 2012", "2012-12-31", "2012-12-31"},
		{"end 2012-06", "2012-06-30", "2012-06-30"},
		{"end Jun 2012", "2012-06-30", "2012-06-30"},
		{"start 2012", "2012-01-01", "2012-01-01"},
		{"start of feb 2012", "2012-02-01", "2012-02-01"},
		{"1970", "1970-01-01", "1970-12-31"},
		{"2099-12-31", "2099-12-31", "2099-12-31"},
	} {
		for side, want := range map[Side]string{FirstDay: c.first, LastDay: c.last} {
			if got, err := ReadDay(c.text, side); err != nil || got.Plain() != want {
				t.Errorf("%q, side %d: %s %v, want %s", c.text, side, got.Plain(), err, want)
			}
		}
	}
}

func TestReadDayRefuses(t *testing.T) {
	for text, why := range map[string]string{
		"03/04/2011": "can be 3 Apr 2011 and 4 Mar 2011", "3.4.2011": "can be 3 Apr 2011 and 4 Mar 2011",
		"2011-02-30": "is not a date", "30 Feb 2011": "is not a date", "2011-13": "is not a date",
		"31/31/2011": "is not a date", "0/5/2011": "is not a date", "2011-00": "is not a date",
		"1969": "before 1970", "2100-01-01": "after 2099", "end 30 Jun 2011": "names a day", "end": "is not a date", "end of": "is not a date",
		"06-30-11": "is not a date", "Jun": "is not a date", "2011 2012": "is not a date", "Ju 2011": "is not a date", "Jun Jun 2011": "is not a date",
		"tomorrow": "is not a date", "today": "is not a date", "+6m": "is not a date", "30 6 2011": "is not a date", "0 Jun 2011": "is not a date", "２０１１": "is not a date",
	} {
		d, err := ReadDay(text, LastDay)
		var in *fault.Invalid
		if !errors.As(err, &in) || !strings.Contains(in.Why, why) || d.Known() {
			t.Errorf("%q: %v %v, want %q", text, d, err, why)
		}
	}
}

func TestCountFrom(t *testing.T) {
	own := func(d Date, side Side) CountFrom { return CountFrom{Day: d, Side: side} }
	other := func(d Date, side Side) CountFrom { return CountFrom{Day: d, Side: side, Beside: true} }
	for _, c := range []struct {
		from       CountFrom
		text, want string
	}{
		{own(20120630, LastDay), "+6m", "2012-12-31"},   // the end of a month stays one
		{own(20120630, FirstDay), "+6m", "2012-12-31"},  // whichever date of a duration it is
		{other(20110430, LastDay), "+6m", "2011-10-30"}, // the day before 31 Oct
		{own(20120615, LastDay), "+6m", "2012-12-15"},
		{own(20120229, LastDay), "+1y", "2013-02-28"},
		{own(20110228, LastDay), "+1y", "2012-02-29"},
		{own(20120630, LastDay), "-3m", "2012-03-31"},
		{own(20120630, LastDay), "+90d", "2012-09-28"},
		{own(20120630, LastDay), "+2 weeks", "2012-07-14"},
		{own(20120630, LastDay), "+ 1y 6 months", "2013-12-31"},
		{own(20120630, LastDay), "+0d", "2012-06-30"},
		{own(20120630, LastDay), "6m", "2012-12-31"}, // without a sign: later
		{own(20120630, LastDay), "+6", "2012-12-31"}, // a sign and a number: months
		{other(20110101, LastDay), "two years", "2012-12-31"},
		{other(20110101, LastDay), "+2y", "2012-12-31"}, // both days count
		{other(20110101, LastDay), "+90d", "2011-03-31"},
		{other(20110115, LastDay), "+1m", "2011-02-14"},
		{other(20121231, FirstDay), "-2y", "2011-01-01"},
		{other(20110331, FirstDay), "-90d", "2011-01-01"},
		{other(20120615, FirstDay), "-1y", "2011-06-16"},
		{own(20990101, FirstDay), "+1y", ""}, {own(20120630, LastDay), "-9999y", ""}, {own(20120630, LastDay), "+9999y9999y", ""},
		{own(0, LastDay), "+6m", ""}, {own(20120630, LastDay), "+m", ""},
	} {
		got, err := c.from.Read(c.text)
		if got.Plain() != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%+v %q: %s %v, want %s", c.from, c.text, got.Plain(), err, c.want)
		}
	}
}

// A field's own day is counted from, then the other day of the duration as it
// is typed beside it or as it is now, then the reference day; in a form as in
// an edit.
func TestCountedDays(t *testing.T) {
	cat := &Catalogue{Reference: 20110430}
	set := func(field, value string) Setting { return Setting{Field: field, Value: value} }
	for _, c := range []struct {
		name  string
		now   Duration
		field string
		text  string
		with  []Setting
		want  string
	}{
		{"own", Duration{Start: 20110101, End: 20120630}, FieldEnd, "+6m", nil, "2012-12-31"},
		{"own before the one beside it", Duration{Start: 20110101, End: 20120630}, FieldEnd, "+6m", []Setting{set(FieldStart, "2011-03")}, "2012-12-31"},
		{"the other", Duration{Start: 20110101}, FieldEnd, "+2y", nil, "2012-12-31"},
		{"the other, typed", Duration{}, FieldEnd, "+2y", []Setting{set(FieldStart, "Mar 2011")}, "2013-02-28"},
		{"the other, counted", Duration{Start: 20110101}, FieldEnd, "+1y", []Setting{set(FieldStart, "+1m")}, "2012-01-31"},
		{"the other, emptied", Duration{Start: 20110101}, FieldEnd, "+1y", []Setting{{Field: FieldStart, Unset: true}}, "2012-04-30"},
		{"the other, wrong", Duration{Start: 20110101}, FieldEnd, "+1y", []Setting{set(FieldStart, "x")}, "2012-04-30"},
		{"reference", Duration{}, FieldStart, "-1y", nil, "2010-04-30"},
		{"reference, both counted", Duration{}, FieldEnd, "+1y", []Setting{set(FieldStart, "-1y")}, "2012-04-30"},
		{"of no duration", Duration{Start: 20010101}, FieldSpentOn, "-1m", nil, "2011-03-31"},
		{"a month", Duration{}, FieldSpentOn, "2011-06", nil, "2011-06-30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &Record{ID: "A", Kind: ProjectRecord, Base: &Project{Duration: c.now}}
			if c.field == FieldSpentOn {
				c.with = append(c.with, set(FieldSpent, "1"))
			}
			v, err := r.ReadField(cat, c.field, c.text, c.with...)
			if err != nil || v.Text != c.want {
				t.Fatalf("field: %v %v, want %s", v, err, c.want)
			}
			if slicesHave(c.with, "x") {
				return
			}
			out, err := Edit{Record: "A", Fields: append(c.with, set(c.field, c.text))}.Read(r, cat)
			if err != nil || !slicesHave(out, c.want) {
				t.Errorf("edit: %v %v, want %s", out, err, c.want)
			}
		})
	}
	r := &Record{Kind: ProjectRecord}
	if _, err := r.ReadField(&Catalogue{}, FieldEnd, "+1y"); err == nil || !strings.Contains(err.Error(), `end "+1y" counts from a day that is not known`) {
		t.Error(err)
	}
}

func slicesHave(all []Setting, value string) bool {
	for _, s := range all {
		if s.Value == value {
			return true
		}
	}
	return false
}

// Every day has the same reading in each way of writing it.
func TestDayIsReadAsShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date(19700101).AddDays(rapid.IntRange(0, 47_000).Draw(t, "days"))
		for _, text := range []string{d.Plain(), d.Shown(), strings.ToUpper(d.Shown()), strings.ReplaceAll(d.Shown(), " ", "-"), d.Time().Format("January 2, 2006"), d.Time().Format("2006/1/2")} {
			if got, err := ReadDay(text, FirstDay); err != nil || got != d {
				t.Fatalf("%q: %s %v, want %s", text, got.Plain(), err, d.Plain())
			}
		}
	})
}

func FuzzReadDay(f *testing.F) {
	for _, s := range []string{"2011-06-30", "end 2012", "+6m", "03/04/2011", "30 Jun 2011", "-9999y9999y", "end of", "2011.-3", "İ 2011"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, side := range []Side{FirstDay, LastDay} {
			d, err := ReadDay(text, side)
			n, err2 := CountFrom{Day: 20120630, Side: side, Beside: len(text)%2 == 0}.Read(text)
			for i, d := range []Date{d, n} {
				if e := []error{err, err2}[i]; (e == nil) != d.Known() {
					t.Fatalf("%q: %d with %v", text, d, e)
				}
				if !d.Known() {
					continue
				}
				if again, err := ReadDay(d.Plain(), side); err != nil || again != d {
					t.Fatalf("%q: %s is read again as %s, %v", text, d.Plain(), again.Plain(), err)
				}
			}
			if err == nil && err2 == nil {
				t.Fatalf("%q is a day and counted", text)
			}
		}
	})
}
