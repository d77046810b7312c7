// Package format writes reports in formats for people and programs: aligned
// text, CSV, TSV, JSON, TOML and Markdown. It has no SQL and no terminal: the
// caller states the width and whether heads may be bold.
//
//	err := format.Write(w, "csv", report.Table(), format.Options{})
//
// A renderer computes nothing. It takes a portfolio.Table, whose values render
// themselves for programs (Plain) and for people (Shown). Two reports have
// renderers of their own: WriteSheet for one project and WriteTimeline for bars.
//
// # Text from outside
//
// Titles and notes may come from a mail or a spreadsheet. So every cell passes
// legible, which escapes invisible characters and those that change the text
// direction, and in CSV and TSV a text that a spreadsheet would read as a
// formula gets an apostrophe in front. Quoting such cells was rejected: Excel
// evaluates quoted formulas too.
package format
