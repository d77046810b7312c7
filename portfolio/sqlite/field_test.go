package sqlite_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/format"
	"fieldfolio/portfolio/report"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// fieldsWithout are the fields that have no key of queries, or no column in lists
// for programs: places are found by country.
var fieldsWithout = map[string][]string{
	"key":    {portfolio.FieldPlaces, portfolio.FieldOverallPlaces},
	"column": {portfolio.FieldPlaces, portfolio.FieldOverallPlaces},
}

// TestEveryField sets, stores, reloads, queries, sorts, lists, shows and sends
// every field of a project.
func TestEveryField(t *testing.T) {
	doc := document(t)
	for _, f := range portfolio.FormFields(portfolio.ProjectRecord) {
		t.Run(f.Name, func(t *testing.T) {
			e := everyField{T: t, f: f, doc: doc, s: open(t, doc)}
			e.set()
			e.stored(e.s)
			e.stored(reopen(t, backup(t, e.s)))
			e.queried()
			e.listed()
			e.shown()
			e.sent()
			e.unset()
		})
	}
}

// everyField follows one field.
type everyField struct {
	*testing.T
	f    portfolio.FieldSpec
	doc  *portfolio.Document
	s    *sqlite.Store
	made []portfolio.Change
	text string // canonical
}

// set gives the field a value, with those that it needs beside it.
func (e *everyField) set() {
	e.Helper()
	v, text := e.f.Of(e.project(e.s)), ""
	for was, n := v, uint64(0); v == was; n++ {
		var err error
		text = seed.FieldText(e.f, &e.doc.Catalogue, n)
		if v, err = e.f.Read(&e.doc.Catalogue, text); err != nil {
			e.Fatal(err)
		}
	}
	fields := []portfolio.Setting{set(e.f.Name, text)}
	beside := map[string]portfolio.Setting{
		portfolio.FieldSpent:   set(portfolio.FieldSpentOn, "2011-03-31"),
		portfolio.FieldSpentOn: set(portfolio.FieldSpent, "1000"),
		portfolio.FieldCountry: set(portfolio.FieldPlaces, text),
	}
	if b, ok := beside[e.f.Name]; ok {
		fields = append(fields, b)
	}
	e.text = v.Text
	e.made = change(e, e.s, portfolio.Edit{Record: "MLIU58", Fields: fields})
}

// stored fails unless a store has the value in the record and in the project.
func (e *everyField) stored(s *sqlite.Store) {
	e.Helper()
	r, err := s.Record(context.Background(), portfolio.ByID("MLIU58"))
	if err != nil || r.Value(e.f.Name).Text != e.text {
		e.Errorf("record has %+v, want %q, %v", r.Value(e.f.Name), e.text, err)
	}
	if got := e.f.Of(e.project(s)); got.Text != e.text {
		e.Errorf("project has %+v, want %q", got, e.text)
	}
	sound(e, s)
}

func (e *everyField) project(s *sqlite.Store) *portfolio.Project {
	e.Helper()
	p, err := s.Project(context.Background(), portfolio.ByID("MLIU58"))
	if err != nil {
		e.Fatal(err)
	}
	return p
}

// queried finds the project by the field, excludes it, and sorts by the field.
func (e *everyField) queried() {
	e.Helper()
	i := slices.IndexFunc(portfolio.Keys, func(k portfolio.Key) bool { f, ok := k.Field(); return ok && f.Name == e.f.Name })
	if i < 0 {
		if !slices.Contains(fieldsWithout["key"], e.f.Name) {
			e.Error("no query finds it")
		}
		return
	}
	key := portfolio.Keys[i]
	value := e.text
	if k, _ := key.Field(); k.Project.Key.Compare == portfolio.ComparePortions && k.Project.Key.In == nil {
		value, _, _ = strings.Cut(e.text, ":")
	}
	if strings.Contains(value, " ") {
		value = strconv.Quote(value)
	}
	term := string(key) + ":" + value
	for _, text := range []string{term, "-" + term} {
		rows := e.find(breakdown.ListSpec{Query: query(e, text, &e.doc.Catalogue)})
		if found := has(rows); found == strings.HasPrefix(text, "-") {
			e.Errorf("%s finds it: %t", text, found)
		}
	}
	if !slices.Contains(portfolio.SortKeys, key) {
		e.Error("no list is sorted by it")
	}
	for _, desc := range []bool{false, true} {
		rows := e.find(breakdown.ListSpec{Sort: []breakdown.Order{{Key: key, Desc: desc}}})
		if len(rows) != len(e.doc.Projects) || !e.inOrder(rows, desc) {
			e.Errorf("sorted by %s, desc %t: not in order", key, desc)
		}
	}
}

// find returns the projects of a list, and fails unless Matches agrees.
func (e *everyField) find(spec breakdown.ListSpec) []breakdown.Listed {
	e.Helper()
	spec.AsOf = asOf
	rows, err := e.s.Projects(context.Background(), spec)
	if err != nil {
		e.Fatal(err)
	}
	for i := range rows {
		if !spec.Query.Matches(&rows[i].Project, &e.doc.Catalogue, asOf) {
			e.Errorf("%s: %s is listed and does not match", spec.Query, rows[i].Number)
		}
	}
	return rows
}

func has(rows []breakdown.Listed) bool {
	return slices.ContainsFunc(rows, func(l breakdown.Listed) bool { return l.ID == "MLIU58" })
}

// inOrder reports whether the stored values stand in order, unknown ones last.
// The status has an order of its own, as have programmes.
func (e *everyField) inOrder(rows []breakdown.Listed, desc bool) bool {
	c := &e.f.Project.Column
	if c.Type == portfolio.ProgrammeColumn || e.f.Name == portfolio.FieldStatus {
		return true
	}
	return slices.IsSortedFunc(rows, func(a, b breakdown.Listed) int {
		x, y := c.Value(&a.Project), c.Value(&b.Project)
		if !c.Own && x == "" {
			x = nil
		}
		if !c.Own && y == "" {
			y = nil
		}
		switch {
		case x == nil || y == nil:
			return map[[2]bool]int{{true, false}: 1, {false, true}: -1}[[2]bool{x == nil, y == nil}]
		case desc:
			x, y = y, x
		}
		if n, ok := x.(int64); ok {
			return int(min(max(n-y.(int64), -1), 1))
		}
		return strings.Compare(x.(string), y.(string))
	})
}

// listed finds the value in the list for programs.
func (e *everyField) listed() {
	e.Helper()
	name := e.f.Project.List.Name
	if name == "" {
		if !slices.Contains(fieldsWithout["column"], e.f.Name) {
			e.Error("lists for programs have no column of it")
		}
		return
	}
	rows := e.find(breakdown.ListSpec{Query: query(e, "number:"+e.project(e.s).Number, &e.doc.Catalogue)})
	t := report.List{Spec: breakdown.ListSpec{AsOf: asOf}, Catalogue: &e.doc.Catalogue, Rows: rows}.Table()
	i := slices.IndexFunc(t.Columns, func(c portfolio.Column) bool { return c.Name == name })
	if i < 0 || t.Rows[0][i].Plain() != e.text {
		e.Errorf("column %d: %v", i, t.Rows)
	}
}

// shown finds the value, who changed it and its history on the project's page.
func (e *everyField) shown() {
	e.Helper()
	r, err := e.s.Record(context.Background(), portfolio.ByID("MLIU58"))
	if err != nil {
		e.Fatal(err)
	}
	sheet := facts.Sheet{Project: e.project(e.s), Catalogue: &e.doc.Catalogue, AsOf: asOf, Record: r}
	i := slices.IndexFunc(sheet.Fields(), func(f facts.SheetField) bool { return f.Name == e.f.LongName() })
	if i < 0 {
		e.Fatal("the page has no line of it")
	}
	if f := sheet.Fields()[i]; f.Value.Plain() != e.text || f.Changed == nil || f.Changed.To != r.Entered(e.f.Name) {
		e.Errorf("%s %+v", f.Value.Plain(), f.Changed)
	}
	var page strings.Builder
	err = format.WriteSheet(&page, sheet, format.Options{})
	wanted := sheet.Fields()[i].Value.Shown()
	if !e.f.Shared() && (err != nil || !strings.Contains(strings.Join(strings.Fields(page.String()), " "), wanted)) {
		e.Errorf("the page does not say %q, %v:\n%s", wanted, err, page.String())
	}
}

// sent takes the change into another copy.
func (e *everyField) sent() {
	e.Helper()
	other := open(e, e.doc)
	if n, err := other.Merge(context.Background(), e.made); n != 1 || err != nil {
		e.Error(n, err)
	}
	e.stored(other)
}

// unset takes the value away again, where that can be.
func (e *everyField) unset() {
	e.Helper()
	if e.f.Needed || e.f.Name == portfolio.FieldSpent || e.f.Name == portfolio.FieldSpentOn {
		return
	}
	change(e, e.s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{{Field: e.f.Name, Unset: true}}})
	if v := e.f.Of(e.project(e.s)); v.Known {
		e.Errorf("%+v after it was taken away", v)
	}
	sound(e, e.s)
}
