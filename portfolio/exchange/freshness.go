package exchange

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// StaleAfter is the time without mail from an office after which its figures
// are stale.
const StaleAfter = 30 * 24 * time.Hour

// Heard is when another copy was last heard from, as of Now. The zero At means
// never.
type Heard struct{ At, Now time.Time }

// Ahead reports whether that is after now, so that this machine's clock was
// wrong then, or is: nobody knows how long ago it was.
func (h Heard) Ahead() bool { return h.At.Sub(h.Now) > 24*time.Hour }

// Compare orders by when offices were last heard from. A time that is ahead
// counts as the earliest, before which there is only never.
func (h Heard) Compare(other Heard) int { return h.known().Compare(other.known()) }

func (h Heard) known() time.Time {
	if h.Ahead() {
		return time.Time{}.Add(1)
	}
	return h.At
}

// LastHeard returns when each office was last heard from, through any of its
// copies. Of the others it is never.
func LastHeard(links []Link, now time.Time) map[string]Heard {
	out := map[string]Heard{}
	for i := range links {
		if h := (Heard{links[i].HeardAt, now}); h.Compare(out[links[i].Office]) > 0 {
			out[links[i].Office] = h
		}
	}
	return out
}

// Stale reports whether that is longer ago than StaleAfter, unknown, or never.
func (h Heard) Stale() bool { return h.Ahead() || h.Now.Sub(h.At) > StaleAfter }

// Plain returns the time, empty for never.
func (h Heard) Plain() string {
	if h.At.IsZero() {
		return ""
	}
	return portfolio.Moment(h.At).Plain()
}

// Shown returns the age, such as 41 days, stale.
func (h Heard) Shown() string {
	s := h.Age()
	if h.Stale() && !h.At.IsZero() {
		s += ", stale"
	}
	return s
}

// Spoken is as Shown.
func (h Heard) Spoken() string { return h.Shown() }

// Age returns the age, such as 41 days.
func (h Heard) Age() string {
	switch {
	case h.At.IsZero():
		return "never"
	case h.Ahead():
		return "an unknown time"
	case h.Now.Sub(h.At) < time.Hour:
		return "just now"
	}
	age, unit := int(h.Now.Sub(h.At).Hours()), "hour"
	if age >= 48 {
		age, unit = age/24, "day"
	}
	if age != 1 {
		unit += "s"
	}
	return fmt.Sprintf("%d %s", age, unit)
}

// Freshness is how old the figures of a copy are. The zero value is that of a
// copy that exchanges with nobody.
type Freshness struct {
	Office  string    // the office heard from longest ago, among those with which it exchanges; empty if there is none
	Above   string    // title of that office if it is the only one, such as headquarters
	Heard   Heard     // when that office was last heard from
	Joined  []Joined  // offices that joined later than the day that is looked back to
	Outside []Outside // regions that this copy does not receive, in order of the catalogue
	// Countries are those that this copy receives in the regions outside; Left
	// is true if another one has left the scope.
	Countries []string
	Left      bool
}

// Outside is a region that an office does not receive.
type Outside struct {
	Region string         // code
	Since  portfolio.Date // when it last received the region with all others; 0: never, figures are as printed
}

// FreshnessFacts is the input of NewFreshness.
type FreshnessFacts struct {
	Self     Self
	Register Register
	Links    []Link
	Entry    portfolio.Record // of this office in the register
	// Early has the last day on which headquarters received changes made before
	// the copy joined, by its incarnation.
	Early map[string]portfolio.Date
	Now   time.Time
}

// NewFreshness returns how old the figures of a copy are: when the copy last
// heard from each office with which it exchanges, of which the oldest counts,
// leaving out retired offices and those that have not joined; and which regions
// the office does not receive.
func NewFreshness(facts FreshnessFacts, cat *portfolio.Catalogue) Freshness {
	var f Freshness
	self, reg := facts.Self, facts.Register
	if self.Office == portfolio.LocalOffice {
		return f
	}
	f.Joined = joinedLater(reg, facts.Early)
	heard := LastHeard(facts.Links, facts.Now)
	partners := partnersOf(self, reg)
	for _, code := range partners {
		if h := heard[code]; f.Office == "" || h.Compare(f.Heard) < 0 {
			f.Office, f.Heard = code, Heard{At: h.At, Now: facts.Now}
		}
	}
	if len(partners) == 1 && self.Office != self.Headquarter {
		f.Above = f.Office
		if f.Office == self.Headquarter {
			f.Above = "headquarters"
		}
	}
	if _, ok := reg.Office(self.Office); ok && self.Office != self.Headquarter {
		scope := reg.ScopeOf(self.Office)
		f.Outside = outsideOf(scope, &facts.Entry, cat)
		f.Countries = slices.DeleteFunc(scope, func(c string) bool { return !portfolio.IsCountry(c) })
		f.Left = leftCountry(&facts.Entry, f.Countries)
	}
	return f
}

// partnersOf returns the offices with which a copy exchanges, its parent first.
func partnersOf(self Self, reg Register) []string {
	var out []string
	if above := self.Parent(&reg); above != "" {
		out = append(out, above)
	}
	for _, o := range reg.offices {
		if !o.Retired && len(o.Keys) > 0 && reg.Parent(o.Code) == self.Office {
			out = append(out, o.Code)
		}
	}
	return out
}

// outsideOf returns the regions outside a scope, each with the date of the
// register's change that removed it.
func outsideOf(scope []string, entry *portfolio.Record, cat *portfolio.Catalogue) []Outside {
	var out []Outside
	for _, p := range cat.Programmes {
		if !slices.Contains(scope, p.Code) && !slices.Contains(scope, portfolio.ScopeAll) {
			out = append(out, Outside{Region: p.Code, Since: leftOn(entry, p.Code)})
		}
	}
	return out
}

// leftOn returns the date on which a region was last removed from an office's
// scope, 0 if it never was in it.
func leftOn(entry *portfolio.Record, region string) (day portfolio.Date) {
	in := false
	all := entry.Log.Changes()
	for i := range all {
		c := &all[i]
		s, ok := c.Setting(portfolio.FieldScope)
		if !ok || entry.Log.Held(c.ID) {
			continue
		}
		codes := strings.Split(s.Value, ",")
		is := slices.Contains(codes, region) || slices.Contains(codes, portfolio.ScopeAll)
		if in && !is {
			day = portfolio.DateOf(c.At)
		}
		in = is
	}
	return day
}

// leftCountry reports whether an office's scope ever had a country that is not
// among those that it has.
func leftCountry(entry *portfolio.Record, countries []string) bool {
	return slices.ContainsFunc(entry.Log.Changes(), func(c portfolio.Change) bool {
		s, ok := c.Setting(portfolio.FieldScope)
		return ok && !entry.Log.Held(c.ID) && slices.ContainsFunc(strings.Split(s.Value, ","), func(code string) bool {
			return portfolio.IsCountry(code) && !slices.Contains(countries, code)
		})
	})
}

// Line returns the age of the oldest figures, such as oldest figures: copak, 41
// days, stale; empty for the zero value.
func (f Freshness) Line() string {
	switch {
	case f.Office == "":
		return ""
	case f.Above == "":
		return "oldest figures: " + f.Office + ", " + f.Heard.Shown()
	case f.Heard.At.IsZero():
		return f.Above + " was never heard: figures of other offices are as in the document"
	case f.Heard.Age() == "just now":
		return f.Above + " was heard just now"
	case f.Heard.Stale():
		return f.Above + " was last heard " + f.Heard.Age() + " ago, stale"
	}
	return f.Above + " was last heard " + f.Heard.Age() + " ago"
}

// FreshSource supplies the freshness of the projects of a list.
type FreshSource interface {
	// Freshness returns how old the figures of this copy are; since is the day
	// with which they are compared, 0 for none.
	Freshness(ctx context.Context, since portfolio.Date) (Freshness, error)
	// Totals ignores order, offset and limit.
	Totals(ctx context.Context, spec breakdown.ListSpec) (breakdown.ListTotals, error)
}

// Marks names the projects of a list that this copy does not receive updates
// of, because their regions and countries are outside the office's scope; empty
// if there are none.
func (f Freshness) Marks(ctx context.Context, src FreshSource, spec breakdown.ListSpec) (portfolio.Phrase, error) {
	if len(f.Outside) == 0 {
		return portfolio.Phrase{}, nil
	}
	var codes []string
	since, one := f.Outside[0].Since, true
	for _, o := range f.Outside {
		codes = append(codes, o.Region)
		one = one && o.Since == since
	}
	spec.Query = spec.Query.And(portfolio.OneOf(portfolio.KeyProgramme, codes...))
	if len(f.Countries) > 0 {
		in := portfolio.OneOf(portfolio.KeyCountry, f.Countries...)
		in.Not = true
		spec.Query = spec.Query.And(in)
	}
	t, err := src.Totals(ctx, spec)
	if err != nil || t.Projects == 0 {
		return portfolio.Phrase{}, err
	}
	as := portfolio.Say("as in the document")
	switch {
	case !one || f.Left:
		as = portfolio.Say("as in the document, or of the day on which it left the scope")
	case since.Known():
		as = portfolio.Say("as of %s", since)
	}
	return portfolio.Say("%s outside this office's scope: %s", portfolio.CountOf(int(t.Projects), "project"), as), nil
}

// Gaps says what this copy does not know of a list: its projects outside the
// scope, and what offices did that joined later than the day that is looked back
// to or compared with.
func (f Freshness) Gaps(ctx context.Context, src FreshSource, spec breakdown.ListSpec) ([]portfolio.Value, error) {
	marks, err := f.Marks(ctx, src, spec)
	return slices.DeleteFunc([]portfolio.Value{marks, f.joined()},
		func(v portfolio.Value) bool { return v.Shown() == "" }), err
}

// FreshnessNotes returns a sentence about the oldest figures of a list, and its
// gaps, compared with those at the end of a day unless that is 0.
func FreshnessNotes(ctx context.Context, src FreshSource, spec breakdown.ListSpec,
	since portfolio.Date) ([]portfolio.Value, error) {
	f, err := src.Freshness(ctx, since)
	if err != nil {
		return nil, err
	}
	gaps, err := f.Gaps(ctx, src, spec)
	if line := f.Line(); line != "" {
		gaps = slices.Insert(gaps, 0, portfolio.Value(portfolio.Text(line)))
	}
	return gaps, err
}
