// Package history is the screen History: the changes of one record or of all (history.go,
// window.go, view.go), each as a page (change.go), and conflicts, listed (conflicts.go) and settled
// one by one (conflict.go). In linear mode: spoken.go, conflict_spoken.go.
package history
