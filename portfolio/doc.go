// Package portfolio is the domain of fieldfolio: projects, money, durations,
// service lines, queries, slices, breakdowns, published figures and the search
// for the cause where one of them does not add up. It is pure Go without input
// or output: no SQL, no files, no terminal, no clock.
//
// # Vocabulary
//
// A project is one project number. Its kind is field (Annex 3), global
// (Annex 2) or both. It is listed under a programme, and the programme lies in
// a region. Its amounts are the approved budget (Annex 3), the overall budget
// and the shortfall (Annex 2); none stands in for another. Every amount is
// split into slices, by service line, place and calendar year, that add up to
// it to the cent; every breakdown is a sum of slices.
//
//	spec := portfolio.BreakdownSpec{By: []portfolio.Dimension{portfolio.ByRegion, portfolio.ByLine}}
//	cells, err := store.Cells(ctx, spec)
//	table := portfolio.NewBreakdown(spec, catalogue, cells)
//
// # Changes
//
// The document is the base. After it a record differs from it only by changes:
// who, when (for display only), which fields with which values, and over which
// other changes, that is, what the author saw. A Log merges those of one record;
// what it says depends on the set of changes alone, never on the order in which
// they arrive. A field that was set by two people of whom neither knew of the
// other is a Conflict: all copies show the same value meanwhile, every other one
// stays readable, and a person settles it by a change over all of them.
//
//	log := portfolio.NewLog(changes...)
//	state := log.State("end") // value, by whom, heads, conflict
//
// The value of a conflict follows from ids, not from clocks, for clocks of
// laptops are wrong. An id ends in a hash of the content, so that copies of a
// database, which count on from the same number, never give one id to two
// changes.
//
// # Why slices
//
// Splitting when a project is written, not when a report is made, means that
// all breakdowns of the same projects have the same total by construction.
// Rounding each cell of a report was refused: its parts would not add up, and
// no cell could be opened into the rows behind it.
package portfolio
