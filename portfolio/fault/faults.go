package fault

import (
	"fmt"
	"strings"
)

// Faults is a list of all errors in what was entered.
type Faults []error

// Error returns all faults, one per line, without words for actions.
func (f Faults) Error() string { return f.words(nil) }

// words returns all faults, one per line, with their remedies if there are
// several.
func (f Faults) words(table map[Action]string) string {
	if len(f) == 1 {
		return f[0].Error()
	}
	lines := make([]string, len(f))
	for i, e := range f {
		lines[i] = "  " + e.Error()
		if h := RemedyOf(e).Words(table); h != "" {
			lines[i] += "; " + h
		}
	}
	return fmt.Sprintf("%d values cannot be taken; nothing was changed\n", len(f)) + strings.Join(lines, "\n")
}

// Remedy returns the remedy if there is a single fault.
func (f Faults) Remedy() Remedy {
	if len(f) == 1 {
		return RemedyOf(f[0])
	}
	return Remedy{}
}

// Unwrap returns the faults.
func (f Faults) Unwrap() []error { return f }

// Err returns the faults as an error, nil if there are none.
func (f Faults) Err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}
