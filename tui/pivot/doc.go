// Package pivot is the screen Breakdown: a table of any two dimensions of which every
// figure opens and every row expands by a third dimension; with shares, running
// years, bars, heat, and changes since an earlier day. The figures as loaded are in
// pivot.go, as shown in grid.go, and laid out in columns in layout.go.
package pivot
