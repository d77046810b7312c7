package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"fieldfolio/portfolio"
)

// Empty reports whether the database holds no portfolio yet.
func (s *Store) Empty(ctx context.Context) (bool, error) {
	var n int
	err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM programme").Scan(&n)
	return n == 0, fileError(s.path, err)
}

// Seed writes a document into an empty database, all or nothing. In a database
// that holds a portfolio it changes nothing, so two processes may seed at once.
func (s *Store) Seed(ctx context.Context, doc *portfolio.Document) error {
	return s.update(ctx, func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM programme").Scan(&n); err != nil || n > 0 {
			return err
		}
		w := newWriter(ctx, tx)
		w.catalogue(&doc.Catalogue)
		w.useCatalogue(&doc.Catalogue)
		for i := range doc.Projects {
			w.project(&doc.Projects[i])
		}
		w.fold(1, 0)
		for i, sp := range doc.SubProgrammes {
			w.subProgramme(i, sp)
		}
		for i, p := range doc.Published {
			w.published(i, p)
		}
		w.exec("PRAGMA optimize = 0x10002")
		return w.close()
	})
}

func (w *writer) catalogue(c *portfolio.Catalogue) {
	w.exec("INSERT INTO setting VALUES ('reference_date', ?)", c.Reference.Plain())
	for i, p := range c.Programmes {
		w.exec("INSERT INTO programme VALUES (?,?,?,?,?,?,?)", i+1, p.Code, p.Name, p.List, p.From, p.To, p.States)
		w.sources("programme:"+p.Code, p.Sources)
	}
	for i, l := range c.Lines {
		w.exec("INSERT INTO line VALUES (?,?,?,?,?,?,?)", i+1, l.Code, l.Label, l.Name, l.Scope, l.Outcomes, l.DAC)
	}
	for i, p := range c.Places {
		w.exec("INSERT INTO place VALUES (?,?,?,?)", i+1, p.Code, p.Name, p.M49)
	}
}

func (w *writer) subProgramme(seq int, sp portfolio.SubProgramme) {
	w.exec("INSERT INTO subprogramme VALUES (?,?,?,?,?)", sp.Code, seq, sp.Label, null(sp.Requirement), null(sp.Shortfall))
	w.sources(sp.Record(), sp.Sources)
	for _, o := range sp.Outcomes {
		w.exec("INSERT INTO outcome VALUES (?,?,?,?)", o.Code, sp.Code, o.Label, null(o.Budget))
		w.sources(o.Record(), o.Sources)
		for i, a := range o.Activities {
			w.exec("INSERT INTO activity VALUES (?,?,?,?,?)", o.Code, i, a.Code, a.Label, null(a.Shortfall))
			w.sources(a.Record(), a.Sources)
			for j, p := range a.Parts {
				w.exec("INSERT INTO activity_part VALUES (?,?,?,?,?)", a.Code, j, p.Label, int64(p.Shortfall), p.Printed)
			}
		}
	}
}

func (w *writer) published(seq int, p portfolio.Published) {
	r := p.Rule
	w.exec("INSERT INTO published VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", seq, p.ID, p.Where, p.Statement, p.Printed,
		string(p.Unit), p.Value, p.RoundedTo, p.Wording, p.Note, string(r.Records), r.Measure, r.Query, strings.Join(r.Codes, " "), r.Of, r.Why)
}
