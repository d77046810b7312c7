// Package project is the page of one project, with what was printed and what was
// taken for each value, and the form of all its fields. A field is edited where it
// stands (edit.go) or in the form (form.go).
package project
