package proof

import (
	"cmp"
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// keepsCents explains where the cents of rounding come from.
const keepsCents = "each split keeps every cent, so a row can be some cents more or less than its product."

// splitNotes says how amounts were divided, if any row has only a share of its
// amount.
func splitNotes(c breakdown.CellRef, rows []Row) []string {
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
			if fixes(c, d) && (d.Assigned() != "") == assigned {
				div := d.Entry().Divides
				notes, by = append(notes, cmp.Or(div.Note, portfolio.SentenceOf(c.YearNote()))), append(by, div.By)
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
