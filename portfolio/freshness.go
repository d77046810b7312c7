package portfolio

import (
	"fmt"
	"time"
)

// StaleAfter is how long an office may be silent before its figures count as
// old.
const StaleAfter = 30 * 24 * time.Hour

// Heard is when another copy was last heard, seen from now. The zero At is
// never.
type Heard struct{ At, Now time.Time }

// Stale reports whether that is too long ago. What was never heard is stale.
func (h Heard) Stale() bool { return h.Now.Sub(h.At) > StaleAfter }

// Plain returns the time, empty for never.
func (h Heard) Plain() string {
	if h.At.IsZero() {
		return ""
	}
	return h.At.Format(time.RFC3339)
}

// Shown returns how long ago that was, such as 41 days, stale.
func (h Heard) Shown() string {
	s := h.Age()
	if h.Stale() && !h.At.IsZero() {
		s += ", stale"
	}
	return s
}

// Age returns how long ago that was, such as 41 days.
func (h Heard) Age() string {
	switch {
	case h.At.IsZero():
		return "never"
	case h.Now.Sub(h.At) < time.Hour:
		return "just now"
	}
	age, unit := int(h.Now.Sub(h.At).Hours()), "hour"
	if age >= 48 {
		age, unit = age/24, "day"
	}
	if age != 1 {
		unit += "s"
	}
	return fmt.Sprintf("%d %s", age, unit)
}
