// Package provenance says what happened to a record and where its values come from: its
// history, conflicts between changes, what an undo restores, and the origin of a value:
// printed in the document, assigned by us, or changed by an office.
package provenance
