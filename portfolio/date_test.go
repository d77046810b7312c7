package portfolio

import "testing"

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
	for months, want := range map[int]string{0: "2012-02-29", 12: "2013-02-28", -1: "2012-01-29", 10: "2012-12-29"} {
		if got := d.AddMonths(months).Plain(); got != want {
			t.Errorf("%d months: %s, want %s", months, got, want)
		}
	}
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
