// Package plan is the screen Programme: the thematic programme as a tree of
// sub-programmes, outcomes and activities with their sums, and the page of each.
package plan
