package fault

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNotFound is returned if a record does not exist.
var ErrNotFound = errors.New("not found")

// ErrOtherContent is returned for a change whose id this copy has with other
// content.
var ErrOtherContent = errors.New("is here with another content")

// Invalid is the error for invalid input: which field, which value, why, and
// what to do instead.
type Invalid struct {
	Field  string // the field or argument with the value
	Value  string // the value as given
	Why    string // what is wrong with it, continuing the sentence "FIELD VALUE …"
	Do     string // what to do instead, such as the expected form; may be empty
	Action Action // what to do, if it takes a command or a key; may be zero
	Of     string // object of the action; may be empty
}

// Error returns one sentence.
func (e *Invalid) Error() string {
	if e.Value == "" {
		return e.Field + " " + e.Why
	}
	return fmt.Sprintf("%s %q %s", e.Field, e.Value, e.Why)
}

// Remedy returns what to do about the error.
func (e *Invalid) Remedy() Remedy { return Remedy{Action: e.Action, Of: e.Of, Text: e.Do} }

// NoProject returns the error for a project number that does not exist. It
// wraps ErrNotFound; its remedy names the nearest numbers.
func NoProject(number string, all []string) error {
	return &noProject{number: number, hint: Suggest(strings.ToUpper(number), all)}
}

type noProject struct{ number, hint string }

func (e *noProject) Error() string { return fmt.Sprintf("project %q does not exist", e.number) }

// Remedy names the nearest numbers.
func (e *noProject) Remedy() Remedy { return Remedy{Text: e.hint} }

func (e *noProject) Unwrap() error { return ErrNotFound }
