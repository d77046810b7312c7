package portfolio

import (
	"math"
	"strconv"
)

// Percent is a share in hundredths of a per cent: 10,000 is 100 %.
type Percent int64

// Share returns part as a share of whole, rounded half away from zero; 0 if
// whole is 0.
func Share(part, whole Cents) Percent {
	if whole == 0 {
		return 0
	}
	return Percent(math.Round(float64(part) / float64(whole) * 10_000))
}

// Plain returns p in per cent for programs, such as 39.57.
func (p Percent) Plain() string {
	return strconv.FormatFloat(float64(p)/100, 'f', -1, 64)
}

// Shown returns p for people with one decimal, such as 39.6 %.
func (p Percent) Shown() string { return p.Tenths() + " %" }

// Spoken returns p in words, such as 39.6 per cent.
func (p Percent) Spoken() string { return p.Tenths() + " per cent" }

func (p Percent) Tenths() string { return strconv.FormatFloat(float64(p)/100, 'f', 1, 64) }

// Whole returns the share rounded to whole per cent, for narrow columns.
func (p Percent) Whole() WholePercent { return WholePercent((p + 50) / 100) }

// Exactly returns the share with all its decimals.
func (p Percent) Exactly() Value { return Signed(p.Plain()+" %", p.Plain()+" per cent") }

// WholePercent is a share in whole per cent.
type WholePercent int64

// Plain returns p in digits.
func (p WholePercent) Plain() string { return strconv.FormatInt(int64(p), 10) }

// Shown returns p for the eye, such as 31 %.
func (p WholePercent) Shown() string { return p.Plain() + " %" }

// Spoken returns p in words, such as 31 per cent.
func (p WholePercent) Spoken() string { return p.Plain() + " per cent" }
