// Package reconcile compares the figures published in the programme document
// with those computed from its own rows (reconcile.go), and searches for the
// causes of a difference: a row left out or counted twice, a misread number,
// swapped digits, another total printed instead (audit.go, causes.go).
package reconcile
