// Package project is the page of one project (project.go, view.go), which shows for each value what
// was printed and what was taken, and the form of all its fields (form.go, form_view.go). A field
// is edited in place (edit.go) or in the form. why.go says which fields have a proof; spoken.go and
// form_spoken.go are for linear mode.
package project
