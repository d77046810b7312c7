// Package sheet lays out the pages that portfolio/report/facts builds: as lines for a screen
// (drawing.go), as sentences for linear mode (spoken.go), and pages of plain sentences (text.go).
package sheet
