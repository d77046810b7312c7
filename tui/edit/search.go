package edit

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Search is the line in which a query is typed. While it is open, every valid query is shown at
// once, but with at most one request in each pace. While the text is invalid, the last valid result
// stays.
type Search struct {
	Cat     *portfolio.Catalogue
	asOf    portfolio.Date // from which a query counts days
	pace    time.Duration
	field   ui.Field
	Open    bool
	before  portfolio.Query // to restore on esc
	Query   portfolio.Query // in use, or to be requested next
	fault   error           // why the text cannot be read
	cooling bool            // a request was made less than one pace ago
	dirty   bool            // the query has changed since
}

// SearchTick ends the pace of a search.
type SearchTick struct{ search *Search }

func NewSearch(f draw.Frame, pace time.Duration, q portfolio.Query) *Search {
	return &Search{Cat: f.Cat, asOf: f.AsOf, pace: pace, field: ui.NewField(), Query: q}
}

// start opens the line with the query in use.
func (s *Search) start() tea.Cmd {
	text := s.Query.String()
	if text != "" {
		text += " "
	}
	s.field.Set(text)
	s.Open, s.before, s.fault = true, s.Query, nil
	return nil
}

// Update handles a key, pasted text or a tick; ask is called with the query to show.
func (s *Search) Update(msg tea.Msg, ask func(portfolio.Query) tea.Cmd) tea.Cmd {
	switch msg := msg.(type) {
	case SearchTick:
		if msg.search != s {
			return nil
		}
		s.cooling = false
		return s.flush(ask)
	case tea.PasteMsg:
		if s.field.Insert(msg.Content) {
			return s.changed(ask)
		}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "enter":
			return s.keep(ask)
		case "esc":
			return s.restore(ask)
		}
		if s.field.Press(msg) {
			return s.changed(ask)
		}
	}
	return nil
}

func (s *Search) changed(ask func(portfolio.Query) tea.Cmd) tea.Cmd {
	q, err := portfolio.ParseQuery(s.field.String(), s.Cat)
	s.fault = err
	if err != nil || q.String() == s.Query.String() {
		return nil
	}
	s.Query, s.dirty = q, true
	return s.flush(ask)
}

// flush requests the query if it has changed and the pace allows it.
func (s *Search) flush(ask func(portfolio.Query) tea.Cmd) tea.Cmd {
	if !s.dirty || s.cooling {
		return nil
	}
	s.dirty, s.cooling = false, true
	return tea.Batch(ask(s.Query), cool(s))
}

func cool(s *Search) tea.Cmd {
	return tea.Tick(s.pace, func(time.Time) tea.Msg { return SearchTick{s} })
}

// keep closes the line if its text is a valid query.
func (s *Search) keep(ask func(portfolio.Query) tea.Cmd) tea.Cmd {
	if s.fault != nil {
		return nil
	}
	s.Open = false
	return s.flush(ask)
}

// restore closes the line and restores the previous query.
func (s *Search) restore(ask func(portfolio.Query) tea.Cmd) tea.Cmd {
	s.Open, s.fault = false, nil
	if s.Query.String() == s.before.String() {
		return nil
	}
	s.Query, s.dirty = s.before, true
	return s.flush(ask)
}

// Notice says why the text cannot be read, or how a query is written.
func (s *Search) Notice() ui.Notice {
	switch {
	case !s.Open:
		return ui.Notice{}
	case s.fault != nil:
		n := ui.Failure("", s.fault)
		n.Bad = false
		return n
	}
	return ui.Notice{Text: "words, region:west-africa, line:DRG, approved>1m, end:+6m", Tip: true}
}

// Line returns the query in w cells, and the cell of the cursor in it. all is shown for an empty
// query. An invalid text is followed by the query that is still shown.
func (s *Search) Line(all string, w int) (text string, x int) {
	shown := all
	if q := s.Query.Shown(s.asOf); q != "" {
		shown = draw.Clean(q)
	}
	if !s.Open {
		return draw.Cut(" "+shown, w), 0
	}
	still := ""
	if s.fault != nil {
		still = draw.Cut("still shown: "+shown, w/2)
	}
	room := w - 3
	if still != "" {
		room -= draw.Width(still) + 3
	}
	typed, at := s.field.View(room)
	return draw.Sides(" / "+typed, still, w), at + 3
}

// Keys are the actions while the line is open.
func (s *Search) Keys() ui.KeyMap {
	return ui.KeyMap{
		{Name: "search-keep", Keys: []string{"enter"}, Show: "enter", Foot: "keep", Help: "keep what is found"},
		{Name: "search-restore", Keys: []string{"esc"}, Show: "esc", Foot: "restore", Help: "back to what was shown before"},
		{Name: "search-clear", Keys: []string{"ctrl+u"}, Show: "ctrl+u", Foot: "clear", Help: "clear the line"},
	}
}

// Action is the action that opens the line.
func (s *Search) Action() ui.Action {
	return ui.Action{Name: "search", Keys: []string{"/"}, Show: "/", Foot: "search",
		Help: "search by words and by the query language", Do: s.start}
}

// Spoken asks for a query.
func (s *Search) Spoken() ui.Spoken {
	return ui.Spoken{Title: "Search.", Ask: "Query, now " + ui.OrNone(s.Query.String()) +
		". For example words, region:west-africa, line:DRG,TIP, approved>1m, end:+6m, year:2012."}
}
