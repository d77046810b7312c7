// Package revision says what a new release changed in the figures of a
// database, and why: it compares them before and after.
package revision
