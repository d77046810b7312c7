// Package report builds reports as values: tables for lists, breakdowns,
// history, conflicts, reconciliation and the timeline. Reports on one subject
// stand in packages of their own: facts, funding, overview, programme and
// revision. Each is built once and rendered by screens, linear mode and
// formats, which compute nothing. A report depends on neither width nor colour.
package report
