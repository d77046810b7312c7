// Package programme is what the programme document plans: the thematic programme (its
// sub-programmes, outcomes and priority activities), and the regional programmes and global
// groups, each with budgets and shortfalls as computed and as printed.
package programme
