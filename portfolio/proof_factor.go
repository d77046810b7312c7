package portfolio

import (
	"fmt"
	"strings"
)

// fixes reports whether a cell has one code of a dimension.
func (c CellRef) fixes(d Dimension) bool {
	for i, by := range c.By {
		if by == d && c.Codes[i] != All {
			return true
		}
	}
	return false
}

// factor returns the share of a project that falls to a cell, where it is the
// share of one service line, place or year; 0 where several of them divide the
// project.
func (c CellRef) factor(p *Project) Percent {
	share, factors := Percent(10_000), 0
	for i, d := range c.By {
		if !c.fixes(d) || !d.OfSlices() {
			continue
		}
		if s := p.shareOf(d, c.Codes[i]); s != 10_000 {
			share = s
			factors++
		}
	}
	if factors > 1 {
		return 0
	}
	return share
}

// shareOf returns the share of a project that falls to a service line, a place
// or a year: of a year, its share of the days.
func (p *Project) shareOf(d Dimension, code string) Percent {
	portions := d.entry().divides.portions
	if portions == nil {
		return yearShare(p.Duration, code)
	}
	var part, whole Percent
	for _, x := range portions(p) {
		whole += x.Share
		if x.Code == code {
			part += x.Share
		}
	}
	return Share(Cents(part), Cents(whole))
}

func yearShare(d Duration, year string) Percent {
	var part, whole int64
	for _, y := range yearWeights(d) {
		whole += y.Weight.Weight
		if fmt.Sprint(y.year) == year {
			part += y.Weight.Weight
		}
	}
	return Share(Cents(part), Cents(whole))
}

// splitField returns the field of the project whose shares a cell rests on:
// that of the service lines, otherwise of the places; empty if neither.
func (c CellRef) splitField() string {
	for _, d := range splitOrder {
		if div := d.entry().divides; c.fixes(d) && div.portions != nil {
			return div.fields[0]
		}
	}
	return ""
}

// splitNotes says how amounts were divided, where any row has only a part of
// one.
func (c CellRef) splitNotes(rows []ProofRow) []string {
	divided, changed := false, 0
	for _, r := range rows {
		divided = divided || r.Share != 10_000
		if r.Split.Changed != nil {
			changed++
		}
	}
	var notes, by []string
	say := func(assigned bool) {
		for _, d := range splitOrder {
			if c.fixes(d) && (d.Assigned() != "") == assigned {
				div := d.entry().divides
				notes, by = append(notes, div.note), append(by, div.by)
			}
		}
	}
	say(true)
	if changed > 0 {
		notes = append(notes, fmt.Sprintf("The shares of %s were set by a change.", countOf(changed, "project")))
	}
	if divided {
		say(false)
	}
	if len(by) > 1 && divided {
		notes = append(notes, "Each amount is split first "+strings.Join(by, ", then ")+"; each split keeps every cent.")
	}
	return notes
}
