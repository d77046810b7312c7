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

// mostShared is the largest number of rows that are kept for all who ask for the same part of a list: those
// around a page of the largest terminal.
const mostShared = 600

// Projects returns the requested rows of a list. The caller must not modify them: they are the same for all who
// ask.
func (s *Store) Projects(ctx context.Context, spec breakdown.ListSpec) ([]breakdown.Listed, error) {
	if spec.Limit <= 0 || spec.Limit > mostShared {
		return s.projects(ctx, spec)
	}
	of := []any{spec.Sort, spec.Offset, spec.Limit}
	if spec.Cell != nil {
		of = append(of, *spec.Cell)
	}
	return once(ctx, s, question("projects", spec.Query, spec.AsOf, of...), func(s *Store) ([]breakdown.Listed, error) {
		return s.projects(ctx, spec)
	})
}

func (s *Store) projects(ctx context.Context, spec breakdown.ListSpec) ([]breakdown.Listed, error) {
	t, err := s.listTables(ctx, spec)
	if err != nil {
		return nil, err
	}
	limit := spec.Limit
	if limit <= 0 {
		limit = -1
	}
	order, orderArgs := orderSQL(spec)
	// The inner query sorts row IDs only; whole rows are read for the window.
	query := "SELECT " + projectColumns + ", part" + t.eachPart(", %s_within") + " FROM (SELECT p.id AS row, " + t.part +
		" AS part" + t.eachPart(", w.%s AS %[1]s_within") + " FROM " + t.from + t.where.clause() +
		order + " LIMIT ? OFFSET ?) CROSS JOIN project p ON p.id = row" + order
	args := slices.Concat(t.where.args, orderArgs, []any{limit, spec.Offset}, orderArgs)
	var out []breakdown.Listed
	err = s.scan(ctx, query, args, func(rows *sql.Rows) error {
		l, err := t.row(rows)
		out = append(out, l)
		return err
	})
	return out, err
}

// row reads a row of a list.
func (t *listTables) row(rows scanner) (breakdown.Listed, error) {
	var l breakdown.Listed
	var part sql.NullInt64
	dest := []any{&part}
	within := make([]sql.NullInt64, len(breakdown.StoredMeasures))
	if t.confined() {
		for i := range within {
			dest = append(dest, &within[i])
		}
	}
	err := scanProject(rows, &l.Project, dest...)
	l.Part, l.Whole = amount(part), l.Amounts
	if t.confined() {
		for i, m := range breakdown.StoredMeasures {
			*breakdown.StoredAmount(&l.Amounts, m) = amount(within[i])
		}
	}
	return l, err
}

// Totals returns the totals of all rows of a list, whatever its order, offset
// and limit.
func (s *Store) Totals(ctx context.Context, spec breakdown.ListSpec) (breakdown.ListTotals, error) {
	var of []any
	if spec.Cell != nil {
		of = append(of, *spec.Cell)
	}
	return once(ctx, s, question("totals", spec.Query, spec.AsOf, of...), func(s *Store) (breakdown.ListTotals, error) {
		return s.allTotals(ctx, spec)
	})
}

func (s *Store) allTotals(ctx context.Context, spec breakdown.ListSpec) (breakdown.ListTotals, error) {
	t, err := s.totals(ctx, spec)
	if err != nil || !spec.Query.Confines() {
		return t, err
	}
	spec.Query = spec.Query.Whole()
	whole, err := s.totals(ctx, spec)
	outside := whole.Less(t)
	t.Outside = &outside
	return t, err
}

func (s *Store) totals(ctx context.Context, spec breakdown.ListSpec) (breakdown.ListTotals, error) {
	of, err := s.listTables(ctx, spec)
	if err != nil {
		return breakdown.ListTotals{}, err
	}
	var t breakdown.ListTotals
	var sum sql.NullInt64
	dest := []any{&t.Projects, &sum}
	sums := make([]sql.NullInt64, len(breakdown.StoredMeasures))
	columns := "count(*), sum(" + of.part + ")"
	for i, m := range breakdown.StoredMeasures {
		columns += ", sum(" + of.amounts + "." + string(m) + ")"
		dest = append(dest, &sums[i])
	}
	err = s.db.QueryRowContext(ctx, "SELECT "+columns+" FROM "+of.from+of.where.clause(), of.where.args...).Scan(dest...)
	t.Part = amount(sum)
	for i, m := range breakdown.StoredMeasures {
		*breakdown.StoredAmount(&t.Amounts, m) = amount(sums[i])
	}
	return t, fileError(s.path, err)
}

// Assumed returns how many of the projects that a query selects have an assumed
// start or end date.
func (s *Store) Assumed(ctx context.Context, q portfolio.Query, asOf portfolio.Date) (int64, error) {
	return once(ctx, s, question("assumed", q, asOf), func(s *Store) (int64, error) { return s.assumed(ctx, q, asOf) })
}

func (s *Store) assumed(ctx context.Context, q portfolio.Query, asOf portfolio.Date) (int64, error) {
	t, err := s.listTables(ctx, breakdown.ListSpec{Query: q, AsOf: asOf})
	if err != nil {
		return 0, err
	}
	c := t.where.and(condition{sql: "p.assumed <> 0"}) // as in the index
	var n int64
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM "+t.from+c.clause(), c.args...).Scan(&n)
	return n, fileError(s.path, err)
}

// listTables says where the rows of a list come from.
type listTables struct {
	from    string    // the tables, with the project p
	where   condition // its arguments begin with those of from
	part    string    // the project's part in the list's cell
	amounts string    // the table with the project's amounts
}

// The tables with the amounts of projects, and with the parts that a query
// covers.
const (
	wholeAmounts = "p"
	partAmounts  = "w"
)

// confined reports whether amounts are parts of those of projects.
func (t *listTables) confined() bool { return t.amounts == partAmounts }

// eachPart returns a form for each column of the parts that a query covers;
// nothing if it covers whole projects.
func (t *listTables) eachPart(form string) string {
	if !t.confined() {
		return ""
	}
	columns := ""
	for _, m := range breakdown.StoredMeasures {
		columns += fmt.Sprintf(form, m)
	}
	return columns
}

// listTables returns where the rows of a list come from, prepared if the list
// is of the past.
func (s *Store) listTables(ctx context.Context, spec breakdown.ListSpec) (listTables, error) {
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return listTables{}, err
	}
	t := listTables{where: s.where(spec.Query, cat, spec.AsOf), part: "NULL", amounts: wholeAmounts}
	within := confined(spec.Query, cat, "x")
	if err := s.prepare(ctx, need{slices: spec.Cell != nil || within.sql != ""}, spec.Query); err != nil {
		return t, err
	}
	t.from = "project p"
	if within.sql != "" {
		t.amounts = partAmounts
		t.join("w", "SELECT project"+t.eachPart(", sum(%s) %[1]s"), within, "")
	}
	if spec.Cell != nil {
		t.toCell(*spec.Cell, spec.AsOf, within)
	}
	return t, nil
}

// join joins what is selected of the slices x, by project.
func (t *listTables) join(name, selected string, of condition, having string) {
	t.from = "(" + selected + " FROM slice x" + of.clause() + " GROUP BY project" + having + ") " + name + ", " + t.from
	t.where = t.where.and(condition{sql: "p.id = " + name + ".project"})
	t.where.args = slices.Concat(of.args, t.where.args)
}

// toCell narrows a list to a cell. within is the condition on the slices x that
// the query covers.
func (t *listTables) toCell(cell breakdown.CellRef, asOf portfolio.Date, within condition) {
	ofProject, ofSlice := cellConditions(cell, asOf)
	t.where = t.where.and(ofProject)
	of, known := partSQL(cell.Measure, t.amounts)
	t.where = t.where.and(known)
	having := ""
	if known.sql != "" {
		having = " HAVING part IS NOT NULL"
	}
	if ofSlice.sql == "" {
		t.part = of.ofProject
		return
	}
	ofSlice = ofSlice.and(within)
	t.join("c", "SELECT project, "+of.ofSlices+" part", ofSlice, having)
	t.part = "c.part"
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

// part holds the SQL of a measure, NULL if it is unknown: for a project, and for several slices of one.
type part struct{ ofProject, ofSlices string }

// partSQL returns the SQL of a measure, and the condition that it is known for
// a project, whose amounts are in a table. A measure that is not money has no parts.
func partSQL(m breakdown.Measure, amounts string) (part, condition) {
	var ofProject, ofSlices, counts, known []string
	terms := m.Terms()
	if len(terms) == 1 && terms[0].Times == 1 { // a column, which may have an index
		column := string(terms[0].Of)
		return part{amounts + "." + column, "sum(" + column + ")"}, condition{sql: amounts + "." + column + " IS NOT NULL"}
	}
	for _, t := range terms {
		times := fmt.Sprintf(" * %d", t.Times)
		ofProject = append(ofProject, "coalesce("+amounts+"."+string(t.Of)+", 0)"+times)
		ofSlices = append(ofSlices, "coalesce(sum("+string(t.Of)+"), 0)"+times)
		counts = append(counts, "count("+string(t.Of)+")")
		known = append(known, amounts+"."+string(t.Of)+" IS NOT NULL")
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
	case spec.Query.Confines() && slices.Contains(breakdown.StoredMeasures, breakdown.Measure(k)):
		return string(k) + "_within", nil
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
	if err := s.notHere(ctx, number); err != nil {
		return err
	}
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
