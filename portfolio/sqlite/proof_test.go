package sqlite_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/portfolio/report/programme"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// proofSource is a store as proofs ask it. The findings, of which the causes
// of differences take long, are looked for once.
type proofSource struct {
	*sqlite.Store
	findings func() ([]reconcile.Finding, error)
}

func (s proofSource) Findings(context.Context) ([]reconcile.Finding, error) { return s.findings() }

func asked(s *sqlite.Store) proofSource {
	return proofSource{s, sync.OnceValues(func() ([]reconcile.Finding, error) { return s.Findings(context.Background(), true, false) })}
}

// prove returns a proof, having checked that its rows add up to its figure.
func prove(t testing.TB, s proofSource, spec proof.Spec, cat *portfolio.Catalogue) *proof.Proof {
	t.Helper()
	p, err := proof.Prove(context.Background(), s, spec, cat)
	if err != nil {
		t.Fatalf("%+v: %v", spec, err)
	}
	for of := p; of != nil; of = of.Of {
		if of.Sum() != of.Figure {
			t.Fatalf("%s: rows add up to %d, the figure is %d", of.Question(), of.Sum(), of.Figure)
		}
	}
	return p
}

// TestProofMatchesReference takes random figures of random breakdowns, of every
// measure, and asks why they are so: the rows, all or with a limit, add up to
// what the plain version over slices in memory says, also after changes.
func TestProofMatchesReference(t *testing.T) {
	doc := document(t)
	doc.Projects = append(doc.Projects, seed.Synthetic(200, 11).Projects...)
	s, cat := asked(open(t, doc)), &doc.Catalogue
	changeSome(t, s.Store)
	projects := everything(t, s.Store)
	rapid.Check(t, func(t *rapid.T) {
		spec := breakdown.BreakdownSpec{
			By:       rapid.SliceOfNDistinct(rapid.SampledFrom(breakdown.Dimensions), 1, 3, rapid.ID).Draw(t, "by"),
			Measures: breakdown.Measures, AsOf: asOf,
		}
		var err error
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(queries), 0, 2).Draw(t, "query"), " ")
		if spec.Query, err = portfolio.ParseQuery(text, cat); err != nil {
			t.Fatal(err)
		}
		want := breakdown.NewBreakdown(spec, cat, breakdown.CellsOf(spec, cat, projects))
		codes := want.Total.Codes
		if len(want.Cells) > 0 {
			codes = slices.Clone(rapid.SampledFrom(want.Cells).Draw(t, "cell").Codes)
			for i := range codes {
				if rapid.IntRange(0, 3).Draw(t, "total") == 0 {
					codes[i] = breakdown.All
				}
			}
		}
		m := rapid.SampledFrom(breakdown.Measures).Draw(t, "measure")
		question := proof.ListFigure{Query: spec.Query, AsOf: asOf, Cell: breakdown.CellRef{By: spec.By, Codes: codes, Measure: m}}
		checkCell(t, s, question.Rows(rapid.IntRange(0, 20).Draw(t, "limit")), cat, want.At(codes...).Of(m))
	})
}

// checkCell proves a cell: its rows are those of the table, and add up.
func checkCell(t rapid.TB, s proofSource, question proof.Spec, cat *portfolio.Catalogue, want int64) {
	p, err := proof.Prove(context.Background(), s, question, cat)
	if err != nil {
		t.Fatal(err)
	}
	figure := p.Figure
	if p.Of != nil { // of a measure in per cent
		figure = int64(portfolio.Share(portfolio.Cents(p.Figure), portfolio.Cents(p.Of.Figure)))
	}
	if figure != want || p.Sum() != p.Figure {
		t.Fatalf("%s: the rows add up to %d, the proof says %d, the cell is %d", p.Question(), p.Sum(), p.Figure, want)
	}
	for _, r := range p.Rows {
		if p.Counts {
			continue
		}
		if explained := int64(r.Whole.Cents); r.How.Empty() && r.Part != explained {
			t.Fatalf("%s: %s is %d, which is not %d", p.Question(), r.Name, r.Part, explained)
		}
		if off := r.How.Rounding(); max(off, -off) > 50 {
			t.Fatalf("%s: %s is %d, which is not %s", p.Question(), r.Name, r.Part, r.How.Shown())
		}
	}
}

// everything returns every project of a store.
func everything(t testing.TB, s *sqlite.Store) []portfolio.Project {
	t.Helper()
	listed, err := s.Projects(context.Background(), breakdown.ListSpec{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	out := make([]portfolio.Project, len(listed))
	for i, l := range listed {
		out[i] = l.Project
	}
	return out
}

// changeSome changes amounts and shares of some projects.
func changeSome(t testing.TB, s *sqlite.Store) {
	t.Helper()
	for i, number := range []string{"COLR52", "RLAX07", "PERU08"} {
		r, err := s.Record(context.Background(), number)
		if err != nil {
			t.Fatal(err)
		}
		edit := portfolio.Edit{Record: r.ID, Fields: []portfolio.Setting{{Field: portfolio.FieldApproved, Value: fmt.Sprintf("%d.33", 1_000_000+i)}}}
		if i == 1 {
			edit.Fields[0] = portfolio.Setting{Field: portfolio.FieldLines, Value: "trafficking-in-persons:33.33 drug-trafficking:66.67"}
		}
		if _, err := s.Change(context.Background(), "A. Desk", edit); err != nil {
			t.Fatal(err)
		}
	}
}

// TestProofExample is the proof of SCREENS.md: Latin America, trafficking in
// persons.
func TestProofExample(t *testing.T) {
	doc := document(t)
	s, cat := asked(open(t, doc)), &doc.Catalogue
	question := proof.ListFigure{Query: query(t, "kind:field", cat), AsOf: asOf, Cell: breakdown.CellRef{
		By: []breakdown.Dimension{breakdown.ByRegion, breakdown.ByLine}, Codes: []string{"latin-america-southern-cone", "trafficking-in-persons"}, Measure: breakdown.Approved}}
	p := prove(t, s, question, cat)
	var got []string
	for _, r := range p.Rows {
		got = append(got, fmt.Sprintf("%s %s %s %s %s", r.Name, r.Whole.Shown(), r.How.Shown(), portfolio.Cents(r.Part).Shown(), r.From.Shown()))
	}
	want := []string{
		"COLR52 1,668,865  1,668,865 Annex 3, VIII, row 4",
		"BRAS25 1,210,000  1,210,000 Annex 3, VIII, row 1",
		"RLAX07 456,771 456,771.00 × 70 % = 319,739.70 319,740 Annex 3, VIII, row 8",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if q := p.Question().Shown(); !strings.Contains(q, "trafficking in persons") || !strings.HasPrefix(q, "How US$ 3,198,605 is made up: ") {
		t.Error(q)
	}
	if p.FileName() != "why-latin-america-southern-cone-trafficking-persons-field-projects" {
		t.Error(p.FileName())
	}
}

// TestProofAfterChange names the change that a value comes from, and the one
// that set the shares.
func TestProofAfterChange(t *testing.T) {
	doc := document(t)
	s, cat := asked(open(t, doc)), &doc.Catalogue
	changeSome(t, s.Store)
	p := prove(t, s, proof.ListFigure{Query: query(t, "number:COLR52,RLAX07,BRAS25", cat), AsOf: asOf, Cell: breakdown.CellRef{
		By: []breakdown.Dimension{breakdown.ByLine}, Codes: []string{"trafficking-in-persons"}}}, cat)
	rows := map[string]proof.Row{}
	for _, r := range p.Rows {
		rows[r.Name] = r
	}
	day := portfolio.DateOf(time.Now().UTC()).Shown()
	if got := rows["COLR52"].From.Shown(); got != "changed by A. Desk, local, "+day+"; was 1,668,865" {
		t.Error(got)
	}
	if got := rows["RLAX07"].Basis[0].Shown(); !strings.HasPrefix(got, "changed by A. Desk, local, "+day) {
		t.Error(got)
	}
	if got := rows["BRAS25"].Basis[0].Shown(); !strings.HasPrefix(got, "assigned by us: ") {
		t.Error(got)
	}
	if !slices.Contains(portfolio.ShownOf(p.Notes), "The shares of 1 project were set by a change.") {
		t.Error(p.Notes)
	}
	one := prove(t, s, proof.ProjectFigure{Record: rows["COLR52"].Record, Cell: breakdown.CellRef{Measure: breakdown.Approved}}, cat)
	if one.Figure != 100_000_033 || !strings.HasPrefix(one.Rows[0].From.Shown(), "changed by A. Desk") {
		t.Errorf("%+v", one)
	}
}

// TestProofOfProjects proves every amount of every project, whole and by line,
// place and year; each part is what the slices say.
func TestProofOfProjects(t *testing.T) {
	doc := document(t)
	s, cat := asked(open(t, doc)), &doc.Catalogue
	for i := range doc.Projects {
		d := &doc.Projects[i]
		for _, m := range []breakdown.Measure{breakdown.Approved, breakdown.Overall, breakdown.Shortfall} {
			whole := prove(t, s, proof.ProjectFigure{Record: d.ID, Cell: breakdown.CellRef{Measure: m}}, cat)
			if whole.Figure != int64(breakdown.AmountOf(d.Amounts, m).Cents) {
				t.Errorf("%s %s: %d", d.Number, m, whole.Figure)
			}
		}
		byYear := prove(t, s, proof.ProjectFigure{Record: d.ID, Cell: breakdown.CellRef{By: []breakdown.Dimension{breakdown.ByYear}, Codes: []string{breakdown.All}, Measure: breakdown.Approved}}, cat)
		line := prove(t, s, proof.ProjectFigure{Record: d.ID, Cell: breakdown.CellRef{By: []breakdown.Dimension{breakdown.ByLine}, Codes: []string{d.Lines[0].Code}, Measure: breakdown.Approved}}, cat)
		var want portfolio.Cents
		for _, x := range breakdown.Slices(d) {
			if x.Line == d.Lines[0].Code {
				want += x.Of(breakdown.Approved)
			}
		}
		if line.Figure != int64(want) || byYear.Figure != int64(d.Amounts.Approved.Cents) {
			t.Errorf("%s: line %d, want %d; years %d", d.Number, line.Figure, want, byYear.Figure)
		}
	}
}

// TestProofOfPublished proves every published figure: the rows add up to the
// sum that the reconciliation computes.
func TestProofOfPublished(t *testing.T) {
	doc := document(t)
	s, cat := asked(open(t, doc)), &doc.Catalogue
	findings, err := s.Findings(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		p := prove(t, s, proof.PublishedFigure{ID: f.Published.ID}.Rows(5), cat)
		if p.Figure != int64(f.SumOfRows()) {
			t.Errorf("%s: %d, want %d", f.Published.ID, p.Figure, f.SumOfRows())
		}
		if f.Whole != 0 && (p.Of == nil || p.Of.Figure != int64(f.Whole) || p.Portion().Shown() != f.ComputedValue().Shown()) {
			t.Errorf("%s: share %s, want %s", f.Published.ID, p.Portion().Shown(), f.ComputedValue().Shown())
		}
		for _, r := range p.Rows {
			if r.From.Shown() == "" {
				t.Errorf("%s: nothing says where %s comes from", f.Published.ID, r.Name)
			}
			if r.Ask != nil {
				prove(t, s, r.Ask, cat)
			}
		}
	}
	if _, err := proof.Prove(context.Background(), s, proof.PublishedFigure{ID: "none"}, cat); err == nil {
		t.Error("a figure that does not exist has a proof")
	}
}

// TestProofOfPlan proves the budget and shortfall of the whole programme and of
// everything under it, against the programme's report.
func TestProofOfPlan(t *testing.T) {
	doc := document(t)
	s, cat := asked(open(t, doc)), &doc.Catalogue
	table := programme.Thematic{Catalogue: &doc.Catalogue, SubProgrammes: doc.SubProgrammes, Published: doc.Published}.Table()
	if n := planFigures(t, s, cat, "", table.Total); n != 2 {
		t.Errorf("%d figures of the whole programme", n)
	}
	proved := 0
	for _, row := range table.Rows {
		if row[0].Plain() != "part" {
			proved += planFigures(t, s, cat, row[1].Plain(), row)
		}
	}
	if proved < 20 {
		t.Errorf("only %d figures of the plan", proved)
	}
}

// planFigures proves the figures of a row of the programme's report.
func planFigures(t *testing.T, s proofSource, cat *portfolio.Catalogue, record string, row []portfolio.Value) (n int) {
	t.Helper()
	for i, field := range []string{portfolio.FieldBudget, portfolio.FieldShortfall} {
		want := row[4+i].Plain()
		if want == "" {
			continue
		}
		n++
		p := prove(t, s, proof.PlanFigure{Record: record, Field: field}, cat)
		if got := portfolio.Cents(p.Figure).Plain(); got != want {
			t.Errorf("%s %s: %s, want %s", record, field, got, want)
		}
		for _, r := range p.Rows {
			if r.Ask != nil {
				if below := prove(t, s, r.Ask, cat); below.Figure != r.Part {
					t.Errorf("%s %s: %s is %d, below it are %d", record, field, r.Name, r.Part, below.Figure)
				}
			} else if r.From.Shown() == "" {
				t.Errorf("%s %s: nothing says where %s comes from", record, field, r.Name)
			}
		}
	}
	return n
}

// TestProofTable has every row, the figure below them, and the rest of a limited
// proof in a row of its own.
func TestProofTable(t *testing.T) {
	doc := document(t)
	s, cat := asked(open(t, doc)), &doc.Catalogue
	question := proof.ListFigure{AsOf: asOf, Cell: breakdown.CellRef{Measure: breakdown.Approved}}
	for _, limit := range []int{0, 7} {
		p := prove(t, s, question.Rows(limit), cat)
		table := facts.ProofTable(p)
		var sum portfolio.Cents
		for _, row := range table.Rows {
			if len(row) != len(table.Columns) {
				t.Fatalf("%d values in %d columns", len(row), len(table.Columns))
			}
			c, err := portfolio.ParseMoney(row[6].Plain())
			if err != nil {
				t.Fatal(err)
			}
			sum += c
		}
		if sum.Plain() != table.Total[6].Plain() || limit > 0 && len(table.Rows) != limit+1 {
			t.Errorf("limit %d: %d rows add up to %s, total %s", limit, len(table.Rows), sum.Plain(), table.Total[6].Plain())
		}
	}
	share := prove(t, s, proof.ShareFigure{Part: proof.ListFigure{AsOf: asOf, Query: query(t, "region:west-africa", cat)}, Whole: question}.Rows(3), cat)
	if table := facts.ProofTable(share); table.Total[6].Plain() != portfolio.Share(portfolio.Cents(share.Figure), portfolio.Cents(share.Of.Figure)).Plain() || len(table.Rows) != 10 {
		t.Errorf("%d rows, share %s", len(table.Rows), table.Total[6].Plain())
	}
}
