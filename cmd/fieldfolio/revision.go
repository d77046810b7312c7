package main

import (
	"context"
	"fmt"

	"fieldfolio/portfolio/cells"
	"fieldfolio/portfolio/report/revision"
	"fieldfolio/portfolio/sqlite"
)

// tellRevisions says on standard error, once to each person, what upgrades changed in the figures.
func (a *app) tellRevisions(ctx context.Context, store *sqlite.Store) error {
	if a.quiet {
		return nil
	}
	untold, err := a.untold(ctx, store)
	if err != nil || len(untold) == 0 {
		return err
	}
	for i := range untold {
		for _, line := range revisionLines(&untold[i], a.tableWidth(a.stderr)) {
			_, _ = fmt.Fprintln(a.notes, line)
		}
	}
	_, _ = fmt.Fprintln(a.notes, "fieldfolio check shows this again")
	return nil
}

// untold returns the revisions that the person at the keyboard was not told yet, and counts them as
// told.
func (a *app) untold(ctx context.Context, store *sqlite.Store) ([]revision.Revision, error) {
	person, err := a.who()
	if err != nil {
		person = "unknown" // reading needs no name
	}
	untold, err := store.Tell(ctx, person)
	if err != nil {
		return nil, fmt.Errorf("read what changed in the figures: %w", err)
	}
	return untold, nil
}

// revisionLines returns a revision as lines of at most a width.
func revisionLines(r *revision.Revision, width int) []string {
	lines := []string{r.Title() + ":"}
	for _, s := range r.Said {
		for i, l := range cells.Clusters.WrapWords(s, width-4) {
			lead := "  "
			if i > 0 {
				lead = "    "
			}
			lines = append(lines, lead+l)
		}
	}
	return lines
}
