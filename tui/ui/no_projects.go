package ui

import (
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
)

// NoProjects says that a query selects no project, and what was probably meant; of the empty query,
// that there are none yet.
func NoProjects(q portfolio.Query, f *draw.Frame) string {
	text := q.Shown(f.AsOf)
	if text == "" {
		return "The portfolio has no projects yet."
	}
	return strings.TrimSpace("No project matches " + draw.Clean(text) + ". " + draw.Clean(report.DidYouMean(q, f.Cat)))
}
