package reconcile

import (
	"strings"

	"fieldfolio/portfolio"
)

// PublishedValue returns the published figure: US dollars, per cent or a number of things.
func (f Finding) PublishedValue() portfolio.Value { return f.value(f.Published.Value) }

// ComputedValue returns the computed figure; unknown if it cannot be checked.
func (f Finding) ComputedValue() portfolio.Value {
	if f.Verdict == CannotBeChecked {
		return portfolio.FieldValue{}
	}
	return f.value(f.Computed)
}

// DifferenceValue returns computed minus published; unknown if it cannot be checked.
func (f Finding) DifferenceValue() portfolio.Value {
	if f.Verdict == CannotBeChecked {
		return portfolio.FieldValue{}
	}
	return Difference{f.Difference, f.Published.Unit}
}

// RowValue returns what a row adds to the figure or, for a share, to the part.
func (f Finding) RowValue(r Row) portfolio.Value {
	if f.Published.Unit == portfolio.PerCent {
		return r.Amount
	}
	return f.value(int64(r.Amount))
}

// SumValue is RowValue of the sum of all rows.
func (f Finding) SumValue() portfolio.Value { return f.RowValue(Row{Amount: f.SumOfRows()}) }

func (f Finding) value(n int64) portfolio.Value {
	switch {
	case f.Published.Unit == portfolio.PerCent:
		return portfolio.Percent(n)
	case f.Published.Unit.Counts():
		return portfolio.Number(n)
	}
	return portfolio.Cents(n)
}

// Difference is a computed figure minus the published one: in cents, in
// hundredths of a percentage point, or in hundredths of a thing.
type Difference struct {
	size int64
	unit portfolio.Unit
}

// Plain returns the difference for programs, negative if the published figure
// is larger.
func (d Difference) Plain() string {
	if d.unit == portfolio.USDollars {
		return portfolio.Cents(d.size).Plain()
	}
	return portfolio.Number(d.size).Plain()
}

// Shown returns the difference for the eye, with its sign unless it is 0, such
// as +1,234,567 or, between shares, -0.4 pts.
func (d Difference) Shown() string { return d.signed(" pts") }

// InFull is Shown, with percentage points written out.
func (d Difference) InFull() string { return d.signed(" percentage points") }

func (d Difference) signed(points string) string {
	text := d.unsigned(points)
	switch {
	case !strings.ContainsAny(text, "123456789"):
		return text
	case d.size < 0:
		return "-" + text
	}
	return "+" + text
}

func (d Difference) unsigned(points string) string {
	size := max(d.size, -d.size)
	if d.unit == portfolio.PerCent {
		return portfolio.Percent(size).Tenths() + points
	}
	if d.unit == portfolio.USDollars {
		return portfolio.Cents(size).Shown()
	}
	return portfolio.Number(size).Shown()
}

// Spoken returns the difference in words, such as 27,000 less than published.
func (d Difference) Spoken() string {
	text := d.unsigned(" percentage points")
	switch {
	case !strings.ContainsAny(text, "123456789"):
		return text
	case d.size < 0:
		return text + " less than published"
	}
	return text + " more than published"
}
