// Package list is the screen Portfolio: the list of projects, also of those behind a cell of a
// breakdown (list.go, load.go, view.go). Its columns and orders are remembered (columns.go,
// layout.go, layout_picker.go, sort.go); counts narrow it (facets.go); views have names (saved.go);
// marked projects are edited, copied and exported together (marks.go, bulkedit.go, copy.go,
// export.go). Its total is compared with the one that the document prints (printedtotal.go).
package list
