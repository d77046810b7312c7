package portfolio

import "fieldfolio/portfolio/fault"

// KnownDays are the days of which a copy knows how the portfolio stood: from
// that of the document to the last one.
type KnownDays Range

// Check returns an *Invalid that names the earliest or last known day, unless a
// day is one of them.
func (k KnownDays) Check(day Date) error {
	switch {
	case day < k.First:
		return &fault.Invalid{Field: "date", Value: day.Plain(),
			Why: "is before " + k.First.Shown() + ", the date of the document; nothing is known before that",
			Do:  "use " + k.First.Plain() + " or a later date"}
	case day > k.Last:
		return &fault.Invalid{Field: "date", Value: day.Plain(),
			Why: "is after " + k.Last.Shown() + "; nothing is known after that",
			Do:  "use " + k.Last.Plain() + " or an earlier date"}
	}
	return nil
}
