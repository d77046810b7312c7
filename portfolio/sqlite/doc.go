// Package sqlite keeps the portfolio in one SQLite file. It is the only
// package that speaks SQL.
//
// The file has a rollback journal, which exists only while a change is written:
// at any other time the file alone is the whole database, which can be copied,
// put back and read from a medium that is read-only. With a write-ahead log that
// is emptied after each change an edit took as long (4 to 6 ms; 2 ms if it is not
// emptied), and readers kept it from being emptied. So that no reader keeps a
// writer waiting, what reads for long reads a private copy (scratch). Package
// dbfile says how a file and its journal are told from others.
//
// Pragmas stand in the connection string, for a pragma that is run once reaches
// one pooled connection only. Write transactions are immediate: of two writers
// the second waits instead of failing half-way. Each checks that the file is
// still the one that was opened, and sets its next mark.
//
// The file holds the base (what the document says; only Create and an upgrade
// write it), the log of changes (rows are added, never altered), and what is
// derived from these two: projects, slices, their sums, search text, notes,
// conflicts. Everything that changes the portfolio goes through writer.take,
// which adds changes to the log and brings what is derived from their records
// up to date in the same transaction. Check derives everything again into a
// scratch copy and compares; the base and the log have hashes of their own. At
// makes a scratch copy of the records that changed since a day and reads the
// rest where it is.
//
// The rows of the log stand by record, not by arrival: reading what happened to
// a record is one stretch of the file. Ordered by arrival, looking back over
// 10,000 changed records took 2.0 s instead of 1.4 s.
//
// A breakdown without a query comes from summary, some ten thousand rows kept
// in the transaction that writes a project; one with a query or by status from
// slice, or from project where it divides none, added up by a function of our own
// (fold.go). A covering index over slice instead of summary was measured
// and refused: 180 to 310 ms against 22 to 34 ms with half a million slices.
//
// What nobody states is not 0. A slice has NULL where the amount of its project
// is unknown, or falls to other places or years; beside each sum stands the
// number of amounts in it, and a cell with none is empty.
//
// Distinct projects are counted by adding up, too. Of the slices of a project
// with the same service line, the first one counts it once by line, and so for
// each combination of dimensions; slice.first says for which ones a slice is
// the first, and summary has a count for each. A query that confines amounts to
// years or places may leave out the first slice of a project; then fold_first
// counts the first one that is read.
//
// A Host shares one open store among the sessions of a server. Each has a view,
// a Store with drafts, undo and news of its own, which reads the session's login in
// the transaction of each write: a role that was lowered or removed counts at once.
// Every method that writes names the permission that it needs (visit.go), so that
// none can be forgotten. A change by an editor outside the scope of the office gets
// headquarters' receipt in the same transaction (Review). One feed watches the file
// for all views: there is one reading for each state, from which each view leaves out
// what it did itself.
package sqlite
