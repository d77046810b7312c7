package proof

import (
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// fixes reports whether a cell has a single code in a dimension.
func fixes(c breakdown.CellRef, d breakdown.Dimension) bool {
	for i, by := range c.By {
		if by == d && c.Codes[i] != breakdown.All {
			return true
		}
	}
	return false
}

// factorOf returns the share of a project that belongs to a cell, if it is the
// share of one service line, place or year; 0 if several dimensions divide the
// project.
func factorOf(c breakdown.CellRef, p *portfolio.Project) portfolio.Percent {
	share, factors := portfolio.Percent(10_000), 0
	for i, d := range c.By {
		if !fixes(c, d) || !d.OfSlices() {
			continue
		}
		if s := shareOf(p, c.Measure, d, c.Codes[i]); s != 10_000 {
			share = s
			factors++
		}
	}
	if factors > 1 {
		return 0
	}
	return share
}

// shareOf returns the share of a project that belongs to a service line, a
// place or a year; for a year, its share of the days.
func shareOf(p *portfolio.Project, m breakdown.Measure, d breakdown.Dimension, code string) portfolio.Percent {
	portions := d.Entry().Divides.Portions
	if portions == nil {
		return yearShare(p, m, code)
	}
	var part, whole portfolio.Percent
	for _, x := range portions(p, m) {
		whole += x.Share
		if x.Code == code {
			part += x.Share
		}
	}
	return portfolio.Share(portfolio.Cents(part), portfolio.Cents(whole))
}

func yearShare(p *portfolio.Project, m breakdown.Measure, year string) portfolio.Percent {
	var part, whole int64
	for _, y := range breakdown.YearWeights(p, m) {
		whole += y.Weight.Weight
		if fmt.Sprint(y.Year) == year {
			part += y.Weight.Weight
		}
	}
	return portfolio.Share(portfolio.Cents(part), portfolio.Cents(whole))
}

// splitField returns the project field with the shares on which a cell depends:
// service lines, otherwise places; empty if neither.
func splitField(c breakdown.CellRef) string {
	for _, d := range breakdown.SplitOrder {
		if div := d.Entry().Divides; fixes(c, d) && div.Portions != nil {
			return div.Fields[0]
		}
	}
	return ""
}

// splitNotes says how amounts were divided, if any row has only a share of its
// amount.
func splitNotes(c breakdown.CellRef, rows []Row) []string {
	divided, changed := false, 0
	for _, r := range rows {
		divided = divided || r.Share != 10_000
		if r.Split.Changed != nil {
			changed++
		}
	}
	var notes, by []string
	say := func(assigned bool) {
		for _, d := range breakdown.SplitOrder {
			if fixes(c, d) && (d.Assigned() != "") == assigned {
				div := d.Entry().Divides
				notes, by = append(notes, div.Note), append(by, div.By)
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
		notes = append(notes, "Each amount is split first "+strings.Join(by, ", then ")+"; each split keeps every cent.")
	}
	return notes
}
