// Package proof shows how a figure is made up: the rows that add up to it, the
// share of each, every factor by which it is computed, and the source of each
// value. A Spec asks for a cell or a list, an amount of a project, a figure of
// the plan, a published figure, or a share of two of these.
package proof
