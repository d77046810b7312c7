// Package proof says how a figure is made up: the rows that add up to it, the share of
// each, and where each value comes from. A Spec asks about a cell or a list, an amount
// of a project, a part of the plan, a published figure, or a share of two of these.
package proof
