// Package report has what people read as values: pages and tables for lists, breakdowns,
// projects, history, conflicts, the programme, reconciliation and proofs; the Overview
// and the timeline. Each is made once, and rendered by screens, linear mode and formats,
// which compute nothing. A report knows neither width nor colour.
package report
