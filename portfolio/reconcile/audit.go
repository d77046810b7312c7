package reconcile

import (
	"fmt"
	"strings"

	"fieldfolio/portfolio"
)

// Row is one row of the list that a printed total should add up.
type Row struct {
	Record  string          // id of the record, such as MLIU58, or of a published figure; empty if it is only listed
	Name    string          // name in sentences; empty: Record
	Label   string          // its title, for screens
	Amount  portfolio.Cents // as used, or hundredths of a thing; negative if the row is subtracted
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

// AuditInput is a printed total, its rows, and the other printed figures that
// may have been printed in its place.
type AuditInput struct {
	Published portfolio.Cents
	Computed  portfolio.Cents // the sum of Rows
	RoundedTo portfolio.Cents // the printed unit; 100 for whole dollars
	Rows      []Row
	Others    []OtherFigure
}

// CauseKind is the kind of error that explains a difference.
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

// Cause is one error that turns the sum of the rows into exactly the printed
// total, after rounding to the printed unit.
type Cause struct {
	Kind    CauseKind
	Records []string // whose amounts explain it; none if the error is in the total itself
	Text    string   // the error in plain words, with the amounts; no capital, no full stop
	Figure  string   // ids of the printed figures that equal the computed one, separated by commas
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
//	→ the difference is exactly B (3,475), which is in the list but was left out of the total
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

// Explanation is the result of the search for causes. The zero value means that
// no search was made.
type Explanation struct {
	Sought bool    // whether a cause was looked for
	Causes []Cause // every cause that is exact
	Chance bool    // the only cause may fit by chance, as one would for other totals
	Why    string  // why no search was made; may be empty
	Later  string  // how later changes explain it; empty for figures from the document's own rows
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

// explainsNeighbour reports whether some cause would explain a total at most 50
// printed units away from the printed one.
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

// Sole returns the cause if there is exactly one and it is unlikely to fit by
// chance.
func (e Explanation) Sole() (Cause, bool) {
	if len(e.Causes) != 1 || e.Chance {
		return Cause{}, false
	}
	return e.Causes[0], true
}

// Text returns the result of the search in one line: the cause, all causes if
// there are several, or "no cause found". If no search was made, it says why,
// or is empty.
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
