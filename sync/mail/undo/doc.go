// Package undo reverses what programs do to whole texts: transfer encodings,
// HTML, the escapes of JSON and programming languages, percent encoding. A text
// need not say what was done to it, so each result is a guess.
package undo
