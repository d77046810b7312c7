// Package history is the screen History: what happened to one record or to all, each
// change as a page, and the fields with several values, of which a person chooses
// one.
package history
