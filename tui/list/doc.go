// Package list is the screen Portfolio: the list of projects, also of those behind a
// cell of a breakdown. Its columns and orders are remembered (columns.go, layout.go,
// sort.go); counts narrow it (facets.go); views have names (saved.go); marked
// projects are edited, copied and exported together (marks.go, bulkedit.go).
package list
