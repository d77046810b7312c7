// Package ui is what every screen is built from: the interface of a screen and how it
// opens and closes others (screen.go), its table of actions (keys.go), notices,
// selections and lists, text fields, prompts, pickers, confirmations, pages that
// scroll, and how a screen asks and answers (source.go). It imports draw and the
// domain, and no screen.
//
// # Actions
//
// A screen has one table of actions. Name, keys, words and function of an action
// stand side by side, so that no key can be described without being handled. Footer,
// help, palette, configuration and linear mode all follow from the table.
//
// # Questions and answers
//
// Input and output happen in commands only, which are free functions over plain
// values. An answer carries its request; a screen takes only the answer to the
// request that it waits for, and a newer request cancels the older.
//
// # Linear mode
//
// A screen says itself as well as it draws itself: Spoken returns every figure and
// every title, one fact a line, labels with colons. The title is what the screen is
// of and nothing that changes with editing: with another title all is said, with the
// same title only what is new.
package ui
