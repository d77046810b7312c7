// Package provenance tells the history of a record and the origin of its
// values: entries of the history, conflicts between changes, undo, and for each
// value whether it is printed in the document, assigned by us, or changed by an
// office.
package provenance
