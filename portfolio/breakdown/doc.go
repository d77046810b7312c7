// Package breakdown divides amounts and adds them up again: slices of projects,
// the tables of dimensions and measures, breakdowns and facets. Parts add up to
// the total to the cent. The amounts of each annex are divided by the places of
// that annex, a shortfall among the days after the one on which it was stated.
// A sum of amounts that nobody states is unknown, not 0. A query that confines
// amounts selects slices, and what is outside is added up too. The store adds up
// in SQL; CellsOf is the reference implementation against which tests compare it.
package breakdown
