package portfolio

import "testing"

func TestKnownDays(t *testing.T) {
	known := KnownDays{First: 20110430, Last: 20120229}
	for day, want := range map[Date]string{
		20110430: "", 20120229: "", 20110831: "",
		20110429: `date "2011-04-29" is before 30 Apr 2011, the date of the document; nothing is known before that`,
		20120301: `date "2012-03-01" is after 29 Feb 2012; nothing is known after that`,
	} {
		got := ""
		if err := known.Check(day); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", day.Plain(), got, want)
		}
	}
}
