// Package portfolio is the domain of fieldfolio: projects, money, durations,
// service lines, records and their changes, and queries. Its subpackages hold
// breakdowns, provenance, published figures and their reconciliation, proofs,
// reports and what offices exchange. It is pure Go without input or output: no
// SQL, no files, no terminal, no clock.
//
// # Vocabulary
//
// A project is one project number. Its kind is field (Annex 3), global
// (Annex 2) or both. It is listed under a programme, which belongs to a region.
// Its amounts are the approved budget (Annex 3), the overall budget and the
// shortfall (Annex 2); none can replace another, and one that is not stated is
// unknown, not 0. Every amount is split into slices, by service line, place and
// calendar year, that add up to it to the cent; every breakdown is a sum of
// slices. Terms of a query select projects; only year and place confine amounts.
//
//	spec := breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByRegion, breakdown.ByLine}}
//	cells, err := store.Cells(ctx, spec)
//	table := breakdown.NewBreakdown(spec, catalogue, cells)
//
// # Changes
//
// The document is the base. A record differs from it only by changes: who, when
// (for display only), which fields with which values, and which other changes
// this one supersedes, that is, those that the author had seen. A Log merges the
// changes of one record; the result depends on the set of changes alone, never
// on the order in which they arrive. A field set differently by two people who
// had not seen each other's change is in conflict: until it is settled, all
// copies show the same value and keep the others readable; a person settles it
// by a change that supersedes all of them.
//
//	log := portfolio.NewLog(changes...)
//	state := log.State("end") // value, by whom, heads, conflict
//
// Which value of a conflict is shown depends on ids, not on clocks, because the
// clocks of laptops are wrong. An id ends in a hash of the content, so that two
// copies of a database, which both count on from the same number, never give
// the same id to different changes.
//
// # Why slices
//
// Because amounts are split when a project is written, not when a report is
// made, all breakdowns of the same projects have the same total. Rounding each
// cell of a report was rejected: the cells would not add up, and no cell could
// be traced to its rows.
package portfolio
