// Package pivot is the screen Breakdown: a table of any two dimensions. Every figure opens, and
// every row expands by a third dimension (inner.go, cell.go). It shows shares, running years, bars,
// heat, and changes since an earlier date (compare.go). The figures as loaded are in pivot.go, as
// shown in grid.go, laid out in columns in layout.go, and explained in notes.go.
package pivot
