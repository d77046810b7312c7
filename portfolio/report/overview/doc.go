// Package overview sums up the whole programme as of a date: its regions, kinds, service lines and
// years, what ends soon, the thematic programme, and what is recent, open or in doubt.
package overview
