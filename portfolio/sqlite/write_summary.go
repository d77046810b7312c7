package sqlite

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// sumKey is a row of the summary by the codes of its columns.
type sumKey struct {
	programme   string
	kind        portfolio.Kind
	line, place string
	year        int
}

// sums are what is to be added to a row of the summary.
type sums struct {
	amounts [len(breakdown.Sums{})]portfolio.Cents
	known   [len(breakdown.Sums{})]int64 // slices with an amount
	n       [countSets]int64             // projects, for each set of dimensions that is not distinguished
}

// countSets is the number of sets of dimensions for which projects are counted.
const countSets = 8

// knownEnd ends the name of the column that counts the slices with an amount of
// a measure.
const knownEnd = "_known"

// summed are the columns of the summary that are added up.
var summed = slices.Concat(measureColumns(""), measureColumns(knownEnd),
	[]string{"n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7"})

// summaryColumns are the columns of the summary, in the order in which rows are
// written.
var summaryColumns = "programme, kind, line, place, year, " + strings.Join(summed, ", ")

// addSummary adds a row to one that is there.
var addSummary = func() string {
	set := make([]string, len(summed))
	for i, c := range summed {
		set[i] = c + " = " + c + " + excluded." + c
	}
	return strings.Join(set, ", ")
}()

// measureColumns are the names of the stored measures with an ending.
func measureColumns(end string) []string {
	names := make([]string, len(breakdown.StoredMeasures))
	for i, m := range breakdown.StoredMeasures {
		names[i] = string(m) + end
	}
	return names
}

// sum adds the slices of a project to the sums (sign 1) or takes them out
// (sign -1).
func (w *writer) sum(sign int64, p *portfolio.Project, all []breakdown.Slice) {
	first := firstBits(all)
	for i, s := range all {
		key := sumKey{p.Programme, p.Kind, s.Line, s.Place, s.Year}
		to := w.sums[key]
		if to == nil {
			to = &sums{}
			w.sums[key] = to
		}
		for m, n := range s.Sums {
			if n.Known {
				to.amounts[m] += portfolio.Cents(sign) * n.Cents
				to.known[m] += sign
			}
		}
		for mask := range to.n {
			to.n[mask] += sign * int64(first[i]>>mask&1)
		}
	}
}

// writeSums adds the sums to the summary.
func (w *writer) writeSums() {
	gone := false
	for k, s := range w.sums {
		if *s == (sums{}) {
			continue
		}
		gone = gone || s.n[0] < 0
		args := []any{w.code("programme", "p", k.programme), int64(k.kind), w.code("service line", "l", k.line),
			w.code("place", "c", k.place), k.year}
		for _, n := range s.amounts {
			args = append(args, int64(n))
		}
		for _, n := range slices.Concat(s.known[:], s.n[:]) {
			args = append(args, n)
		}
		w.exec("INSERT INTO "+w.to+"summary ("+summaryColumns+") VALUES "+marks(len(args))+" ON CONFLICT DO UPDATE SET "+
			addSummary, args...)
	}
	if gone {
		w.exec("DELETE FROM " + w.to + "summary WHERE n0 = 0")
	}
	clear(w.sums)
}
