package reconcile

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
)

// maxPairRows is the maximum number of rows among which pairs are searched.
const maxPairRows = 1000

// slipFactors are the factors of a misplaced decimal point.
var slipFactors = []portfolio.Cents{10, 100, 1000}

// inTotal replaces the index of a row if the error is in the total.
const inTotal = -1

// slip identifies the effect of a cause: the row and the amount used for it, in
// the printed unit. Two causes with the same slip are the same.
type slip struct {
	row   int
	taken portfolio.Cents
}

func (f *finder) slip(row int, taken portfolio.Cents) slip {
	return slip{row, taken.RoundTo(f.in.RoundedTo)}
}

// finder collects the causes of one difference.
type finder struct {
	in     AuditInput
	seen   map[slip]bool
	causes []Cause
}

// exact reports whether sum, rounded to the printed unit, equals the printed
// total.
func (f *finder) exact(sum portfolio.Cents) bool {
	return sum.RoundTo(f.in.RoundedTo) == f.in.Published
}

// divide returns c divided by n for a comparison after rounding. Fractions of a
// cent are cut off, so that the sum is rounded only once, to the printed unit;
// if that is the cent itself, they are rounded half away from zero.
func (f *finder) divide(c, n portfolio.Cents) portfolio.Cents {
	if f.in.RoundedTo <= 1 {
		return c.RoundTo(n) / n
	}
	return c / n
}

// take adds a cause if the rows add up to exactly the printed total with
// another amount for one row.
func (f *finder) take(kind CauseKind, row int, taken portfolio.Cents, text func(r Row) string) {
	r := f.in.Rows[row]
	if r.Amount == 0 || taken == r.Amount || f.seen[f.slip(row, taken)] || !f.exact(f.in.Computed-r.Amount+taken) {
		return
	}
	f.seen[f.slip(row, taken)] = true
	f.causes = append(f.causes, Cause{Kind: kind, Records: []string{r.Record}, Text: text(r)})
}

// ofTotal adds a cause that is in the total itself, once.
func (f *finder) ofTotal(kind CauseKind, text string) {
	if key := f.slip(inTotal, f.in.Computed); !f.seen[key] {
		f.seen[key] = true
		f.causes = append(f.causes, Cause{Kind: kind, Text: text})
	}
}

// whole reports whether a row is the whole sum, so that an error in it is one
// in the total.
func (f *finder) whole(r Row) bool { return r.Amount == f.in.Computed }

func (f *finder) leftOut() {
	for i := range f.in.Rows {
		f.take(CauseLeftOut, i, 0, func(r Row) string {
			return f.gap(r.Amount, withAmount(r)) + ", which is in the list but was left out of the total"
		})
	}
	f.pairs(CauseLeftOut, -1, ", which are in the list but were both left out of the total")
}

func (f *finder) countedTwice() {
	for i, row := range f.in.Rows {
		f.take(CauseCountedTwice, i, 2*row.Amount, func(r Row) string {
			return f.gap(-r.Amount, withAmount(r)) + ": counted twice in the total"
		})
	}
	f.pairs(CauseCountedTwice, 1, ": both counted twice in the total")
}

// pairs adds a cause for each pair of rows that give the printed total if added
// once more (sign 1) or left out (sign -1).
func (f *finder) pairs(kind CauseKind, sign portfolio.Cents, ending string) {
	rows := f.in.Rows
	if len(rows) > maxPairRows {
		return
	}
	for i, a := range rows {
		if a.Amount == 0 || f.seen[f.slip(i, a.Amount*(1+sign))] {
			continue
		}
		for j := i + 1; j < len(rows); j++ {
			b := rows[j]
			if !f.exact(f.in.Computed+sign*(a.Amount+b.Amount)) || b.Amount == 0 || f.seen[f.slip(j, b.Amount*(1+sign))] {
				continue
			}
			text := f.gap(-sign*(a.Amount+b.Amount), withAmount(a)+" and "+withAmount(b)+" together") + ending
			f.causes = append(f.causes, Cause{Kind: kind, Records: []string{a.Record, b.Record}, Text: text})
		}
	}
}

// gap says that an amount equals the difference, to the cent or after rounding
// only.
func (f *finder) gap(amount portfolio.Cents, what string) string {
	if f.in.Computed-f.in.Published == amount {
		return "the difference is exactly " + what
	}
	return "the difference is, as rounded in print, " + what
}

func (f *finder) readLiterally() {
	for i, row := range f.in.Rows {
		if ordinary(row) {
			continue
		}
		for _, reading := range readLiterally(row.Printed, f.in.RoundedTo <= 1) {
			if row.Amount < 0 {
				reading = -reading
			}
			f.take(CauseReadLiterally, i, reading, func(r Row) string {
				return fmt.Sprintf("%s is printed “%s”: read literally, as %s instead of %s, it gives the printed total",
					r.name(), strings.TrimSpace(r.Printed), reading.Exactly().Shown(), r.Amount.Exactly().Shown())
			})
		}
	}
}

// ordinary reports whether a row is printed in the usual form and used as
// printed, so that it cannot be misread.
func ordinary(r Row) bool {
	groups, marks, word := splitNumber(r.Printed)
	if _, scaled := printedUnits[word]; scaled || len(groups) == 0 {
		return false
	}
	text := groups[0]
	for i, m := range marks {
		text += string(m) + groups[i+1]
	}
	c, err := portfolio.ParseMoney(text)
	return err == nil && (c == r.Amount || c == -r.Amount)
}

func (f *finder) factors() {
	for _, n := range slipFactors {
		f.factorOfTotal(n)
	}
	for i, row := range f.in.Rows {
		if f.whole(row) {
			continue
		}
		for _, n := range slipFactors {
			if times, ok := multiply(row.Amount, n); ok {
				f.take(CauseFactor, i, times, factorText("%s taken for %s, %d times too much", times, n))
			}
			part := f.divide(row.Amount, n)
			f.take(CauseFactor, i, part, factorText("%s taken for %s, %d times too little", part, n))
		}
	}
}

func factorText(format string, taken, n portfolio.Cents) func(Row) string {
	return func(r Row) string {
		return fmt.Sprintf(format, withAmount(r), taken.Exactly().Shown(), n) + ", when the total was made"
	}
}

func (f *finder) factorOfTotal(n portfolio.Cents) {
	if f.in.Computed == 0 {
		return
	}
	if times, ok := multiply(f.in.Computed, n); ok && f.exact(times) {
		f.ofTotal(CauseFactor, fmt.Sprintf("the printed total is %d times what the rows add up to", n))
	}
	if f.in.Published != 0 && f.exact(f.divide(f.in.Computed, n)) {
		f.ofTotal(CauseFactor, fmt.Sprintf("the printed total is what the rows add up to, divided by %d", n))
	}
}

// multiply returns c times n; false if it, or a sum with it, could overflow.
func multiply(c, n portfolio.Cents) (portfolio.Cents, bool) {
	const bound = math.MaxInt64 / 4
	if c > bound/n || c < -bound/n {
		return 0, false
	}
	return c * n, true
}

func (f *finder) swappedDigits() {
	computed := f.in.Computed.RoundTo(f.in.RoundedTo)
	for _, s := range swaps(computed, f.in.RoundedTo) {
		if s == f.in.Published {
			f.ofTotal(CauseSwappedDigits, fmt.Sprintf("two neighbouring digits are swapped in the printed total: %s for %s",
				s.Exactly().Shown(), computed.Exactly().Shown()))
		}
	}
	for i, row := range f.in.Rows {
		if f.whole(row) {
			continue
		}
		for _, s := range swaps(row.Amount, 100) {
			f.take(CauseSwappedDigits, i, s, func(r Row) string {
				return fmt.Sprintf("%s taken for %s, two neighbouring digits swapped, when the total was made", withAmount(r),
					s.Exactly().Shown())
			})
		}
	}
}

// swaps returns every amount that differs from c by two adjacent digits
// swapped, in the order of the digits. The digits are those of c in units, or
// of c in cents if it is not a multiple of the unit.
func swaps(c, unit portfolio.Cents) []portfolio.Cents {
	if c < 0 {
		out := swaps(-c, unit)
		for i := range out {
			out[i] = -out[i]
		}
		return out
	}
	if unit < 1 || c%unit != 0 {
		unit = 1
	}
	var out []portfolio.Cents
	digits := []byte(strconv.FormatInt(int64(c/unit), 10))
	for i := 1; i < len(digits); i++ {
		if digits[i-1] == digits[i] {
			continue
		}
		digits[i-1], digits[i] = digits[i], digits[i-1]
		if n, err := strconv.ParseInt(string(digits), 10, 64); err == nil && n <= math.MaxInt64/int64(unit) {
			out = append(out, portfolio.Cents(n)*unit)
		}
		digits[i-1], digits[i] = digits[i], digits[i-1]
	}
	return out
}

// printedElsewhere adds one cause for all the printed figures that equal the
// sum of the rows.
func (f *finder) printedElsewhere() {
	rounded := f.in.Computed.RoundTo(f.in.RoundedTo)
	var ids, places []string
	for _, o := range f.in.Others {
		if o.Value != 0 && (o.Value == f.in.Computed || o.Value == rounded) {
			ids, places = append(ids, o.ID), append(places, o.Where)
		}
	}
	if len(ids) == 0 {
		return
	}
	f.causes = append(f.causes, Cause{
		Kind:   CausePrintedElsewhere,
		Figure: strings.Join(ids, ","),
		Text: fmt.Sprintf("the document prints the computed figure, %s, elsewhere: %s", rounded.Exactly().Shown(),
			strings.Join(places, " and ")),
	})
}

// withAmount returns a row's name and amount, such as MLIU58 (3,475,033).
func withAmount(r Row) string { return r.name() + " (" + r.Amount.Exactly().Shown() + ")" }
