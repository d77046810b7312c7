// Package exchange turns reports into other people's formats: aligned text,
// CSV, TSV, JSON, TOML and Markdown. It knows neither SQL nor the terminal: the
// width and whether heads may be bold are given to it.
//
//	err := exchange.Write(w, "csv", report.Table(), exchange.Options{})
//
// A renderer computes nothing. It takes a portfolio.Table, whose values know
// how they look for programs (Plain) and for people (Shown). Two reports are
// drawings and have renderers of their own: WriteSheet for one project and
// WriteTimeline for bars.
//
// # Text from outside
//
// Titles and notes may come from a mail or a spreadsheet. So every cell passes
// clean, which lets no control character and no bidirectional override through,
// and in CSV and TSV a text that a spreadsheet would take for a formula gets an
// apostrophe in front. Quoting such cells was refused: Excel evaluates quoted
// formulas too.
package format
