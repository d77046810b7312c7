package reconcile

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

// This file measures the finder on generated lists. It shares no code with it:
// amounts are whole dollars in plain int64, digits are swapped by arithmetic,
// and printed forms are put together from groups of digits.

// plantedError is a list with one known error in it.
type plantedError struct {
	kind    CauseKind // empty: no such cause
	records []string
	in      AuditInput
}

// planter spoils a list of amounts in whole dollars: it returns the printed
// total with the planted kind and the rows concerned; false if this list does
// not lend itself to it. It may change how rows are printed.
type planter func(r *rand.Rand, l *generatedList) (published int64, kind CauseKind, rows []int, ok bool)

// generatedList is 10 to 60 amounts of four to eight digits.
type generatedList struct {
	amounts []int64
	printed []string
	others  []int64
}

func (l *generatedList) sum() (s int64) {
	for _, a := range l.amounts {
		s += a
	}
	return s
}

func newGeneratedList(r *rand.Rand) *generatedList {
	l := &generatedList{}
	for range 10 + r.IntN(51) {
		low := int64(1000)
		for range r.IntN(5) {
			low *= 10
		}
		a := low + r.Int64N(9*low)
		if r.IntN(4) == 0 { // a quarter of the amounts are round
			a = a / 1000 * 1000
		}
		l.amounts, l.printed = append(l.amounts, a), append(l.printed, inCommas(a))
	}
	for range 30 {
		l.others = append(l.others, 1000+r.Int64N(100_000_000))
	}
	return l
}

// inCommas prints n with a comma between groups of three digits.
func inCommas(n int64) string {
	var groups []string
	for ; n >= 1000; n /= 1000 {
		groups = append([]string{fmt.Sprintf("%03d", n%1000)}, groups...)
	}
	return strings.Join(append([]string{fmt.Sprint(n)}, groups...), ",")
}

// swapAt swaps the digits of n at 10^place and 10^(place+1).
func swapAt(n int64, place int) int64 {
	p := int64(1)
	for range place {
		p *= 10
	}
	low, high := n/p%10, n/(10*p)%10
	return n + (low-high)*9*p
}

// swapSome returns n with two different neighbouring digits swapped, no zero
// brought to the front; false if there are none.
func swapSome(r *rand.Rand, n int64) (int64, bool) {
	places := len(fmt.Sprint(n)) - 1
	for _, place := range r.Perm(places) {
		if s := swapAt(n, place); s != n && len(fmt.Sprint(s)) == places+1 {
			return s, true
		}
	}
	return n, false
}

// halfUp returns n divided by d, rounded half up.
func halfUp(n, d int64) int64 { return (2*n + d) / (2 * d) }

func oneOf(r *rand.Rand, values ...int64) int64 { return values[r.IntN(len(values))] }

// planters plant one error each.
var planters = []struct {
	name  string
	plant planter
	hard  bool // its own rate is printed, and counts only in the sums
}{
	{name: "one left out", plant: planted(CauseLeftOut, 1, -1)},
	{name: "two left out", plant: planted(CauseLeftOut, 2, -1)},
	{name: "one counted twice", plant: planted(CauseCountedTwice, 1, 1)},
	{name: "two counted twice", plant: planted(CauseCountedTwice, 2, 1)},
	{name: "read literally", plant: plantLiteral},
	{name: "digits swapped in the total", plant: func(r *rand.Rand, l *generatedList) (int64, CauseKind, []int, bool) {
		s, ok := swapSome(r, l.sum())
		return s, CauseSwappedDigits, nil, ok
	}},
	{name: "digits swapped in a row", plant: func(r *rand.Rand, l *generatedList) (int64, CauseKind, []int, bool) {
		i := r.IntN(len(l.amounts))
		s, ok := swapSome(r, l.amounts[i])
		return l.sum() - l.amounts[i] + s, CauseSwappedDigits, []int{i}, ok
	}},
	{name: "factor on the total", plant: func(r *rand.Rand, l *generatedList) (int64, CauseKind, []int, bool) {
		n := oneOf(r, 10, 100, 1000)
		if r.IntN(2) == 0 {
			return l.sum() * n, CauseFactor, nil, true
		}
		return halfUp(l.sum(), n), CauseFactor, nil, true
	}},
	{name: "factor on a row", plant: func(r *rand.Rand, l *generatedList) (int64, CauseKind, []int, bool) {
		n, i := oneOf(r, 10, 100, 1000), r.IntN(len(l.amounts))
		rest, a := l.sum()-l.amounts[i], l.amounts[i]
		if r.IntN(2) == 0 {
			return rest + a*n, CauseFactor, []int{i}, true
		}
		return halfUp(rest*n+a, n), CauseFactor, []int{i}, true
	}},
	{name: "printed elsewhere", plant: func(r *rand.Rand, l *generatedList) (int64, CauseKind, []int, bool) {
		l.others[r.IntN(len(l.others))] = l.sum()
		return 1000 + r.Int64N(2*l.sum()), CausePrintedElsewhere, nil, true
	}},
	{name: "no cause: any number", plant: func(r *rand.Rand, l *generatedList) (int64, CauseKind, []int, bool) {
		off := oneOf(r, 1_000, 10_000, 100_000, 1_000_000, 10_000_000)
		return max(1, l.sum()+r.Int64N(2*off)-off), "", nil, true
	}},
	{name: "no cause: three left out", plant: planted("", 3, -1)},
	{name: "no cause: one left out, one twice", plant: func(r *rand.Rand, l *generatedList) (int64, CauseKind, []int, bool) {
		rows := r.Perm(len(l.amounts))
		return l.sum() - l.amounts[rows[0]] + l.amounts[rows[1]], "", nil, true
	}},
	// A round difference is a round amount now and then, or nine times a power of
	// ten: nothing in the figures tells which it was.
	{name: "no cause: one digit mistyped", plant: func(r *rand.Rand, l *generatedList) (int64, CauseKind, []int, bool) {
		p := oneOf(r, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
		old := l.sum() / p % 10
		return l.sum() + (r.Int64N(10)-old)*p, "", nil, true
	}, hard: true},
	{name: "no cause: a row replaced", plant: func(r *rand.Rand, l *generatedList) (int64, CauseKind, []int, bool) {
		a := l.amounts[r.IntN(len(l.amounts))]
		return l.sum() - a + a/2 + r.Int64N(a), "", nil, true
	}},
}

// planted leaves out (sign -1) or counts twice (sign 1) n rows.
func planted(kind CauseKind, n int, sign int64) planter {
	return func(r *rand.Rand, l *generatedList) (int64, CauseKind, []int, bool) {
		rows, total := r.Perm(len(l.amounts))[:n], l.sum()
		for _, i := range rows {
			total += sign * l.amounts[i]
		}
		slices.Sort(rows)
		return total, kind, rows, true
	}
}

// plantLiteral misprints the separators of one row and adds up what then
// stands there.
func plantLiteral(r *rand.Rand, l *generatedList) (int64, CauseKind, []int, bool) {
	i := r.IntN(len(l.amounts))
	a, rest := l.amounts[i], l.sum()-l.amounts[i]
	if a < 1_000_000 { // 12.345 for 12,345
		l.printed[i] = fmt.Sprintf("%d.%03d", a/1000, a%1000)
		return halfUp(rest*1000+a, 1000), CauseReadLiterally, []int{i}, true
	}
	head, middle, tail := a/1_000_000, a/1000%1000, a%1000
	switch r.IntN(4) {
	case 0: // 4,277.843: thousandths
		l.printed[i] = fmt.Sprintf("%d,%03d.%03d", head, middle, tail)
		return halfUp(rest*1000+a, 1000), CauseReadLiterally, []int{i}, true
	case 1: // 13.500,000: decimal comma
		l.printed[i] = fmt.Sprintf("%d.%03d,%03d", head, middle, tail)
		return halfUp(rest*1000+a, 1000), CauseReadLiterally, []int{i}, true
	case 2: // 13.500,000: decimal point
		l.printed[i] = fmt.Sprintf("US$ %d.%03d,%03d", head, middle, tail)
		return halfUp(rest*1_000_000+a, 1_000_000), CauseReadLiterally, []int{i}, true
	}
	l.printed[i] = fmt.Sprintf("%d%03d.%03d", head, middle, tail) // 13500.000
	return halfUp(rest*1000+a, 1000), CauseReadLiterally, []int{i}, true
}

// plantIn makes list number n and plants an error in it; lists that do not
// lend themselves to it, or where the error changes nothing, are made anew.
func plantIn(n uint64, plant planter) plantedError {
	r := rand.New(rand.NewPCG(20110430, n))
	for {
		l := newGeneratedList(r)
		published, kind, rows, ok := plant(r, l)
		if !ok || published == l.sum() {
			continue
		}
		p := plantedError{kind: kind, in: AuditInput{Published: portfolio.Cents(published * 100), Computed: portfolio.Cents(l.sum() * 100), RoundedTo: 100}}
		for i, a := range l.amounts {
			p.in.Rows = append(p.in.Rows, Row{Record: fmt.Sprint("R", i), Amount: portfolio.Cents(a * 100), Printed: l.printed[i]})
		}
		for i, o := range l.others {
			p.in.Others = append(p.in.Others, OtherFigure{ID: fmt.Sprint("other", i), Value: portfolio.Cents(o * 100)})
		}
		if kind != "" {
			for _, i := range rows {
				p.records = append(p.records, fmt.Sprint("R", i))
			}
		}
		return p
	}
}

// listedIn reports whether the planted cause is among those found.
func (p plantedError) listedIn(causes []Cause) bool {
	return slices.ContainsFunc(causes, p.is)
}

func (p plantedError) is(c Cause) bool { return c.Kind == p.kind && slices.Equal(c.Records, p.records) }

// auditRates counts what a finder made of planted errors.
type auditRates struct {
	lists, planted, listed, sole, wrong int
}

func (a *auditRates) add(p plantedError, e Explanation) {
	a.lists++
	if p.kind != "" {
		a.planted++
	}
	if p.listedIn(e.Causes) {
		a.listed++
	}
	cause, sole := e.Sole()
	switch {
	case !sole:
	case p.is(cause):
		a.sole++
	default:
		a.wrong++
	}
}

func (a auditRates) listedShare() float64 {
	return 100 * float64(a.listed) / float64(max(1, a.planted))
}
func (a auditRates) wrongShare() float64 { return 100 * float64(a.wrong) / float64(max(1, a.lists)) }

// good reports whether the rates are those that the finder promises.
func (a auditRates) good() bool {
	return (a.planted == 0 || a.listedShare() >= 95) && a.wrongShare() <= 1
}

func (a auditRates) String() string {
	listed := "      –"
	if a.planted > 0 {
		listed = fmt.Sprintf("%6.2f%%", a.listedShare())
	}
	return fmt.Sprintf("listed %s   called the cause %6.2f%%   single wrong one called the cause %5.2f%%",
		listed, 100*float64(a.sole)/float64(max(1, a.lists)), a.wrongShare())
}

// measureFinder plants each error in each of so many lists and returns the
// rates by planter, and those of all.
func measureFinder(lists int, explain func(AuditInput) Explanation) (byPlanter []auditRates, all auditRates) {
	byPlanter = make([]auditRates, len(planters))
	for n := range lists {
		for i, p := range planters {
			e := plantIn(uint64(n), p.plant)
			found := explain(e.in)
			byPlanter[i].add(e, found)
			all.add(e, found)
		}
	}
	return byPlanter, all
}

func TestAuditFindsPlantedErrors(t *testing.T) {
	byPlanter, all := measureFinder(1000, Explain)
	for i, p := range planters {
		t.Logf("%-34s %s", p.name, byPlanter[i])
		if p.hard {
			continue
		}
		if !byPlanter[i].good() {
			t.Errorf("%s: %s; wanted at least 95%% and at most 1%%", p.name, byPlanter[i])
		}
	}
	none := withoutCause(byPlanter)
	t.Logf("%-34s %s", fmt.Sprintf("no cause: all %d", none.lists), none)
	t.Logf("%-34s %s", fmt.Sprintf("all %d", all.lists), all)
	if !all.good() || !none.good() {
		t.Errorf("all: %s; without a cause: %s; wanted at least 95%% and at most 1%%", all, none)
	}
}

// withoutCause adds up the rates of the errors that have no such cause.
func withoutCause(byPlanter []auditRates) (none auditRates) {
	for _, a := range byPlanter {
		if a.planted == 0 {
			none.lists += a.lists
			none.wrong += a.wrong
		}
	}
	return none
}

// Totals printed to the thousand or the million leave room for chance: still no
// more than one in a hundred is called wrongly. How many of the planted ones
// are listed says little there, as most change nothing that is printed.
func TestAuditOfRoundedTotals(t *testing.T) {
	for _, unit := range []portfolio.Cents{1_000, 100_000, 100_000_000} {
		byPlanter, all := measureFinder(25, func(in AuditInput) Explanation {
			in.RoundedTo, in.Published = unit, in.Published.RoundTo(unit)
			return Explain(in)
		})
		none := withoutCause(byPlanter)
		t.Logf("printed to %11s: %s; of those without a cause %.2f%%", unit.Exactly().Shown(), all, none.wrongShare())
		if all.wrongShare() > 1 {
			t.Errorf("printed to %s: %s", unit.Exactly().Shown(), all)
		}
	}
}

// A finder that lacks one kind must fail the same measurement, else it would
// measure nothing.
func TestAuditMeasurementNoticesMissingKinds(t *testing.T) {
	kinds := []CauseKind{CauseLeftOut, CauseCountedTwice, CauseReadLiterally, CauseFactor, CauseSwappedDigits, CausePrintedElsewhere}
	for _, lacking := range kinds {
		byPlanter, all := measureFinder(60, func(in AuditInput) Explanation {
			return Explanation{Sought: true, Causes: slices.DeleteFunc(FindCauses(in), func(c Cause) bool { return c.Kind == lacking })}
		})
		if !slices.ContainsFunc(byPlanter, func(a auditRates) bool { return !a.good() && a.planted > 0 && a.listedShare() < 95 }) || all.good() {
			t.Errorf("a finder without %q passes", lacking)
		}
	}
	_, all := measureFinder(60, func(in AuditInput) Explanation { // calls something the cause of anything
		return Explanation{Sought: true, Causes: []Cause{{Kind: CauseLeftOut, Records: []string{in.Rows[0].Record}}}}
	})
	if all.wrongShare() <= 1 {
		t.Error("a finder that guesses passes")
	}
}
