// Package plan is the screen Programme: the thematic programme as a tree of sub-programmes,
// outcomes and activities with their totals (programme.go), and the page of each (record.go,
// planpart.go).
package plan
