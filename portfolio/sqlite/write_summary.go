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
	amounts breakdown.Sums
	n       [8]int64
}

// summed are the columns of the summary that are added up.
var summed = slices.Concat(measureColumns(), []string{"n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7"})

// addSummary adds a row to one that is there.
var addSummary = func() string {
	set := make([]string, len(summed))
	for i, c := range summed {
		set[i] = c + " = " + c + " + excluded." + c
	}
	return strings.Join(set, ", ")
}()

// measureColumns are the columns of the stored measures.
func measureColumns() []string {
	names := make([]string, len(breakdown.StoredMeasures))
	for i, m := range breakdown.StoredMeasures {
		names[i] = string(m)
	}
	return names
}

// sum adds the slices of a project to the sums (sign 1) or takes them out
// (sign -1).
func (w *writer) sum(sign int64, p *portfolio.Project, all []breakdown.Slice) {
	for _, s := range all {
		key := sumKey{p.Programme, p.Kind, s.Line, s.Place, s.Year}
		to := w.sums[key]
		if to == nil {
			to = &sums{}
			w.sums[key] = to
		}
		for i, n := range s.Sums {
			to.amounts[i] += portfolio.Cents(sign) * n
		}
		bits := firstBits(s, all[0])
		for mask := range to.n {
			if bits&mask == mask {
				to.n[mask] += sign
			}
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
		for _, n := range s.n {
			args = append(args, n)
		}
		w.exec("INSERT INTO "+w.to+"summary VALUES "+marks(len(args))+" ON CONFLICT DO UPDATE SET "+addSummary, args...)
	}
	if gone {
		w.exec("DELETE FROM " + w.to + "summary WHERE n0 = 0")
	}
	clear(w.sums)
}
