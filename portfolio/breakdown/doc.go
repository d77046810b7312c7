// Package breakdown divides amounts and adds them up again: slices of projects,
// the tables of dimensions and measures, breakdowns and facets. Parts add up to
// the total to the cent. The store adds up in SQL; CellsOf is the reference
// implementation against which tests compare it.
package breakdown
