package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
)

// Projects returns the requested rows of a list.
func (s *Store) Projects(ctx context.Context, spec breakdown.ListSpec) ([]breakdown.Listed, error) {
	if err := s.prepare(ctx, need{slices: spec.Cell != nil}, spec.Query); err != nil {
		return nil, err
	}
	from, c, part := s.listFrom(spec)
	limit := spec.Limit
	if limit <= 0 {
		limit = -1
	}
	order, orderArgs := orderSQL(spec)
	// The inner query sorts row IDs only; whole rows are read for the window.
	query := "SELECT " + projectColumns + ", part FROM (SELECT p.id AS row, " + part + " AS part FROM " + from +
		c.clause() +
		order + " LIMIT ? OFFSET ?) CROSS JOIN project p ON p.id = row" + order
	args := slices.Concat(c.args, orderArgs, []any{limit, spec.Offset}, orderArgs)
	var out []breakdown.Listed
	err := s.scan(ctx, query, args, func(rows *sql.Rows) error {
		var l breakdown.Listed
		var part sql.NullInt64
		err := scanProject(rows, &l.Project, &part)
		l.Part = amount(part)
		out = append(out, l)
		return err
	})
	return out, err
}

// Totals returns the totals of all rows of a list, whatever its order, offset
// and limit.
func (s *Store) Totals(ctx context.Context, spec breakdown.ListSpec) (breakdown.ListTotals, error) {
	if err := s.prepare(ctx, need{slices: spec.Cell != nil}, spec.Query); err != nil {
		return breakdown.ListTotals{}, err
	}
	from, c, part := s.listFrom(spec)
	var t breakdown.ListTotals
	var sum sql.NullInt64
	dest := []any{&t.Projects, &sum}
	sums := make([]sql.NullInt64, len(breakdown.StoredMeasures))
	columns := "count(*), sum(" + part + ")"
	for i, m := range breakdown.StoredMeasures {
		columns += ", sum(p." + string(m) + ")"
		dest = append(dest, &sums[i])
	}
	err := s.db.QueryRowContext(ctx, "SELECT "+columns+" FROM "+from+c.clause(), c.args...).Scan(dest...)
	t.Part = amount(sum)
	for i, m := range breakdown.StoredMeasures {
		*breakdown.StoredAmount(&t.Amounts, m) = amount(sums[i])
	}
	return t, fileError(s.path, err)
}

// Assumed returns how many of the projects that a query selects have an assumed
// start or end date.
func (s *Store) Assumed(ctx context.Context, q portfolio.Query, asOf portfolio.Date) (int64, error) {
	if err := s.prepare(ctx, need{}, q); err != nil {
		return 0, err
	}
	c := s.where(q, asOf).and(condition{sql: "p.assumed <> 0"}) // as in the index
	var n int64
	err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM project p"+c.clause(), c.args...).Scan(&n)
	return n, fileError(s.path, err)
}

// listFrom returns the tables of a list, its condition, and the expression of
// a project's part in the list's cell. The arguments of the tables come first
// in the condition's.
func (s *Store) listFrom(spec breakdown.ListSpec) (from string, c condition, part string) {
	c = s.where(spec.Query, spec.AsOf)
	if spec.Cell == nil {
		return "project p", c, "NULL"
	}
	ofProject, ofSlice := cellConditions(*spec.Cell, spec.AsOf)
	c = c.and(ofProject)
	of, known := partSQL(spec.Cell.Measure)
	c = c.and(known)
	having := ""
	if known.sql != "" {
		having = " HAVING part IS NOT NULL"
	}
	if ofSlice.sql == "" {
		return "project p", c, of.ofProject
	}
	from = "(SELECT project, " + of.ofSlices + " part FROM slice x" + ofSlice.clause() +
		" GROUP BY project" + having + ") c JOIN project p ON p.id = c.project"
	c.args = append(append([]any{}, ofSlice.args...), c.args...)
	return from, c, "c.part"
}

// cellConditions splits the coordinates of a cell into conditions on the
// project p and on the slice x.
func cellConditions(cell breakdown.CellRef, asOf portfolio.Date) (ofProject, ofSlice condition) {
	for i, by := range cell.By {
		if cell.Codes[i] == breakdown.All {
			continue
		}
		c := isSQL(by, "x", cell.Codes[i], asOf)
		if by.OfSlices() {
			ofSlice = ofSlice.and(c)
		} else {
			ofProject = ofProject.and(c)
		}
	}
	return ofProject, ofSlice
}

// part holds the SQL of a measure, NULL if it is unknown: for a whole project p,
// and for several slices of one.
type part struct{ ofProject, ofSlices string }

// partSQL returns the SQL of a measure, and the condition that it is known for
// a project p. A measure that is not money has no parts.
func partSQL(m breakdown.Measure) (part, condition) {
	var ofProject, ofSlices, counts, known []string
	terms := m.Terms()
	if len(terms) == 1 && terms[0].Times == 1 { // a column, which may have an index
		column := string(terms[0].Of)
		return part{"p." + column, "sum(" + column + ")"}, condition{sql: "p." + column + " IS NOT NULL"}
	}
	for _, t := range terms {
		times := fmt.Sprintf(" * %d", t.Times)
		ofProject = append(ofProject, "coalesce(p."+string(t.Of)+", 0)"+times)
		ofSlices = append(ofSlices, "coalesce(sum("+string(t.Of)+"), 0)"+times)
		counts = append(counts, "count("+string(t.Of)+")")
		known = append(known, "p."+string(t.Of)+" IS NOT NULL")
	}
	if known == nil {
		return part{"NULL", "NULL"}, condition{}
	}
	return part{strings.Join(ofProject, " + "),
			"CASE WHEN " + strings.Join(counts, " + ") + " > 0 THEN " + strings.Join(ofSlices, " + ") + " END"},
		condition{sql: "(" + strings.Join(known, " OR ") + ")"}
}

// orderSQL returns the ORDER BY of a list. Unknown values come last either
// way. Ties are decided by number in the direction of the last key, so that an
// index can be read backwards.
func orderSQL(spec breakdown.ListSpec) (string, []any) {
	var parts []string
	var args []any
	for _, o := range spec.Sort {
		column, a := orderColumn(o.Key, spec)
		if column == "p.number" && len(spec.Sort) == 1 {
			continue // the ties are sorted by it anyway
		}
		args = append(args, a...)
		if o.Desc {
			column += " DESC"
		}
		parts = append(parts, column+" NULLS LAST")
	}
	ties := []string{"p.number", "p.id"}
	if n := len(spec.Sort); n > 0 && spec.Sort[n-1].Desc {
		ties = []string{"p.number DESC", "p.id DESC"}
	}
	return " ORDER BY " + strings.Join(append(parts, ties...), ", "), args
}

func orderColumn(k portfolio.Key, spec breakdown.ListSpec) (string, []any) {
	f, ok := k.Field()
	switch {
	case k == breakdown.KeyPart:
		return "part", nil
	case !ok:
		return "p.number", nil
	case f.Project.Key.Compare == portfolio.CompareStatus:
		return statusSQL(spec.AsOf)
	}
	return columnSQL(&f.Project.Column), nil
}

// Project returns a project, with its sources, by its number in any printing or
// the id of its record (see Record), also one that is withdrawn. Where there is
// none it returns an error that wraps fault.ErrNotFound and names the
// nearest numbers.
func (s *Store) Project(ctx context.Context, number string) (*portfolio.Project, error) {
	id, err := s.resolve(ctx, number)
	if err != nil {
		return nil, err
	}
	for _, table := range []string{"project", "withdrawn"} {
		var p portfolio.Project
		err := scanProject(s.db.QueryRowContext(ctx, "SELECT "+projectColumns+" FROM "+table+" p WHERE p.record = ?", id), &p)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, fileError(s.path, err)
		}
		p.Withdrawn = table == "withdrawn"
		sources, err := s.sources(ctx, p.ID)
		p.Sources = sources[p.ID]
		return &p, err
	}
	return nil, s.noProject(ctx, number)
}

func (s *Store) noProject(ctx context.Context, number string) error {
	var all []string
	err := s.scan(ctx, "SELECT DISTINCT number FROM project ORDER BY number", nil, func(rows *sql.Rows) error {
		var n string
		err := rows.Scan(&n)
		all = append(all, n)
		return err
	})
	if err != nil {
		return err
	}
	return fault.NoProject(number, all)
}

// Numbers returns project numbers that begin with a prefix, with their titles,
// at most limit.
func (s *Store) Numbers(ctx context.Context, prefix string, limit int) ([]portfolio.Choice, error) {
	var out []portfolio.Choice
	prefix = strings.ToUpper(prefix)
	err := s.scan(ctx, "SELECT number, title FROM project WHERE number >= ? AND number < ? ORDER BY number LIMIT ?",
		[]any{prefix, prefix + "\U0010ffff", limit}, func(rows *sql.Rows) error {
			var c portfolio.Choice
			err := rows.Scan(&c.Code, &c.Name)
			out = append(out, c)
			return err
		})
	return out, err
}

func amount(n sql.NullInt64) portfolio.Amount {
	return portfolio.Amount{Cents: portfolio.Cents(n.Int64), Known: n.Valid}
}
