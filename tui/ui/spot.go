package ui

import "slices"

// Spot is where a person is on one screen, such that a new screen can show it again. A screen fills in what it has.
type Spot struct {
	Screen string            `json:"screen,omitempty"` // the kind of a page; empty: the first screen of a view
	Of     string            `json:"of,omitempty"`     // id of what the page is about
	Row    string            `json:"row,omitempty"`    // id of the selected line or field
	Index  int               `json:"index,omitempty"`  // index of the line, for when it is gone
	Typing string            `json:"typing,omitempty"` // the field in which the person is typing
	Set    map[string]string `json:"set,omitempty"`    // how the screen shows what it shows
}

// Placed is a screen that can say where a person is on it, and show that place again.
type Placed interface {
	Screen
	Spot() Spot
	// Return has the screen show a spot once it has loaded, as far as that exists. It is called before Init. A spot
	// may be old or foreign.
	Return(to Spot)
}

// Reach moves a selection to the line of a spot, given the ids of all lines: to where the line stood if it is gone.
// It then empties the spot, since the person goes on from there.
func (s *Spot) Reach(at *int, ids []string) {
	i := slices.Index(ids, s.Row)
	switch {
	case s.Row != "" && i >= 0:
		*at = i
	case s.Index > 0:
		*at = s.Index
	}
	*s = Spot{}
}

// SpotOf returns the spot of the selected line of a list, given the ids of all lines.
func SpotOf(at int, ids []string) Spot {
	s := Spot{Index: at}
	if at >= 0 && at < len(ids) {
		s.Row = ids[at]
	}
	return s
}

// With returns the spot with a setting, if that is not empty.
func (s Spot) With(name, value string) Spot {
	if value == "" {
		return s
	}
	if s.Set == nil {
		s.Set = map[string]string{}
	}
	s.Set[name] = value
	return s
}

// Around returns a cursor at the line of a spot, in the middle of a page.
func (s *Spot) Around(page int) Cursor { return Cursor{At: s.Index, Top: max(s.Index-page/2, 0)} }
