// Package fault says what is wrong and what to do about it, as values: Invalid for a
// value that cannot be taken, Faults for several, and a Remedy, which the command line
// words as a command and a screen as a key.
package fault
