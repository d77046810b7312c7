package portfolio

import "testing"

// Times are read as people write them, and written in one way.
func TestParseSpan(t *testing.T) {
	for text, want := range map[string]string{
		"+6m": "+6m", "6m": "+6m", "6 months": "+6m", "six months": "+6m", " Six  Months ": "+6m", "6 mo": "+6m",
		"+6": "+6m", "-3": "-3m", "+ 6": "+6m", "-90d": "-90d", "90 days": "+90d", "a year": "+1y", "1 yr": "+1y",
		"1y6m": "+1y6m", "1 year and 6 months": "+1y6m", "2 weeks": "+2w", "-1Y2w": "-1y2w", "+06m": "+6m",
		"": "", "6": "", "2012": "", "+": "", "m": "", "months": "", "+m": "", "+-6m": "", "--6m": "", "6 may": "", "6m 5": "",
		"and 6m": "", "6m and": "", "10000d": "", "May 2012": "", "12-06": "", "+6 x": "", "1.5y": "", "sixmonths": "",
	} {
		s, plain, ok := readSpan(text)
		if ok != (want != "") || ok && plain != want {
			t.Errorf("%q: %q %v, want %q", text, plain, ok, want)
		}
		if again, err := ParseSpan(plain); ok && (err != nil || again != s) {
			t.Errorf("%q is written as %q and read as %v, not %v: %v", text, plain, again, s, err)
		}
	}
	for text, want := range map[string]Span{"1 year and 6 months": {18, 0}, "-1y2w": {-12, -14}, "+6": {6, 0}, "a day": {0, 1}} {
		if s, err := ParseSpan(text); err != nil || s != want {
			t.Errorf("%q: %v %v, want %v", text, s, err, want)
		}
	}
	for _, text := range []string{"6", "+300y", "-9999m"} {
		if s, err := ParseSpan(text); err == nil {
			t.Errorf("%q: %v", text, s)
		}
	}
}
