package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/format"
	"fieldfolio/portfolio/legible"
)

// Exit statuses, the same for every command.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitNeeded  = 3 // done, but a person is needed
	exitDiffers = 4
	exitClosed  = 141 // nobody reads the output any more: as of a program that SIGPIPE ends
)

// statusError is an error with an exit status.
type statusError struct {
	status int
	err    error
}

func (e *statusError) Error() string { return e.err.Error() }

func (e *statusError) Unwrap() error { return e.err }

// wrongUsage marks an error as wrong usage of the program.
func wrongUsage(err error) error {
	if err == nil {
		return nil
	}
	return &statusError{exitUsage, err}
}

// hinted is an error with a remedy.
type hinted struct {
	sentence, hint string
}

func (e *hinted) Error() string { return e.sentence }

func (e *hinted) Remedy() fault.Remedy { return fault.Remedy{Text: e.hint} }

// unwritable is the error for a file that cannot be written: before something was changed.
func unwritable(what string, err error) error {
	why, do := durable.Refusal(err)
	return &hinted{what + ": " + why, strings.TrimPrefix(do+"; nothing was changed", "; ")}
}

// usageError returns an error about wrong usage, with a remedy.
func usageError(hint, format string, args ...any) error {
	return wrongUsage(&hinted{fmt.Sprintf(format, args...), hint})
}

// differs returns the error of a comparison that found differences.
func differs(format string, args ...any) error {
	return &statusError{exitDiffers, fmt.Errorf(format, args...)}
}

// needed returns the error of a command that has succeeded but needs a person.
func needed(hint, format string, args ...any) error {
	return &statusError{exitNeeded, &hinted{fmt.Sprintf(format, args...), hint}}
}

// twofold is the failure of a command that did the rest, and for which a person is needed besides.
type twofold struct{ failure, needs error }

func (e *twofold) Error() string { return e.failure.Error() + "; " + e.needs.Error() }

// alsoNeeded returns a failure and what a person is needed for as one error, which is said in a line
// each. The exit status is that a person is needed.
func alsoNeeded(failure, needs error) error {
	switch {
	case needs == nil:
		return failure
	case failure == nil:
		return needs
	}
	return &twofold{failure, needs}
}

// afterward is the failure of a command that had made its change already.
type afterward struct {
	err  error
	done string // what was done
}

func (e *afterward) Error() string { return e.err.Error() }

func (e *afterward) Unwrap() error { return e.err }

// Remedy returns what to do about the failure, and what was done.
func (e *afterward) Remedy() fault.Remedy {
	r := fault.RemedyOf(e.err)
	if r.Text != "" {
		r.Text += "; "
	}
	r.Text += e.done
	return r
}

// done reports whether a command that returned err did what it had to do.
func done(err error) bool {
	var s *statusError
	return err == nil || errors.As(err, &s) && s.status == exitNeeded
}

// withStatus reports whether an error is not a failure of the program, but what a command has to say.
func withStatus(err error) bool {
	var s *statusError
	return errors.As(err, &s)
}

// silent is an exit status without a message, for what whoever started the program knows.
type silent int

// Error is never shown.
func (s silent) Error() string { return "exit status " + strconv.Itoa(int(s)) }

// exitStatus writes an error as one sentence with its place and remedy, and returns the exit
// status.
func exitStatus(stderr io.Writer, err error) int {
	if err == nil {
		return exitDone
	}
	if errors.Is(err, context.Canceled) {
		_, _ = fmt.Fprintln(stderr, "fieldfolio: stopped; nothing was changed")
		return exitFailed
	}
	var quiet silent
	if errors.As(err, &quiet) {
		return int(quiet)
	}
	var both *twofold
	if errors.As(err, &both) {
		exitStatus(stderr, both.failure)
		return exitStatus(stderr, both.needs)
	}
	sentence := sentenceOf(err)
	if hint := hintOf(err); hint != "" {
		sentence += "; " + oneLine(hint)
	}
	_, _ = fmt.Fprintln(stderr, "fieldfolio:", sentence)
	var s *statusError
	if errors.As(err, &s) {
		return s.status
	}
	return exitFailed
}

// hintOf returns the remedy of an error, as a command if possible; empty if there is none.
func hintOf(err error) string { return fault.RemedyOf(err).Words(commands) }

// sentenceOf returns an error as one line, several faults with a line each.
func sentenceOf(err error) string {
	var faults fault.Faults
	if !errors.As(err, &faults) || len(faults) == 1 {
		return oneLine(err.Error())
	}
	lines := strings.Split(fault.Sentence(err, commands), "\n")
	for i, l := range lines {
		lines[i] = oneLine(l)
		if i > 0 {
			lines[i] = "  " + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}

// tell writes a note to standard error: as an error, one line without a full stop.
func (a *app) tell(text string) {
	_, _ = fmt.Fprintln(a.notes, "fieldfolio: note:", strings.TrimSuffix(oneLine(text), "."))
}

// noteBeside writes notes that are not empty beside a table for programs, which has no room for
// them.
func (a *app) noteBeside(notes ...string) {
	for _, n := range notes {
		if n != "" && !format.ForPeople(a.format) {
			a.tell(n)
		}
	}
}

// oneLine returns a message as one line that is safe to show: it may quote text from outside.
func oneLine(s string) string { return legible.Line(strings.Join(strings.Fields(s), " ")) }

// near returns a hint with the valid names nearest to the given one, or otherwise if none is near.
func near(given string, valid []string, otherwise string) string {
	if names := fault.Nearest(given, valid, 2); len(names) > 0 {
		return fmt.Sprintf("did you mean %s?", strings.Join(names, " or "))
	}
	return otherwise
}
