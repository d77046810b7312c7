package sqlite

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// condition is SQL over the project table p with its arguments.
type condition struct {
	sql  string
	args []any
}

// where translates a query into a condition that is never NULL for codes and
// NULL, so not met, where an unknown day or amount is compared. The plus signs
// keep the planner from driving a list by a filter: reading it in its order
// and filtering takes about as long whatever the filter.
func where(q portfolio.Query, asOf portfolio.Date) condition {
	var c condition
	for _, t := range q.Terms {
		term := termSQL(t, asOf)
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

// clause returns the condition with WHERE in front, empty if there is none.
func (c condition) clause() string {
	if c.sql == "" {
		return ""
	}
	return " WHERE " + c.sql
}

func termSQL(t portfolio.Term, asOf portfolio.Date) condition {
	switch t.Key {
	case portfolio.KeyText:
		return match("", t.Values)
	case portfolio.KeyTitle:
		return match("title : ", t.Values)
	case portfolio.KeyNumber:
		return in("+p.number", t.Values)
	case portfolio.KeyKind:
		return kindSQL(t.Values)
	case portfolio.KeyProgramme, portfolio.KeyRegion:
		c := in("code", t.Values)
		return condition{"+p.programme IN (SELECT id FROM programme WHERE " + c.sql + ")", c.args}
	case portfolio.KeyLine:
		return portionSQL("lines", t.Values)
	case portfolio.KeyCountry:
		return portionSQL("places", t.Values)
	case portfolio.KeyStatus:
		s, args := statusSQL(asOf)
		c := condition{sql: s + " IN (" + strings.Repeat("?,", len(t.Values)-1) + "?)", args: args}
		for _, v := range t.Values {
			c.args = append(c.args, statusNumber(v))
		}
		return c
	case portfolio.KeyStart:
		return compare("+p.first_day", t, int64(t.First), int64(t.Last))
	case portfolio.KeyEnd:
		return compare("+p.last_day", t, int64(t.First), int64(t.Last))
	case portfolio.KeyApproved, portfolio.KeyOverall, portfolio.KeyShortfall:
		return compare("+p."+string(t.Key), t, int64(t.Money), int64(t.Money))
	case portfolio.KeyPart: // no key of the language
	}
	return condition{sql: "0"}
}

func in(column string, values []string) condition {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return condition{column + " IN (" + strings.Repeat("?,", len(values)-1) + "?)", args}
}

// match looks for projects whose indexed text has all words of one of values.
func match(column string, values []string) condition {
	var alternatives []string
	for _, v := range values {
		var all []string
		for _, w := range portfolio.Words(v) {
			all = append(all, column+`"`+w+`"*`)
		}
		if len(all) > 0 {
			alternatives = append(alternatives, "("+strings.Join(all, " AND ")+")")
		}
	}
	if len(alternatives) == 0 {
		return condition{sql: "1"}
	}
	return condition{"+p.id IN (SELECT rowid FROM search WHERE search MATCH ?)", []any{strings.Join(alternatives, " OR ")}}
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

// portionSQL looks for codes in a column of portions.
func portionSQL(column string, codes []string) condition {
	parts, args := make([]string, len(codes)), make([]any, len(codes))
	for i, c := range codes {
		parts[i], args[i] = "instr(' ' || p."+column+", ?) > 0", " "+c+":"
	}
	return condition{"(" + strings.Join(parts, " OR ") + ")", args}
}

// statusSQL returns an expression for the status seen from a day, as its place
// in portfolio.Statuses; it is as portfolio.Duration.StatusOn.
func statusSQL(asOf portfolio.Date) (string, []any) {
	return "CASE WHEN p.first_day IS NULL AND p.last_day IS NULL THEN 3 WHEN p.last_day < ? THEN 2 WHEN p.first_day > ? THEN 0 ELSE 1 END",
		[]any{int64(asOf), int64(asOf)}
}

// statusNumber returns the place of a status in portfolio.Statuses.
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
