package sqlite

import (
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
)

// derive replaces everything that is derived from the previous state of a
// record by what is derived from its current state.
func (w *writer) derive(row recordRow, was, is *portfolio.Record) {
	var before, after derived
	before.of(was, w.cat)
	after.of(is, w.cat)
	switch row.kind {
	case portfolio.ProjectRecord:
		w.project(row.id, counted(before.project), counted(after.project))
		w.withdrawn(row.id, before.project, after.project)
	case portfolio.NoteRecord:
		w.note(row.id, was, is)
	default:
		w.plan(is)
	}
	if w.to == "" {
		w.subjects(row, is)
	}
	w.faults(row.id, before, after)
}

// subjects stores which records a record was ever about.
func (w *writer) subjects(row recordRow, is *portfolio.Record) {
	if row.kind.Spec().Subject == "" {
		return
	}
	for _, on := range is.Reach().On {
		w.exec("INSERT OR IGNORE INTO note_on VALUES (?,?)", on, row.id)
	}
}

// derived is what follows from a record beside the rows of its kind.
type derived struct {
	project   *portfolio.Project
	wrong     []portfolio.Inconsistency
	conflicts []provenance.Conflict
}

func (d *derived) of(r *portfolio.Record, cat *portfolio.Catalogue) {
	if r.Kind == portfolio.ProjectRecord {
		d.project, d.wrong = r.Project(cat)
	}
	if !r.Withdrawn() {
		d.conflicts = provenance.ConflictsOf(r)
	}
}

// counted returns the project, nil if it is withdrawn.
func counted(p *portfolio.Project) *portfolio.Project {
	if p == nil || p.Withdrawn {
		return nil
	}
	return p
}

func (w *writer) withdrawn(id int64, was, is *portfolio.Project) {
	if was != nil && was.Withdrawn {
		w.exec("DELETE FROM "+w.to+"withdrawn WHERE id = ?", id)
	}
	if is != nil && is.Withdrawn {
		w.insertProject(w.to+"withdrawn", id, is)
	}
}

func (w *writer) note(id int64, was, is *portfolio.Record) {
	if _, ok := was.Note(); ok {
		w.exec("DELETE FROM "+w.to+"note WHERE id = ?", id)
	}
	if n, ok := is.Note(); ok {
		w.exec("INSERT INTO "+w.to+"note VALUES (?,?,?)", id, n.On, n.Text)
	}
}

// plan updates the row of a sub-programme, outcome or activity, which is
// already in the table.
func (w *writer) plan(r *portfolio.Record) {
	if r.Plan == nil {
		return
	}
	var columns []string
	var values []any
	for _, f := range portfolio.FieldsOf(r.Kind) {
		columns = append(columns, f.Name+" = ?")
		if f.Money {
			values = append(values, null(r.Money(f.Name)))
		} else {
			values = append(values, r.Value(f.Name).Text)
		}
	}
	w.exec("UPDATE "+w.to+string(r.Kind)+" SET "+strings.Join(columns, ", ")+" WHERE code = ?",
		append(values, planCode(r.ID))...)
}

func (w *writer) faults(id int64, was, is derived) {
	if len(was.conflicts) > 0 {
		w.exec("DELETE FROM "+w.to+"conflict WHERE record = ?", id)
	}
	for _, c := range is.conflicts {
		w.exec("INSERT INTO "+w.to+"conflict VALUES (?,?)", id, c.Field)
	}
	if len(was.wrong) > 0 {
		w.exec("DELETE FROM "+w.to+"inconsistency WHERE record = ?", id)
	}
	for i, x := range is.wrong {
		w.exec("INSERT INTO "+w.to+"inconsistency VALUES (?,?,?,?)", id, i, x.Field, x.What)
	}
}
