package exchange

import (
	"slices"

	"fieldfolio/portfolio"
)

// Joined is an office that had made changes before it joined. They count from
// the day on which they reached headquarters: what the office had until then is
// not known.
type Joined struct {
	Office string
	From   portfolio.Date
}

// joinedLater returns the offices that joined later, in order of code. early has
// the day on which the last change made before reached headquarters, by the
// incarnation of the copy that made it. Headquarters' own changes need no mail.
func joinedLater(reg Register, early map[string]portfolio.Date) []Joined {
	var out []Joined
	for _, o := range reg.offices {
		var from portfolio.Date
		for _, incarnation := range o.Local {
			from = max(from, early[incarnation])
		}
		if o.Role != portfolio.RoleHeadquarters && from.Known() {
			out = append(out, Joined{o.Code, from})
		}
	}
	return out
}

// Since returns f for a comparison with the end of a day: with the offices whose
// changes are not known so early.
func (f Freshness) Since(day portfolio.Date) Freshness {
	f.Joined = slices.DeleteFunc(slices.Clone(f.Joined), func(j Joined) bool { return j.From <= day })
	return f
}

// At returns f for the portfolio as it stood at the end of a day: as Since,
// without the regions that were received until later, and with the latest mail
// only if it came before that day.
func (f Freshness) At(day portfolio.Date) Freshness {
	past := f.Since(day)
	if portfolio.DateOf(f.Heard.At) >= day {
		past.Office, past.Above, past.Heard = "", "", Heard{}
	}
	past.Outside = slices.DeleteFunc(slices.Clone(f.Outside), func(o Outside) bool { return o.Since > day })
	return past
}

// joined says which offices joined later, and from when their changes are known;
// empty for none.
func (f Freshness) joined() portfolio.Phrase {
	switch len(f.Joined) {
	case 0:
		return portfolio.Phrase{}
	case 1:
		return portfolio.Say("%s joined later: its changes are known only from %s", f.Joined[0].Office, f.Joined[0].From)
	}
	each := make([]portfolio.Value, len(f.Joined))
	for i, j := range f.Joined {
		each[i] = portfolio.Say("%s %s", j.Office, j.From)
	}
	return portfolio.Say("%d offices joined later; from when their changes are known: %s", len(each),
		portfolio.Join(each, ", "))
}
