// Package ui is what every screen is built from: the interface of a screen and how it opens and
// closes others (screen.go), its table of actions (keys.go), requests and answers (answer.go,
// page.go, source.go), notices, selections and lists, text fields, confirmations and pages that
// scroll. It imports draw and the domain, and no screen.
//
// # Actions
//
// A screen has one table of actions. Name, keys, words and function of an action stand side by
// side, so that no key can be described without being handled. Footer, help, palette, configuration
// and linear mode follow from the table.
//
// # Requests and answers
//
// Input and output happen in commands only, which are free functions over plain values. An answer
// carries its request. A screen handles only the answer to the request that it waits for, and a
// newer request cancels the older.
//
// # Linear mode
//
// Spoken returns everything that a screen draws: every figure and every title, one fact in a line,
// labels with colons. The title names what the screen is about and does not change with editing:
// under a new title everything is said, under the same title only what is new.
package ui
