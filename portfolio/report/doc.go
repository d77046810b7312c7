// Package report builds reports as values: tables and pages for lists,
// breakdowns, projects, history, conflicts, the programme, funding,
// reconciliation and proofs, the Overview and the timeline, and what an upgrade
// changed in the figures. Each is built once and rendered by screens, linear mode
// and formats, which compute nothing. A report depends on neither width nor
// colour.
package report
