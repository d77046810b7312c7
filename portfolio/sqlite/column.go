package sqlite

import (
	"encoding/json"
	"errors"
	"strings"

	"fieldfolio/portfolio"
)

// more is the column that holds the project fields without a column of their
// own, as a JSON object of the known ones; NULL if none is known.
const more = "more"

// projectNames are the columns of the tables of projects after id, in the order
// of projectValues.
var projectNames = func() []string {
	var names []string
	for i := range portfolio.ProjectColumns {
		if c := &portfolio.ProjectColumns[i]; c.Own {
			names = append(names, c.Name)
		}
	}
	return append(names, more)
}()

// projectColumns select a project p, without its sources, in the order of
// portfolio.ProjectColumns.
var projectColumns = func() string {
	all := make([]string, len(portfolio.ProjectColumns))
	for i := range portfolio.ProjectColumns {
		all[i] = columnSQL(&portfolio.ProjectColumns[i])
		if portfolio.ProjectColumns[i].Type == portfolio.ProgrammeColumn {
			all[i] = "(SELECT code FROM programme WHERE id = " + all[i] + ")"
		}
	}
	return strings.Join(all, ", ")
}()

// columnSQL returns the expression of a stored value of a project p.
func columnSQL(c *portfolio.StoredColumn) string {
	if c.Own {
		return "p." + c.Name
	}
	return "p." + more + " ->> '$." + c.Name + "'"
}

// textSQL is columnSQL for text: empty if unknown.
func textSQL(c *portfolio.StoredColumn) string {
	if c.Own {
		return columnSQL(c)
	}
	return "coalesce(" + columnSQL(c) + ", '')"
}

// projectValues returns the values of projectNames.
func (w *writer) projectValues(p *portfolio.Project) []any {
	values := make([]any, 0, len(projectNames))
	rest := map[string]any{}
	for i := range portfolio.ProjectColumns {
		c := &portfolio.ProjectColumns[i]
		v := c.Value(p)
		switch {
		case c.Type == portfolio.ProgrammeColumn:
			values = append(values, w.code("programme", "p", p.Programme))
		case c.Own:
			values = append(values, v)
		case v != nil && v != "":
			rest[c.Name] = v
		}
	}
	if len(rest) == 0 {
		return append(values, nil)
	}
	text, err := json.Marshal(rest)
	w.fail(err)
	return append(values, string(text))
}

type scanner interface{ Scan(dest ...any) error }

// scanProject reads projectColumns, and further columns into others.
func scanProject(row scanner, p *portfolio.Project, others ...any) error {
	n := len(portfolio.ProjectColumns)
	values, dest := make([]any, n), make([]any, n, n+len(others))
	for i := range values {
		dest[i] = &values[i]
	}
	if err := row.Scan(append(dest, others...)...); err != nil {
		return err
	}
	var errs error
	for i := range values {
		if err := portfolio.ProjectColumns[i].Take(p, values[i]); err != nil {
			errs = errors.Join(errs, err)
		}
	}
	return errs
}
