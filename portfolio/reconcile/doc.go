// Package reconcile holds the figures that the programme document publishes against
// those computed from its own rows (reconcile.go), and searches for the cause of a
// difference: a row left out or counted twice, a misread number, digits that changed
// places, a total printed elsewhere (audit.go, causes.go). It imports the domain only.
package reconcile
