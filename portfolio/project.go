package portfolio

// Kind says in which annexes a project is printed. Kinds are bits: a project in
// both annexes is Field|Global.
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

// Project is one project number with its current values.
type Project struct {
	ID        string // id of the record: its key in the seed, or that of the change that created it; never changes
	Number    string // project number, such as MLIU58; may be provisional
	Title     string
	Kind      Kind
	Programme string // code of the programme under which it is listed
	Country   string // the country column as corrected, such as Peru and Ecuador
	Places    []Portion
	Lines     []Portion // service lines; assigned, not published

	// OverallPlaces are the places of the amounts of Annex 2; nil: the same as
	// Places.
	OverallPlaces []Portion
	Duration      Duration
	Amounts       Amounts
	Assigned      Assignment
	Sources       []Source

	// ShortfallOn is the day on which the shortfall was stated: that of the
	// document, or of the change that set it; 0 if it is not known.
	ShortfallOn Date

	Provisional bool   // the document does not give a number yet
	ByHand      Status // suspended, closed or cancelled; empty: derived from the duration
	SpentOn     Date   // as of which the expenditure holds
	Withdrawn   bool   // removed from the portfolio; counted nowhere
}

// StatusOn returns the status as of a date: the one set by hand, otherwise the
// one derived from the duration.
func (p *Project) StatusOn(asOf Date) Status {
	if p.ByHand != "" {
		return p.ByHand
	}
	return p.Duration.StatusOn(asOf)
}

// rateBudget returns the budget of which expenditure is a share: the approved
// one, or the overall one if no approved one is known, with the name of its
// field. It is unknown if neither is.
func (p *Project) rateBudget() (budget Amount, of string) {
	if a := p.Amounts.Approved; a.Known && a.Cents > 0 {
		return a, FieldApproved
	}
	if a := p.Amounts.Overall; a.Known && a.Cents > 0 {
		return a, FieldOverall
	}
	return Amount{}, ""
}

// OverallRate reports whether the implementation rate is a share of the overall
// budget, because no approved one is known.
func (p *Project) OverallRate() bool { _, of := p.rateBudget(); return of == FieldOverall }

// SetRated computes the amounts of which the implementation rate is made.
// Whoever sets an amount of a project calls it.
func (p *Project) SetRated() {
	a := &p.Amounts
	a.Rated, a.Against = Amount{}, Amount{}
	if budget, _ := p.rateBudget(); a.Spent.Known && budget.Known {
		a.Rated, a.Against = a.Spent, budget
	}
}

// Implementation returns expenditure as a share of the approved budget, or of
// the overall budget if no approved one is known, and the name of the budget's
// field. It is false if expenditure or budget is unknown.
func (p *Project) Implementation() (rate Percent, of string, ok bool) {
	if a := p.Amounts; a.Rated.Known && a.Against.Cents > 0 {
		_, of = p.rateBudget()
		return Share(a.Rated.Cents, a.Against.Cents), of, true
	}
	return 0, "", false
}

// Portion is the share of a project that belongs to one service line or place.
type Portion struct {
	Code  string
	Share Percent // from 1 to 10,000; the portions of a project add up to 10,000
	Equal bool    // all portions are equal and Share is rounded, as with three or fifteen of them
}

// Weight returns the portion's part in a split that is exact to the cent.
func (p Portion) Weight() int64 {
	if p.Equal {
		return 1
	}
	return int64(p.Share)
}

// Duration is the start and end date of a project, including both. Either may
// be unknown or assumed.
type Duration struct {
	Start, End               Date
	StartAssumed, EndAssumed bool
}

// Known reports whether both dates are known, assumed or not.
func (d Duration) Known() bool { return d.Start.Known() && d.End.Known() }

// Amounts are the figures of a project, in US dollars. None of those that are
// published or entered can replace another.
type Amounts struct {
	Approved  Amount // approved budget, Annex 3
	Overall   Amount // overall budget, Annex 2
	Shortfall Amount // unfunded part of the overall budget, Annex 2
	Spent     Amount // expenditure, as of Project.SpentOn

	// Rated and Against are the amounts whose ratio is the implementation rate:
	// expenditure, and the budget of the same project; unknown unless both are
	// known. See Project.SetRated.
	Rated, Against Amount
}

// Assignment says why a project has its service lines, which the document does
// not publish.
type Assignment struct {
	Reason     string
	Confidence string // high, medium or low
}

// Source says where the document states a value of a record and, if the value
// used differs from the printed one, what was printed and why.
type Source struct {
	Record  string // the record's ID, such as MLIU58 or outcome:2.3
	Field   string // the field's name as in a query, such as approved
	Where   string // section, list and row, such as "Annex 3, X, row 20"
	Printed string // as printed
	Taken   string // as used; empty if it is the printed value
	Why     string // why the two differ, or what else to know about the value
	Assumed bool   // the value is an assumption: the print is illegible
}

// Status is the status of a project as of a date.
type Status string

// The statuses, in order.
const (
	Planned       Status = "planned"   // starts after the date
	Active        Status = "active"    // the date lies within the duration as far as that is known
	Ended         Status = "ended"     // the end date is before the date
	Suspended     Status = "suspended" // set by hand, as are the next two
	Closed        Status = "closed"
	Cancelled     Status = "cancelled"
	StatusUnknown Status = "unknown" // neither start nor end date is known
)

// StatusesByHand lists the statuses that people set; the others follow from the
// duration.
var StatusesByHand = []Status{Suspended, Closed, Cancelled}

// Statuses lists every status, in order.
var Statuses = []Status{Planned, Active, Ended, Suspended, Closed, Cancelled, StatusUnknown}

// StatusOn returns the status as of a date. A project is still active on its
// end date.
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

// Disordered reports whether there is a contradiction in the project, see
// Disorder.
func (p *Project) Disordered() bool { return len(p.Disorder()) > 0 }

// The signs behind a number.
const (
	provisionalSign = "*"
	disorderSign    = "!"
)

// NumberShown returns the number for people, with a star if it is provisional
// and an exclamation mark if values of the project do not fit together.
func (p *Project) NumberShown() string {
	text := p.Number
	if p.Provisional {
		text += provisionalSign
	}
	if p.Disordered() {
		text += disorderSign
	}
	return text
}

// NumberSpoken returns the number with its marks in words.
func (p *Project) NumberSpoken() string {
	text := p.Number
	if p.Provisional {
		text += ", provisional number"
	}
	if p.Disordered() {
		text += ", values do not fit together"
	}
	return text
}

// NumberValue returns the number, with its marks for people.
func (p *Project) NumberValue() Value { return Wording{p.Number, p.NumberShown(), p.NumberSpoken()} }
