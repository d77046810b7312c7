package sqlite

import "fieldfolio/portfolio"

// sumKey is a row of the summary by the codes of its columns.
type sumKey struct {
	programme   string
	kind        portfolio.Kind
	line, place string
	year        int
}

// sums are what is to be added to a row of the summary.
type sums struct {
	approved, overall, shortfall portfolio.Cents
	n                            [8]int64
}

// sum adds the slices of a project to the sums (sign 1) or takes them out
// (sign -1).
func (w *writer) sum(sign int64, p *portfolio.Project, all []portfolio.Slice) {
	for _, s := range all {
		key := sumKey{p.Programme, p.Kind, s.Line, s.Place, s.Year}
		to := w.sums[key]
		if to == nil {
			to = &sums{}
			w.sums[key] = to
		}
		to.approved += portfolio.Cents(sign) * s.Approved
		to.overall += portfolio.Cents(sign) * s.Overall
		to.shortfall += portfolio.Cents(sign) * s.Shortfall
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
		n := s.n
		w.exec(`INSERT INTO `+w.to+`summary VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
			ON CONFLICT DO UPDATE SET approved = approved + excluded.approved, overall = overall + excluded.overall,
			shortfall = shortfall + excluded.shortfall,
			n0 = n0 + excluded.n0, n1 = n1 + excluded.n1, n2 = n2 + excluded.n2, n3 = n3 + excluded.n3,
			n4 = n4 + excluded.n4, n5 = n5 + excluded.n5, n6 = n6 + excluded.n6, n7 = n7 + excluded.n7`,
			w.code("programme", "p", k.programme), int64(k.kind), w.code("service line", "l", k.line), w.code("place", "c", k.place), k.year,
			int64(s.approved), int64(s.overall), int64(s.shortfall), n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7])
	}
	if gone {
		w.exec("DELETE FROM " + w.to + "summary WHERE n0 = 0")
	}
	clear(w.sums)
}
