package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// search is the line in which a query is typed. While it is open, every change
// that can be read is shown at once, but no more than one question is asked in
// each pace; what cannot be read yet leaves the last good result where it is.
type search struct {
	cat     *portfolio.Catalogue
	pace    time.Duration
	field   field
	open    bool
	before  portfolio.Query // to go back to
	query   portfolio.Query // in force, or to be asked next
	fault   error           // why the text cannot be read
	cooling bool            // a question was asked less than one pace ago
	dirty   bool            // the query has changed since
}

// searchTick ends a pace of a search.
type searchTick struct{ search *search }

func newSearch(cat *portfolio.Catalogue, pace time.Duration, q portfolio.Query) *search {
	return &search{cat: cat, pace: pace, field: newField(), query: q}
}

// start opens the line with the query in force.
func (s *search) start() tea.Cmd {
	text := s.query.String()
	if text != "" {
		text += " "
	}
	s.field.set(text)
	s.open, s.before, s.fault = true, s.query, nil
	return nil
}

// update takes a key, pasted text or a tick; ask is called with a query that
// shall be shown.
func (s *search) update(msg tea.Msg, ask func(portfolio.Query) tea.Cmd) tea.Cmd {
	switch msg := msg.(type) {
	case searchTick:
		if msg.search != s {
			return nil
		}
		s.cooling = false
		return s.flush(ask)
	case tea.PasteMsg:
		if s.field.insert(msg.Content) {
			return s.changed(ask)
		}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "enter":
			return s.keep(ask)
		case "esc":
			return s.restore(ask)
		}
		if s.field.press(msg) {
			return s.changed(ask)
		}
	}
	return nil
}

func (s *search) changed(ask func(portfolio.Query) tea.Cmd) tea.Cmd {
	q, err := portfolio.ParseQuery(s.field.String(), s.cat)
	s.fault = err
	if err != nil || q.String() == s.query.String() {
		return nil
	}
	s.query, s.dirty = q, true
	return s.flush(ask)
}

// flush asks for the query if it has changed and the pace allows it.
func (s *search) flush(ask func(portfolio.Query) tea.Cmd) tea.Cmd {
	if !s.dirty || s.cooling {
		return nil
	}
	s.dirty, s.cooling = false, true
	return tea.Batch(ask(s.query), cool(s))
}

func cool(s *search) tea.Cmd {
	return tea.Tick(s.pace, func(time.Time) tea.Msg { return searchTick{s} })
}

// keep closes the line if its text can be read.
func (s *search) keep(ask func(portfolio.Query) tea.Cmd) tea.Cmd {
	if s.fault != nil {
		return nil
	}
	s.open = false
	return s.flush(ask)
}

// restore closes the line and goes back to the query before.
func (s *search) restore(ask func(portfolio.Query) tea.Cmd) tea.Cmd {
	s.open, s.fault = false, nil
	if s.query.String() == s.before.String() {
		return nil
	}
	s.query, s.dirty = s.before, true
	return s.flush(ask)
}

// notice says why the text cannot be read, or how a query is written.
func (s *search) notice() notice {
	switch {
	case !s.open:
		return notice{}
	case s.fault != nil:
		n := failure("", s.fault)
		n.bad = false
		return n
	}
	return notice{text: "words, region:west-africa, line:DRG,TIP, country:ML, approved>1m, end<2012", tip: true}
}

// line returns the query as it stands or is typed, in w cells, and the cell of
// the cursor in it; all is what it says where there is none. Text that cannot
// be read has beside it the query that is still shown.
func (s *search) line(all string, w int) (text string, x int) {
	shown := all
	if q := s.query.String(); q != "" {
		shown = clean(q)
	}
	if !s.open {
		return cut(" "+shown, w), 0
	}
	still := ""
	if s.fault != nil {
		still = cut("still shown: "+shown, w/2)
	}
	room := w - 3
	if still != "" {
		room -= width(still) + 3
	}
	typed, at := s.field.view(room)
	return sides(" / "+typed, still, w), at + 3
}

// keys are those of the line while it is open.
func (s *search) keys() keyMap {
	return keyMap{
		{name: "search-keep", keys: []string{"enter"}, show: "enter", foot: "keep", help: "keep what is found"},
		{name: "search-restore", keys: []string{"esc"}, show: "esc", foot: "restore", help: "back to what was shown before"},
		{name: "search-clear", keys: []string{"ctrl+u"}, show: "ctrl+u", foot: "clear", help: "clear the line"},
	}
}

// action is the one that opens the line.
func (s *search) action() action {
	return action{name: "search", keys: []string{"/"}, show: "/", foot: "search", help: "search by words and by the query language", do: s.start}
}

// spoken asks for a query.
func (s *search) spoken() spoken {
	return spoken{title: "Search.", ask: "Query, now " + orNone(s.query.String()) + ". For example words, region:west-africa, line:DRG,TIP, approved>1m, end<2012."}
}
