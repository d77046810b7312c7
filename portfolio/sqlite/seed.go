package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"fieldfolio/portfolio"
)

// seed writes a document into an empty database.
func (s *Store) seed(ctx context.Context, doc *portfolio.Document) error {
	return s.update(ctx, manage, func(tx *sql.Tx) error {
		w := newWriter(ctx, tx, &doc.Catalogue)
		w.exec("INSERT INTO setting VALUES ('reference_date', ?), ('document_date', ?)",
			doc.Catalogue.Reference.Plain(), doc.Catalogue.Document.Plain())
		w.base(doc)
		for i := range doc.Projects {
			w.projectOfBase(&doc.Projects[i])
		}
		w.planOfBase()
		if err := w.close(); err != nil {
			return err
		}
		if err := writeBaseDigests(ctx, tx, doc.Edition); err != nil {
			return err
		}
		if err := writeDigest(ctx, tx, fieldsDigest, currentFields()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "PRAGMA optimize = 0x10002")
		return err
	})
}

// base writes the tables of the base, which must be empty, and interns their
// records.
func (w *writer) base(doc *portfolio.Document) {
	w.exec("PRAGMA defer_foreign_keys = 1") // parts of activities come before the activities
	w.catalogue(&doc.Catalogue)
	for i := range doc.Projects {
		p := &doc.Projects[i]
		w.insertProject("base_project", w.intern(p.ID, portfolio.ProjectRecord).id, p)
		w.sources(p.ID, p.Sources)
	}
	for i, sp := range doc.SubProgrammes {
		w.subProgramme(i, sp)
	}
	for i, p := range doc.Published {
		w.published(i, p)
	}
}

// projectOfBase stores a project, and what does not fit together in it, as the
// document says.
func (w *writer) projectOfBase(p *portfolio.Project) {
	id := w.intern(p.ID, portfolio.ProjectRecord).id
	w.project(id, nil, p)
	var is derived
	is.of(&portfolio.Record{ID: p.ID, Kind: portfolio.ProjectRecord, Base: p}, w.cat)
	w.faults(id, derived{}, is)
}

// planOfBase fills the tables of the plan, which must be empty, with what the
// document says.
func (w *writer) planOfBase() {
	for _, table := range []string{"subprogramme", "outcome", "activity"} {
		w.exec("INSERT INTO " + table + " SELECT * FROM base_" + table)
	}
}

func (w *writer) catalogue(c *portfolio.Catalogue) {
	for i, p := range c.Programmes {
		w.exec("INSERT INTO programme VALUES (?,?,?,?,?,?,?)", i+1, p.Code, p.Name, p.List, p.From, p.To, p.States)
		w.sources("programme:"+p.Code, p.Sources)
	}
	for i, l := range c.Lines {
		w.exec("INSERT INTO line VALUES (?,?,?,?,?,?,?)", i+1, l.Code, l.Label, l.Name, l.Scope, l.Outcomes, l.DAC)
	}
	for i, p := range c.Places {
		w.exec("INSERT INTO place VALUES (?,?,?,?,?)", i+1, p.Code, p.Name, p.M49, p.Within)
	}
}

func (w *writer) subProgramme(seq int, sp portfolio.SubProgramme) {
	w.planned("subprogramme", sp.Record(), sp.Sources, sp.Code, seq, sp.Label, null(sp.Requirement), null(sp.Shortfall))
	for _, o := range sp.Outcomes {
		w.planned("outcome", o.Record(), o.Sources, o.Code, sp.Code, o.Label, null(o.Budget))
		for i, a := range o.Activities {
			w.planned("activity", a.Record(), a.Sources, o.Code, i, a.Code, a.Label, null(a.Shortfall),
				strings.Join(a.Places, " "))
			for j, p := range a.Parts {
				w.exec("INSERT INTO activity_part VALUES (?,?,?,?,?)", a.Code, j, p.Label, int64(p.Shortfall), p.Printed)
			}
		}
	}
}

// planned writes a record of the plan into its table of the base.
func (w *writer) planned(table, record string, sources []portfolio.Source, values ...any) {
	w.intern(record, portfolio.KindOf(record))
	w.sources(record, sources)
	w.exec("INSERT INTO base_"+table+" VALUES (?"+strings.Repeat(",?", len(values)-1)+")", values...)
}

func (w *writer) published(seq int, p portfolio.Published) {
	r := p.Rule
	w.exec("INSERT INTO published VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", seq, p.ID, p.Where, p.Statement, p.Printed,
		string(p.Unit), p.Value, p.RoundedTo, p.Wording, p.Note, string(r.Records), r.Measure, r.Query,
		strings.Join(r.Codes, " "), r.Of, r.Why, p.Spread, listedText(r))
}

// listedText returns a list as it is stored: its place, then what it lists, one a
// line; empty if the rule has none.
func listedText(r portfolio.Rule) string {
	if len(r.Listed) == 0 {
		return ""
	}
	return r.ListedIn + "\n" + strings.Join(r.Listed, "\n")
}

func (w *writer) sources(record string, sources []portfolio.Source) {
	for i, s := range sources {
		w.exec("INSERT INTO source VALUES (?,?,?,?,?,?,?,?)", record, i, s.Field, s.Where, s.Printed, s.Taken, s.Why,
			s.Assumed)
	}
}
