package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"fieldfolio/portfolio"
)

// Put writes a project, new or changed, with its slices, their summary and the
// search index, in one transaction.
func (s *Store) Put(ctx context.Context, p *portfolio.Project) error {
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return err
	}
	return s.update(ctx, func(tx *sql.Tx) error {
		w := newWriter(ctx, tx)
		w.useCatalogue(cat)
		w.remove(p.ID)
		id := w.project(p)
		w.fold(1, id)
		return w.close()
	})
}

// writer writes within one transaction. It keeps its statements prepared and
// its first error, after which it does nothing.
type writer struct {
	ctx        context.Context //nolint:containedctx // lives as long as the transaction
	tx         *sql.Tx
	statements map[string]*sql.Stmt
	ids        map[string]int64 // of programmes, lines and places, with a letter in front
	cat        *portfolio.Catalogue
	err        error
}

func newWriter(ctx context.Context, tx *sql.Tx) *writer {
	return &writer{ctx: ctx, tx: tx, statements: map[string]*sql.Stmt{}}
}

// close closes the statements and returns the first error.
func (w *writer) close() error {
	for _, st := range w.statements {
		w.err = errors.Join(w.err, st.Close())
	}
	return w.err
}

// exec runs a statement and returns the last row ID.
func (w *writer) exec(query string, args ...any) int64 {
	if w.err != nil {
		return 0
	}
	st := w.statements[query]
	if st == nil {
		st, w.err = w.tx.PrepareContext(w.ctx, query)
		if w.err != nil {
			return 0
		}
		w.statements[query] = st
	}
	res, err := st.ExecContext(w.ctx, args...)
	if err != nil {
		w.err = fmt.Errorf("write: %w", err)
		return 0
	}
	id, err := res.LastInsertId()
	w.err = err
	return id
}

func (w *writer) useCatalogue(cat *portfolio.Catalogue) {
	w.cat, w.ids = cat, map[string]int64{}
	for i, p := range cat.Programmes {
		w.ids["p"+p.Code] = int64(i) + 1
	}
	for i, l := range cat.Lines {
		w.ids["l"+l.Code] = int64(i) + 1
	}
	for i, p := range cat.Places {
		w.ids["c"+p.Code] = int64(i) + 1
	}
}

// id returns the row ID of a code, and records a fault where there is none.
func (w *writer) id(what, letter, code string) any {
	id, ok := w.ids[letter+code]
	if !ok && w.err == nil {
		w.err = &portfolio.Invalid{Field: what, Value: code, Why: "is not known"}
	}
	return id
}

// project inserts a project with its slices, sources and search text.
func (w *writer) project(p *portfolio.Project) int64 {
	d := p.Duration
	id := w.exec("INSERT INTO project VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
		p.ID, p.Number, p.Provisional, p.Title, int(p.Kind), w.id("programme", "p", p.Programme), p.Country,
		portfolio.FormatPortions(p.Places), portfolio.FormatPortions(p.Lines), day(d.Start), day(d.End), assumedBits(d),
		null(p.Amounts.Approved), null(p.Amounts.Overall), null(p.Amounts.Shortfall), p.Assigned.Reason, p.Assigned.Confidence)
	slices := portfolio.Slices(p)
	for _, s := range slices {
		w.exec("INSERT INTO slice VALUES (?,?,?,?,?,?,?,?)", id, w.id("service line", "l", s.Line), w.id("place", "c", s.Place),
			s.Year, firstBits(s, slices[0]), int64(s.Approved), int64(s.Overall), int64(s.Shortfall))
	}
	title, rest := searchColumns(p, w.cat)
	w.exec("INSERT INTO search (rowid, title, rest) VALUES (?,?,?)", id, title, rest)
	w.sources(p.ID, p.Sources)
	return id
}

// searchColumns returns the text of the search index. The title stands apart
// so that it can be searched alone.
func searchColumns(p *portfolio.Project, cat *portfolio.Catalogue) (title, rest string) {
	untitled := *p
	untitled.Title = ""
	return p.Title, portfolio.SearchText(&untitled, cat)
}

// firstBits says in which respects s stands with the project's first slice.
func firstBits(s, first portfolio.Slice) int {
	bits := 0
	if s.Line == first.Line {
		bits |= bitLine
	}
	if s.Place == first.Place {
		bits |= bitPlace
	}
	if s.Year == first.Year {
		bits |= bitYear
	}
	return bits
}

// remove deletes a project that is about to be written again.
func (w *writer) remove(record string) {
	var id int64
	err := w.tx.QueryRowContext(w.ctx, "SELECT id FROM project WHERE record = ?", record).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) || w.err != nil {
		return
	}
	w.err = err
	w.fold(-1, id)
	w.exec("DELETE FROM slice WHERE project = ?", id)
	w.exec("DELETE FROM search WHERE rowid = ?", id)
	w.exec("DELETE FROM source WHERE record = ?", record)
	w.exec("DELETE FROM project WHERE id = ?", id)
}

// fold adds the slices of a project to the summary (sign 1) or takes them out
// (sign -1). Project 0 stands for all.
func (w *writer) fold(sign, project int64) {
	w.exec(`INSERT INTO summary `+summarySQL+`
		ON CONFLICT DO UPDATE SET approved = approved + excluded.approved, overall = overall + excluded.overall,
			shortfall = shortfall + excluded.shortfall,
			n0 = n0 + excluded.n0, n1 = n1 + excluded.n1, n2 = n2 + excluded.n2, n3 = n3 + excluded.n3,
			n4 = n4 + excluded.n4, n5 = n5 + excluded.n5, n6 = n6 + excluded.n6, n7 = n7 + excluded.n7`, sign, project)
	if sign < 0 {
		w.exec("DELETE FROM summary WHERE n0 = 0")
	}
}

// summarySQL adds up slices into the rows of summary: ?1 is the sign, ?2 the
// project, 0 for all.
const summarySQL = `SELECT p.programme, p.kind, s.line, s.place, s.year,
	?1 * sum(s.approved), ?1 * sum(s.overall), ?1 * sum(s.shortfall),
	?1 * count(*), ?1 * sum(s.first & 1 = 1), ?1 * sum(s.first & 2 = 2), ?1 * sum(s.first & 3 = 3),
	?1 * sum(s.first & 4 = 4), ?1 * sum(s.first & 5 = 5), ?1 * sum(s.first & 6 = 6), ?1 * sum(s.first & 7 = 7)
	FROM project p JOIN slice s ON s.project = p.id WHERE ?2 IN (0, p.id) GROUP BY 1, 2, 3, 4, 5`

func (w *writer) sources(record string, sources []portfolio.Source) {
	for i, s := range sources {
		w.exec("INSERT INTO source VALUES (?,?,?,?,?,?,?,?)", record, i, s.Field, s.Where, s.Printed, s.Taken, s.Why, s.Assumed)
	}
}

// null returns an amount for SQL: cents, or NULL if it is unknown.
func null(a portfolio.Amount) any {
	if !a.Known {
		return nil
	}
	return int64(a.Cents)
}

func day(d portfolio.Date) any {
	if !d.Known() {
		return nil
	}
	return int64(d)
}

func assumedBits(d portfolio.Duration) int {
	bits := 0
	if d.StartAssumed {
		bits |= 1
	}
	if d.EndAssumed {
		bits |= 2
	}
	return bits
}
