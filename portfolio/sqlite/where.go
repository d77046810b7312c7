package sqlite

import (
	sqldriver "database/sql/driver"
	"fmt"
	"slices"
	"strings"

	driver "modernc.org/sqlite"

	"fieldfolio/portfolio"
)

// condition is SQL over the project table p with its arguments.
type condition struct {
	sql  string
	args []any
}

// where converts a query into a condition that is never NULL for codes and is
// NULL, so false, if an unknown date or amount is compared. The plus signs keep
// the planner from driving a list by a filter: reading it in its order and
// filtering takes about as long whatever the filter.
func (s *Store) where(q portfolio.Query, cat *portfolio.Catalogue, asOf portfolio.Date) condition {
	var c condition
	for _, t := range q.Terms {
		if t.Confines() {
			continue // see confined
		}
		term := s.termSQL(t, cat, asOf)
		if t.Not {
			term.sql = "NOT (" + term.sql + ")"
		}
		c = c.and(term)
	}
	return c
}

func (c condition) and(d condition) condition {
	switch {
	case c.sql == "":
		return d
	case d.sql == "":
		return c
	}
	return condition{c.sql + " AND " + d.sql, append(append([]any{}, c.args...), d.args...)}
}

// anySQL is the condition that one of the queries of a group holds.
func (s *Store) anySQL(t portfolio.Term, cat *portfolio.Catalogue, asOf portfolio.Date) condition {
	var args []any
	sides := make([]string, len(t.Any))
	for i, q := range t.Any {
		c := s.where(q, cat, asOf)
		sides[i], args = "("+c.sql+")", append(args, c.args...)
	}
	return condition{"(" + strings.Join(sides, " OR ") + ")", args}
}

// clause returns the condition with WHERE in front, empty if there is none.
func (c condition) clause() string {
	if c.sql == "" {
		return ""
	}
	return " WHERE " + c.sql
}

func (s *Store) termSQL(t portfolio.Term, cat *portfolio.Catalogue, asOf portfolio.Date) condition {
	switch t.Key { //nolint:exhaustive // the keys that are no field's
	case portfolio.KeyAny:
		return s.anySQL(t, cat, asOf)
	case portfolio.KeyText:
		return s.match("", t.Values)
	}
	f, ok := t.Key.Field()
	if !ok {
		return condition{sql: "0"}
	}
	of := &f.Project.Column
	column := columnSQL(of)
	if t.None() {
		return condition{sql: "+" + column + " IS NULL"}
	}
	switch f.Project.Key.Compare {
	case portfolio.CompareIndexed:
		return s.match(of.Name+" : ", t.Values)
	case portfolio.CompareWords:
		return hasWords(textSQL(of), t.Values)
	case portfolio.CompareNumbers:
		return numberSQL(t.Values)
	case portfolio.CompareKinds:
		return kindSQL(t.Values)
	case portfolio.CompareCodes:
		return codesSQL(of, t.Values)
	case portfolio.ComparePortions:
		return portionsSQL(f.Project.Portions(), t.Codes(cat))
	case portfolio.CompareScope:
		return scopeSQL(&f.Project.Column, f.Project.Portions(), t.Values)
	case portfolio.CompareStatus:
		return statusIn(t.Values, asOf)
	case portfolio.CompareDays:
		days := t.Days(asOf)
		return compare("+"+column, t, int64(days.First), int64(days.Last))
	case portfolio.CompareAmounts, portfolio.CompareRates:
		return compare("+"+column, t, int64(t.Money), int64(t.Money))
	case portfolio.CompareYears, portfolio.ComparePlaces: // have no field
	}
	return condition{sql: "0"}
}

// confined returns the condition that a query's terms that confine amounts
// cover a row of slice; empty if there are none.
func confined(q portfolio.Query, cat *portfolio.Catalogue, slice string) condition {
	var c condition
	for _, t := range q.Terms {
		if !t.Confines() {
			continue
		}
		term := coverSQL(t, cat, slice)
		if t.Not {
			term.sql = "NOT " + term.sql
		}
		c = c.and(term)
	}
	return c
}

func coverSQL(t portfolio.Term, cat *portfolio.Catalogue, slice string) condition {
	if t.Key == portfolio.KeyPlace {
		places := in("code", t.Places(cat))
		return condition{"(" + slice + ".place IN (SELECT id FROM place WHERE " + places.sql + "))", places.args}
	}
	var parts []string
	var args []any
	for _, r := range t.Years() {
		parts = append(parts, slice+".year BETWEEN ? AND ?")
		args = append(args, r.First, r.Last)
	}
	return condition{"(" + strings.Join(parts, " OR ") + ")", args}
}

func numberSQL(numbers []string) condition {
	plain := make([]string, len(numbers))
	for i, v := range numbers {
		plain[i] = portfolio.PlainNumber(v)
	}
	return in("+p.plain", plain)
}

func codesSQL(c *portfolio.StoredColumn, codes []string) condition {
	if c.Type != portfolio.ProgrammeColumn {
		return in("+"+textSQL(c), codes)
	}
	found := in("code", codes)
	return condition{"+" + columnSQL(c) + " IN (SELECT id FROM programme WHERE " + found.sql + ")", found.args}
}

func statusIn(values []string, asOf portfolio.Date) condition {
	status, args := statusSQL(asOf)
	c := condition{sql: status + " IN (" + strings.Repeat("?,", len(values)-1) + "?)", args: args}
	for _, v := range values {
		c.args = append(c.args, statusNumber(v))
	}
	return c
}

// hasWords matches texts that have all words of one of values.
func hasWords(column string, values []string) condition {
	parts, args := make([]string, len(values)), make([]any, len(values))
	for i, v := range values {
		parts[i], args[i] = "has_words("+column+", ?)", v
	}
	return condition{"(" + strings.Join(parts, " OR ") + ")", args}
}

// has_words is an SQL function: has_words(text, wanted) reports whether each
// word of wanted begins a word of text. NULL has no words.
func init() {
	driver.MustRegisterDeterministicScalarFunction("has_words", 2, hasWordsOf)
}

func hasWordsOf(_ *driver.FunctionContext, args []sqldriver.Value) (sqldriver.Value, error) {
	text, _ := args[0].(string)
	wanted, _ := args[1].(string)
	return portfolio.HasWords(text, wanted), nil
}

func in(column string, values []string) condition {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return condition{column + " IN (" + strings.Repeat("?,", len(values)-1) + "?)", args}
}

// match matches projects whose indexed text has all words of one of values.
func (s *Store) match(column string, values []string) condition {
	var alternatives []string
	for _, v := range values {
		var all []string
		for _, w := range portfolio.SearchWords(v) {
			all = append(all, column+`"`+w+`"*`)
		}
		if len(all) > 0 {
			alternatives = append(alternatives, "("+strings.Join(all, " AND ")+")")
		}
	}
	if len(alternatives) == 0 {
		return condition{sql: "1"}
	}
	words := strings.Join(alternatives, " OR ")
	if s.past != 0 {
		return condition{`+p.id IN (SELECT rowid FROM then_search WHERE then_search MATCH ?
			UNION ALL SELECT rowid FROM main.search WHERE search MATCH ? AND rowid NOT IN (SELECT id FROM changed))`,
			[]any{words, words}}
	}
	return condition{"+p.id IN (SELECT rowid FROM search WHERE search MATCH ?)", []any{words}}
}

func kindSQL(values []string) condition {
	parts := make([]string, len(values))
	for i, v := range values {
		switch v {
		case portfolio.Field.String():
			parts[i] = "p.kind & 1"
		case portfolio.Global.String():
			parts[i] = "p.kind & 2"
		default:
			parts[i] = "p.kind = 3"
		}
	}
	return condition{sql: "(" + strings.Join(parts, " OR ") + ")"}
}

// portionsSQL looks for codes in columns of portions. A code is followed by a
// colon and its share, or by a blank.
func portionsSQL(columns []*portfolio.StoredColumn, codes []string) condition {
	var parts []string
	var args []any
	for _, column := range columns {
		text := "' ' || replace(" + textSQL(column) + ", ':', ' ') || ' '"
		for _, c := range codes {
			parts, args = append(parts, "instr("+text+", ?) > 0"), append(args, " "+c+" ")
		}
	}
	return condition{"(" + strings.Join(parts, " OR ") + ")", args}
}

// scopeSQL looks for regions in one column, and for countries in columns of
// portions; it agrees with portfolio.Covers.
func scopeSQL(region *portfolio.StoredColumn, places []*portfolio.StoredColumn, scope []string) condition {
	c := codesSQL(region, scope)
	countries := slices.DeleteFunc(slices.Clone(scope), func(code string) bool { return !portfolio.IsCountry(code) })
	if len(countries) == 0 {
		return c
	}
	in := portionsSQL(places, countries)
	return condition{"(" + c.sql + " OR " + in.sql + ")", append(c.args, in.args...)}
}

// statusSQL returns the SQL of the status as of a date, as its position in
// portfolio.Statuses; it agrees with portfolio.Project.StatusOn.
func statusSQL(asOf portfolio.Date) (string, []any) {
	byHand := ""
	for _, s := range portfolio.StatusesByHand {
		byHand += fmt.Sprintf(" WHEN p.status = '%s' THEN %d", s, statusNumber(string(s)))
	}
	return fmt.Sprintf("CASE%s WHEN p.first_day IS NULL AND p.last_day IS NULL THEN %d WHEN p.last_day < ? THEN 2 WHEN p.first_day > ? THEN 0 ELSE 1 END",
		byHand, statusNumber(string(portfolio.StatusUnknown))), []any{int64(asOf), int64(asOf)}
}

// statusNumber returns the position of a status in portfolio.Statuses.
func statusNumber(s string) int { return slices.Index(portfolio.Statuses, portfolio.Status(s)) }

// compare compares a column with the range first to last.
func compare(column string, t portfolio.Term, first, last int64) condition {
	switch t.Op {
	case portfolio.Less:
		return condition{column + " < ?", []any{first}}
	case portfolio.AtMost:
		return condition{column + " <= ?", []any{last}}
	case portfolio.More:
		return condition{column + " > ?", []any{last}}
	case portfolio.AtLeast:
		return condition{column + " >= ?", []any{first}}
	case portfolio.Is, portfolio.EqualSign:
	}
	return condition{column + " BETWEEN ? AND ?", []any{first, last}}
}
