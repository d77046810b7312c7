package fault

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNotFound is returned where a record does not exist.
var ErrNotFound = errors.New("not found")

// ErrOtherContent is returned for a change whose id is here with another
// content.
var ErrOtherContent = errors.New("is here with another content")

// Invalid is input that cannot be taken: which field, which value, why, and
// what to do instead.
type Invalid struct {
	Field  string // what the value was given for
	Value  string // the value as given
	Why    string // what is wrong with it, continuing the sentence "FIELD VALUE …"
	Do     string // what to do instead, such as how to write it; may be empty
	Action Action // the same where it takes a command or a key; may be zero
	Of     string // what the action is done to; may be empty
}

// Error returns one sentence.
func (e *Invalid) Error() string {
	if e.Value == "" {
		return e.Field + " " + e.Why
	}
	return fmt.Sprintf("%s %q %s", e.Field, e.Value, e.Why)
}

// Remedy returns what to do.
func (e *Invalid) Remedy() Remedy { return Remedy{Action: e.Action, Of: e.Of, Text: e.Do} }

// NoProject returns the error for a project number that does not exist. It
// wraps ErrNotFound and names the nearest of the numbers that do.
func NoProject(number string, all []string) error {
	return &noProject{number: number, hint: Suggest(strings.ToUpper(number), all)}
}

type noProject struct{ number, hint string }

func (e *noProject) Error() string { return fmt.Sprintf("project %q does not exist", e.number) }

// Remedy names the nearest numbers.
func (e *noProject) Remedy() Remedy { return Remedy{Text: e.hint} }

func (e *noProject) Unwrap() error { return ErrNotFound }
