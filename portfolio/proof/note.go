package proof

import (
	"fmt"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// splitsRound explains where the cents of rounding come from.
const splitsRound = "Every amount is split by service line, then by place, then by year; each split keeps every cent, so a row can be some cents more or less than its product."

// splitNotes says how amounts were divided, if any row has only a share of its
// amount.
func splitNotes(s *scope, rows []Row) []string {
	divided, rounds, changed := false, false, 0
	for _, r := range rows {
		rounds = rounds || r.How.Rounding() != 0
		divided = divided || !r.How.Empty()
		if r.sharesChanged() {
			changed++
		}
	}
	var notes []string
	say := func(assigned bool) {
		for _, d := range breakdown.SplitOrder {
			if s.fixes(d) && (d.Assigned() != "") == assigned {
				notes = append(notes, splitNote(s, d))
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
	if rounds {
		notes = append(notes, splitsRound)
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
