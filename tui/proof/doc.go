// Package proof is the screen Reconcile, which compares published figures with computed ones
// (reconcile.go), the rows of one published figure (finding.go), and the page that shows how any
// figure of any screen is made up (proof.go, view.go, spoken.go).
package proof
