package shell

import (
	"encoding/json"
	"time"

	"fieldfolio/tui/ui"
)

// PrefPlace is the preference that holds where a person was.
const PrefPlace = "place"

// The limits of a place.
const (
	mostPlaceBytes = 2000
	mostPages      = 8
	mostIndex      = 1_000_000
)

// place is where a person is: a view, what it is confined to, and the screens that are open in it.
type place struct {
	At    int64     `json:"at"` // in seconds, see time.Unix
	View  string    `json:"view"`
	Query string    `json:"query,omitempty"` // shared by Portfolio, Breakdown, Timeline and Funding
	Wide  bool      `json:"wide,omitempty"`  // all offices
	First ui.Spot   `json:"first"`           // on the first screen of the view
	Pages []ui.Spot `json:"pages,omitempty"` // over it, the top one last
}

// write returns a place as it is stored: without the lowest pages, then without the selection below them, if it takes
// more than 2,000 bytes; empty if that is not enough.
func (p place) write() string {
	for {
		text, err := json.Marshal(p)
		switch {
		case err != nil:
			return ""
		case len(text) <= mostPlaceBytes:
			return string(text)
		case len(p.Pages) > 1:
			p.Pages = p.Pages[1:]
		case p.First.Row != "" || p.First.Set != nil:
			p.First = ui.Spot{}
		default:
			return ""
		}
	}
}

// readPlace reads a place that was stored, perhaps by another release; ok is false for what is not one.
func readPlace(text string) (p place, ok bool) {
	if len(text) > mostPlaceBytes || json.Unmarshal([]byte(text), &p) != nil || p.View == "" || len(p.Pages) > mostPages {
		return place{}, false
	}
	for _, s := range append([]ui.Spot{p.First}, p.Pages...) {
		if s.Index < 0 || s.Index > mostIndex {
			return place{}, false
		}
	}
	return p, true
}

// same reports whether two places are the same but for their time.
func (p place) same(other place) bool {
	p.At = other.At
	return p.write() == other.write()
}

// when says when a person was at a place: today 17:05, yesterday 17:05, else with the day. Times are UTC.
func (p place) when(now time.Time) string {
	at, now := time.Unix(p.At, 0).UTC(), now.UTC()
	day := func(t time.Time) time.Time { return t.Truncate(24 * time.Hour) }
	clock := " " + at.Format("15:04") + " UTC"
	switch day(now) {
	case day(at):
		return "today" + clock
	case day(at).Add(24 * time.Hour):
		return "yesterday" + clock
	}
	return "on " + at.Format("2 Jan 2006") + clock
}
