// Package fault holds errors with remedies, as values: Invalid for an invalid
// value, Faults for several, and Remedy, which the command line words as a
// command and a screen as a key.
package fault
