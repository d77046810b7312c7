package proof

import (
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// keepsCents explains where the cents of rounding come from.
const keepsCents = "each split keeps every cent, so a row can be some cents more or less than its product."

// splitNotes says how amounts were divided, if any row has only a share of its
// amount.
func splitNotes(s *scope, rows []Row) []string {
	divided, changed := false, 0
	for _, r := range rows {
		divided = divided || !r.How.Empty()
		if r.sharesChanged() {
			changed++
		}
	}
	var notes, by []string
	say := func(assigned bool) {
		for _, d := range breakdown.SplitOrder {
			if s.fixes(d) && (d.Assigned() != "") == assigned {
				notes, by = append(notes, splitNote(s, d)), append(by, d.Entry().Divides.By)
			}
		}
	}
	say(true)
	if changed > 0 {
		notes = append(notes, fmt.Sprintf("The shares of %s were set by a change.", portfolio.CountOf(changed, "project")))
	}
	if divided {
		say(false)
	}
	if len(by) > 1 && divided {
		notes = append(notes, "Each amount is split first "+strings.Join(by, ", then ")+"; "+keepsCents)
	}
	return notes
}

// splitNote says how a dimension divides amounts.
func splitNote(s *scope, d breakdown.Dimension) string {
	if d.InTime() {
		return portfolio.SentenceOf(breakdown.YearNote(s.Measure))
	}
	return d.Entry().Divides.Note
}
