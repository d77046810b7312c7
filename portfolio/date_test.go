package portfolio

import (
	"testing"

	"pgregory.net/rapid"
)

func TestDates(t *testing.T) {
	for _, bad := range []string{"", "2011-02-29", "2011-13-01", "30 Apr 2011", "2011-4-1", "0000-00-00"} {
		if d, err := ParseDate(bad); err == nil {
			t.Errorf("%q was taken as %s", bad, d.Plain())
		}
	}
	if _, err := NewDate(2011, 2, 29); err == nil {
		t.Error("29 February 2011 was taken")
	}
	d, err := ParseDate("2012-02-29")
	if err != nil || d.Plain() != "2012-02-29" || d.Shown() != "29 Feb 2012" || (Month{Date: d}).Shown() != "Feb 2012" {
		t.Errorf("%v %v", d, err)
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from   Date
		months int
		want   Date
	}{
		{20110430, 6, 20111031}, {20110831, 6, 20120229}, {20100831, 6, 20110228}, {20110228, 12, 20120229},
		{20120229, 12, 20130228}, {20120228, 12, 20130228}, {20120228, 1, 20120328}, {20110228, 1, 20110331},
		{20110430, -6, 20101031}, {20110831, -18, 20100228}, {20110430, 0, 20110430}, {20110130, 1, 20110228},
		{20110129, 13, 20120229}, {20111231, 2, 20120229}, {20110415, 6, 20111015}, {20111101, -12, 20101101},
	} {
		if got := c.from.AddMonths(c.months); got != c.want {
			t.Errorf("%s and %d months: %s, want %s", c.from.Plain(), c.months, got.Plain(), c.want.Plain())
		}
	}
}

// Whatever the date: the month is the one so many months away; the last day of
// a month stays one; any other day keeps its number where the month is long
// enough; and a later date never becomes an earlier one.
func TestAddMonthsRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date(19700101).AddDays(rapid.IntRange(0, 47_000).Draw(t, "days"))
		n := rapid.IntRange(-400, 400).Draw(t, "months")
		got := d.AddMonths(n)
		if apart := (got.Year()-d.Year())*12 + int(got.month()) - int(d.month()); apart != n {
			t.Fatalf("%s and %d months: %s", d.Plain(), n, got.Plain())
		}
		length := monthLength(got.Year(), got.month())
		last := d.AddDays(1)%100 == 1 // the next day is the first of a month
		switch day := int(d % 100); {
		case last || day > length:
			if int(got%100) != length {
				t.Fatalf("%s and %d months: %s, not the last day", d.Plain(), n, got.Plain())
			}
		case int(got%100) != day:
			t.Fatalf("%s and %d months: %s, not day %d", d.Plain(), n, got.Plain(), day)
		}
		if next := d.AddDays(1).AddMonths(n); next < got {
			t.Fatalf("%s: %s, the next day: %s", d.Plain(), got.Plain(), next.Plain())
		}
	})
}

func TestStatus(t *testing.T) {
	const on Date = 20110430
	for d, want := range map[Duration]Status{
		{}: StatusUnknown, {Start: 20110501, End: 20120101}: Planned, {Start: 20110501}: Planned, {Start: 20110430, End: 20110430}: Active,
		{End: 20110430}: Active, {End: 20110429}: Ended, {Start: 20100101}: Active, {Start: 20100101, End: 20110429}: Ended,
	} {
		if got := d.StatusOn(on); got != want {
			t.Errorf("%+v: %s, want %s", d, got, want)
		}
	}
}
