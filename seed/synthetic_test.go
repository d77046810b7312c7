package seed

import (
	"reflect"
	"slices"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

func TestSyntheticRepeats(t *testing.T) {
	a, b := Synthetic(500, 7), Synthetic(500, 7)
	if !reflect.DeepEqual(a, b) {
		t.Error("the same seed gives two portfolios")
	}
	if reflect.DeepEqual(a.Projects, Synthetic(500, 8).Projects) {
		t.Error("two seeds give the same portfolio")
	}
	if first := a.Projects[:100]; !reflect.DeepEqual(first, Synthetic(100, 7).Projects) {
		t.Error("a smaller portfolio is not the beginning of a larger one")
	}
}

func TestSyntheticIsValid(t *testing.T) {
	const n = 20_000
	doc := Synthetic(n, 1)
	cat := &doc.Catalogue
	numbers := map[string]bool{}
	for _, p := range doc.Projects {
		if numbers[p.Number] || !numberForm().MatchString(p.Number) {
			t.Fatalf("number %s", p.Number)
		}
		numbers[p.Number] = true
		if _, ok := cat.Programme(p.Programme); !ok {
			t.Fatalf("%s: programme %s", p.Number, p.Programme)
		}
		checkPortions(t, p.Number, p.Lines, func(c string) bool { _, ok := cat.Line(c); return ok })
		checkPortions(t, p.Number, p.Places, func(c string) bool { _, ok := cat.Place(c); return ok })
		if d := p.Duration; d.Known() && (d.End < d.Start || d.Start.Year() < 1998 || d.End.Year() > 2016) {
			t.Fatalf("%s: %+v", p.Number, d)
		}
		if a := p.Amounts; a.Approved.Known != (p.Kind&portfolio.Field != 0) || a.Overall.Known != (p.Kind&portfolio.Global != 0) ||
			a.Shortfall.Known != a.Overall.Known || a.Shortfall.Cents > a.Overall.Cents {
			t.Fatalf("%s: %+v", p.Number, a)
		}
	}
	if len(numbers) != n || len(doc.Published) != 0 {
		t.Errorf("%d projects, %d figures", len(numbers), len(doc.Published))
	}
}

func checkPortions(t *testing.T, number string, portions []portfolio.Portion, known func(string) bool) {
	t.Helper()
	var sum portfolio.Percent
	for _, p := range portions {
		sum += p.Share
		if p.Share <= 0 || !known(p.Code) {
			t.Fatalf("%s: %+v", number, p)
		}
	}
	if sum != 10_000 {
		t.Fatalf("%s: shares add up to %s %%", number, sum.Plain())
	}
}

// TestSyntheticSize holds what benchmarks count on: 100,000 projects have about
// half a million slices.
func TestSyntheticSize(t *testing.T) {
	const n = 20_000
	doc := Synthetic(n, 1)
	var slices, unknown, field, both, twoPlaces int
	for i := range doc.Projects {
		p := &doc.Projects[i]
		slices += len(breakdown.Slices(p))
		if !p.Duration.Known() {
			unknown++
		}
		if p.Kind == portfolio.Field {
			field++
		}
		if p.Kind == portfolio.Field|portfolio.Global {
			both++
		}
		if len(p.Places) == 2 {
			twoPlaces++
		}
	}
	t.Logf("%d slices for %d projects; per cent field %d, both %d, unknown days %d, two places %d",
		slices, n, 100*field/n, 100*both/n, 100*unknown/n, 100*twoPlaces/n)
	if per := float64(slices) / n; per < 4.8 || per > 5.5 {
		t.Errorf("%.2f slices a project", per)
	}
}

func BenchmarkSynthetic(b *testing.B) {
	for b.Loop() {
		Synthetic(10_000, 1)
	}
}

// TestSyntheticFillsEveryField finds a value of every field of a project.
func TestSyntheticFillsEveryField(t *testing.T) {
	doc := Synthetic(500, 1)
	for _, f := range portfolio.FieldsOf(portfolio.ProjectRecord) {
		if !slices.ContainsFunc(doc.Projects, func(p portfolio.Project) bool { return f.Of(&p).Known }) {
			t.Errorf("no project has a value of %s", f.Name)
		}
	}
}
