// Package proof is the screen Reconcile, which holds published figures against
// computed ones, the rows of one published figure, and the page that says how any
// figure of any screen is made up.
package proof
