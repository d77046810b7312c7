package reconcile

import (
	"fmt"
	"strings"

	"fieldfolio/portfolio"
)

// Row is one row of a list that a printed total was made from.
type Row struct {
	Record  string          // the record's ID, such as MLIU58, outcome:2.3 or the id of a published figure
	Name    string          // how a text names it; empty: by Record
	Label   string          // its title, for screens
	Amount  portfolio.Cents // as taken; negative where the row is subtracted
	Printed string          // as printed; may be empty
}

// name returns what a text calls the row.
func (r Row) name() string {
	if r.Name != "" {
		return r.Name
	}
	return r.Record
}

// OtherFigure is a figure that the document prints elsewhere.
type OtherFigure struct {
	ID    string
	Where string
	Value portfolio.Cents
}

// AuditInput is a printed total, the rows that it should be the sum of, and
// the other printed figures that it may have been mistaken for.
type AuditInput struct {
	Published portfolio.Cents
	Computed  portfolio.Cents // the sum of Rows
	RoundedTo portfolio.Cents // the unit that is printed; 100 for whole dollars
	Rows      []Row
	Others    []OtherFigure
}

// CauseKind says what kind of slip explains a difference.
type CauseKind string

// The kinds of causes, in the order in which they are listed.
const (
	CauseReadLiterally    CauseKind = "read literally"
	CauseLeftOut          CauseKind = "left out"
	CauseCountedTwice     CauseKind = "counted twice"
	CauseFactor           CauseKind = "factor"
	CauseSwappedDigits    CauseKind = "swapped digits"
	CausePrintedElsewhere CauseKind = "printed elsewhere"
)

// Cause is one slip that turns the sum of the rows into exactly the printed
// total, after rounding to the unit that is printed.
type Cause struct {
	Kind    CauseKind
	Records []string // whose amounts explain it; none where the slip is in the total itself
	Text    string   // the slip in plain words, with the amounts; no capital, no full stop
	Figure  string   // ids of the printed figures that equal the computed one, between commas
}

// FindCauses returns every slip that explains exactly why the printed total is
// not the sum of the rows, first by kind, then in the order of the rows: a
// printed form read literally, one row or two left out or counted twice, a
// factor of 10, 100 or 1000 on the total or a row, two neighbouring digits
// swapped in the total or a row, another printed figure that equals the sum.
//
// It returns nothing if the two agree. Rows of zero explain nothing. Of two
// slips that take the same row for the same amount, in the unit that is
// printed, only the first is kept: a misprint says more than a factor, and
// thousandths of a row in a table of millions are the row left out. Likewise
// a pair of rows counts only if neither of them explains the difference alone.
// Pairs are not looked for among more than 1,000 rows, where some pair almost
// always fits by chance.
//
//	rows 1,200, 3,475 and 20,000; printed total 21,200
//	→ the difference is exactly B (3,475), which stands in the list: left out of the total
func FindCauses(in AuditInput) []Cause {
	if in.Computed.RoundTo(in.RoundedTo) == in.Published {
		return nil
	}
	f := &finder{in: in, seen: map[slip]bool{}}
	f.readLiterally()
	f.leftOut()
	f.countedTwice()
	f.factors()
	f.swappedDigits()
	f.printedElsewhere()
	return f.causes
}

// Explanation is what the search for the cause of a difference came to. The
// zero value says nothing: nobody has looked.
type Explanation struct {
	Sought bool    // whether a cause was looked for
	Causes []Cause // every cause that is exact
	Chance bool    // the only cause may fit by chance, as one would for other totals
	Why    string  // where none was looked for: why; may be empty
	Later  string  // what later changes have to do with it; empty for figures of the document's own rows
}

// Explain looks for the causes of a difference.
//
// Where a total is printed more coarsely than to the dollar, a cause may be
// exact after rounding only by chance. So a single cause is tried against the
// 100 totals next to the printed one, in the printed unit: if any of them
// could be explained as well, this proves nothing.
func Explain(in AuditInput) Explanation {
	e := Explanation{Sought: true, Causes: FindCauses(in)}
	e.Chance = len(e.Causes) == 1 && in.RoundedTo > 100 && explainsNeighbour(in)
	return e
}

// explainsNeighbour reports whether some cause would explain a total that is at
// most 50 printed units away from the printed one.
func explainsNeighbour(in AuditInput) bool {
	in.Others = nil
	published := in.Published
	for n := portfolio.Cents(1); n <= 50; n++ {
		for _, in.Published = range []portfolio.Cents{published - n*in.RoundedTo, published + n*in.RoundedTo} {
			if len(FindCauses(in)) > 0 {
				return true
			}
		}
	}
	return false
}

// Sole returns the cause if there is exactly one and it is not likely to fit by
// chance. Of several that are equally exact none is the cause.
func (e Explanation) Sole() (Cause, bool) {
	if len(e.Causes) != 1 || e.Chance {
		return Cause{}, false
	}
	return e.Causes[0], true
}

// Text returns the outcome of the search in one line: the cause, all causes
// where there are several, or "no cause found". It is empty, or says why, if no
// cause was looked for.
func (e Explanation) Text() string {
	if e.Later != "" {
		return e.Later
	}
	switch len(e.Causes) {
	case 0:
		if e.Sought {
			return "no cause found"
		}
		return e.Why
	case 1:
		if e.Chance {
			return "1 cause fits, but it is not called the cause, as totals near the printed one could be explained likewise: " +
				e.Causes[0].Text
		}
		return "cause found: " + e.Causes[0].Text
	}
	texts := make([]string, len(e.Causes))
	for i, c := range e.Causes {
		texts[i] = fmt.Sprintf("(%d) %s", i+1, c.Text)
	}
	return fmt.Sprintf("%d causes are equally exact, none is called the cause: %s", len(texts), strings.Join(texts, "; "))
}
