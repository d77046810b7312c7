package portfolio

// Kind says in which annex a project stands. Kinds are bits: a project that
// stands in both annexes is Field|Global.
type Kind uint8

// The kinds of a project.
const (
	Field  Kind = 1 << iota // Annex 3: field projects
	Global                  // Annex 2: global programmes
)

// Kinds lists every kind that a project can have, in order.
var Kinds = []Kind{Field, Global, Field | Global}

// String returns field, global or field+global.
func (k Kind) String() string {
	switch k {
	case Field:
		return "field"
	case Global:
		return "global"
	case Field | Global:
		return "field+global"
	}
	return "unknown"
}

// Project is one project number with everything that is known of it.
type Project struct {
	ID        string // identity of the record: its key in the seed; never changes
	Number    string // project number, such as MLIU58; may be provisional
	Title     string
	Kind      Kind
	Programme string // code of the programme that it is listed under
	Country   string // the country column as taken, such as Peru and Ecuador
	Places    []Portion
	Lines     []Portion // service lines; assigned, not published
	Duration  Duration
	Amounts   Amounts
	Assigned  Assignment
	Sources   []Source

	Provisional bool   // the document gives no number yet
	ByHand      Status // suspended, closed or cancelled; empty: follows from the duration
	Spent       Amount // spent by the day SpentOn, US$
	SpentOn     Date
	Withdrawn   bool // out of the portfolio; counted nowhere
}

// StatusOn returns the status seen from a day: the one set by hand, otherwise
// that of the duration.
func (p *Project) StatusOn(asOf Date) Status {
	if p.ByHand != "" {
		return p.ByHand
	}
	return p.Duration.StatusOn(asOf)
}

// Implementation returns the share of the approved budget that is spent, of
// the overall budget where no approved one is known, and the name of that field;
// false where there is nothing to compare.
func (p *Project) Implementation() (rate Percent, of string, ok bool) {
	for _, x := range []struct {
		field  string
		amount Amount
	}{{FieldApproved, p.Amounts.Approved}, {FieldOverall, p.Amounts.Overall}} {
		if x.amount.Known && x.amount.Cents > 0 && p.Spent.Known {
			return Share(p.Spent.Cents, x.amount.Cents), x.field, true
		}
	}
	return 0, "", false
}

// Portion is a part of a project that falls to one service line or place.
type Portion struct {
	Code  string
	Share Percent // over 0, at most 10,000; the portions of a project add up to 10,000
}

// Duration is the first and last day of a project, both included. Either may
// be unknown, and either may be only assumed.
type Duration struct {
	Start, End               Date
	StartAssumed, EndAssumed bool
}

// Known reports whether both days are known, assumed or not.
func (d Duration) Known() bool { return d.Start.Known() && d.End.Known() }

// Amounts are the three figures of a project, in US dollars. They are
// different figures; none stands in for another.
type Amounts struct {
	Approved  Amount // approved budget, Annex 3
	Overall   Amount // overall budget, Annex 2
	Shortfall Amount // part of the overall budget that is not funded, Annex 2
}

// Assignment says why a project has its service lines. They are not published.
type Assignment struct {
	Reason     string
	Confidence string // high, medium or low
}

// Source says where a value of a record stands in the document, and where the
// value taken differs from the one printed, what was printed and why.
type Source struct {
	Record  string // the record's ID, such as MLIU58 or outcome:2.3
	Field   string // the field's name as in a query, such as approved
	Where   string // section, list and row, such as "Annex 3, X, row 20"
	Printed string // as printed
	Taken   string // as taken; empty where it is the printed value
	Why     string // why the two differ, or what to know of the value
	Assumed bool   // the value is an assumption: the print cannot be read
}

// Status says where a project is in its life, seen from a day.
type Status string

// The statuses, in order.
const (
	Planned       Status = "planned"   // starts after the day
	Active        Status = "active"    // the day lies in the duration as far as that is known
	Ended         Status = "ended"     // the last day is before the day
	Suspended     Status = "suspended" // set by hand, as the next two
	Closed        Status = "closed"
	Cancelled     Status = "cancelled"
	StatusUnknown Status = "unknown" // neither first nor last day is known
)

// StatusesByHand lists the statuses that a person sets; the others follow from
// the duration.
var StatusesByHand = []Status{Suspended, Closed, Cancelled}

// Statuses lists every status, in order.
var Statuses = []Status{Planned, Active, Ended, Suspended, Closed, Cancelled, StatusUnknown}

// StatusOn returns the status seen from a day. The last day still counts as
// active.
func (d Duration) StatusOn(asOf Date) Status {
	switch {
	case !d.Start.Known() && !d.End.Known():
		return StatusUnknown
	case d.End.Known() && d.End < asOf:
		return Ended
	case d.Start.Known() && d.Start > asOf:
		return Planned
	}
	return Active
}

// NumberShown returns the number for people, with a star where it is provisional.
func (p *Project) NumberShown() string {
	if p.Provisional {
		return p.Number + "*"
	}
	return p.Number
}

// NumberValue returns the number, which is said to be provisional where it is.
func (p *Project) NumberValue() Value {
	if p.Provisional {
		return Wording{p.Number, p.NumberShown(), p.Number + ", provisional number"}
	}
	return Text(p.Number)
}
