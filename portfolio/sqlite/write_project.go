package sqlite

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// insertProject inserts the row of a project into one of the tables of
// projects.
func (w *writer) insertProject(table string, id int64, p *portfolio.Project) {
	w.exec("INSERT INTO "+table+" (id, "+strings.Join(projectNames, ", ")+") VALUES (?"+
		strings.Repeat(",?", len(projectNames))+")",
		append([]any{id}, w.projectValues(p)...)...)
}

// project replaces what is derived from the previous state of a project by what
// is derived from the current one: row, slices, their sums, search text. Either
// may be nil, for a project that is not in the portfolio. What is equal is not
// written.
func (w *writer) project(id int64, was, is *portfolio.Project) {
	if w.rowsOnly {
		if is != nil {
			w.insertProject(w.to+"project", id, is)
		}
		return
	}
	var before, after []breakdown.Slice
	if was != nil {
		before = breakdown.Slices(was)
	}
	if is != nil {
		after = breakdown.Slices(is)
	}
	if was == nil || is == nil || was.Programme != is.Programme || was.Kind != is.Kind || !slices.Equal(before, after) {
		w.sum(-1, was, before)
		w.sum(1, is, after)
	}
	same := slices.Equal(before, after)
	if was != nil && !same {
		w.exec("DELETE FROM "+w.to+"slice WHERE project = ?", id)
	}
	switch {
	case was == nil && is != nil:
		w.insertProject(w.to+"project", id, is)
	case was != nil && is != nil:
		w.updateProject(id, was, is)
	case was != nil:
		w.exec("DELETE FROM "+w.to+"project WHERE id = ?", id)
	}
	if !same {
		w.slices(id, after)
	}
	w.search(id, was, is)
}

// updateProject writes the columns that differ, so that only their indexes are
// touched.
func (w *writer) updateProject(id int64, was, is *portfolio.Project) {
	old, values := w.projectValues(was), w.projectValues(is)
	var set []string
	var args []any
	for i, name := range projectNames {
		if old[i] != values[i] {
			set = append(set, name+" = ?")
			args = append(args, values[i])
		}
	}
	if len(set) > 0 {
		w.exec("UPDATE "+w.to+"project SET "+strings.Join(set, ", ")+" WHERE id = ?", append(args, id)...)
	}
}

func (w *writer) slices(id int64, all []breakdown.Slice) {
	first := firstBits(all)
	for i, s := range all {
		args := []any{id, w.code("service line", "l", s.Line), w.code("place", "c", s.Place), s.Year, first[i]}
		for _, n := range s.Sums {
			args = append(args, null(n))
		}
		w.exec("INSERT INTO "+w.to+"slice VALUES "+marks(len(args)), args...)
	}
}

func (w *writer) search(id int64, was, is *portfolio.Project) {
	switch {
	case is == nil && was != nil:
		w.exec("DELETE FROM "+w.to+"search WHERE rowid = ?", id)
	case is != nil && was == nil:
		title, rest := searchColumns(is, w.cat)
		w.exec("INSERT INTO "+w.to+"search (rowid, title, rest) VALUES (?,?,?)", id, title, rest)
	case is != nil:
		title, rest := searchColumns(is, w.cat)
		if t, r := searchColumns(was, w.cat); t != title || r != rest {
			w.exec("UPDATE "+w.to+"search SET title = ?, rest = ? WHERE rowid = ?", title, rest, id)
		}
	}
}

// searchColumns returns the text of the search index. The title stands apart
// so that it can be searched alone. A number that is printed with signs is
// found without them too.
func searchColumns(p *portfolio.Project, cat *portfolio.Catalogue) (title, rest string) {
	untitled := *p
	untitled.Title = ""
	return p.Title, portfolio.SearchText(&untitled, cat)
}

// firstBits returns slice.first of the slices of a project: in bit m, whether
// no earlier slice has the same codes in the dimensions outside the set m. So
// adding up bit m counts the project once in each cell of the other dimensions.
func firstBits(all []breakdown.Slice) []int {
	out := make([]int, len(all))
	for i := range all {
		repeated := 0
		for j := range all[:i] {
			repeated |= supersets[differing(&all[i], &all[j])]
		}
		out[i] = (1<<countSets - 1) &^ repeated
	}
	return out
}

// differing returns the set of dimensions in which two slices have other codes.
func differing(a, b *breakdown.Slice) int {
	set := 0
	if a.Line != b.Line {
		set |= bitLine
	}
	if a.Place != b.Place {
		set |= bitPlace
	}
	if a.Year != b.Year {
		set |= bitYear
	}
	return set
}

// supersets has, for each set of dimensions, a bit for each set that includes
// it.
var supersets = func() (out [countSets]int) {
	for set := range out {
		for other := range countSets {
			if set&other == set {
				out[set] |= 1 << other
			}
		}
	}
	return out
}()
