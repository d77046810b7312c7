// Package breakdown divides amounts and adds them up again: slices of projects, the
// tables of dimensions and measures, and breakdowns by any of them. Parts add up to the
// whole, to the cent. The store adds up in SQL; CellsOf is the plain version that tests
// compare with.
package breakdown
