package edit

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Search is the line in which a query is typed. While it is open, every valid query is shown at
// once, but with at most one request in each pace. While the text cannot be read, what was shown
// before is shown again. The query is that of a filter, which several views may share.
type Search struct {
	*Filter
	Cat     *portfolio.Catalogue
	measure *draw.Measure
	asOf    portfolio.Date // from which a query counts days
	pace    time.Duration
	field   ui.Field
	Open    bool
	before  portfolio.Query // to restore on esc
	taken   string          // the whole query that the screen has requested
	fault   error           // why the text cannot be read
	refused bool            // enter was pressed with such a text
	cooling bool            // a request was made less than one pace ago
	dirty   bool            // the query has changed since
}

// SearchTick ends the pace of a search.
type SearchTick struct{ search *Search }

func NewSearch(f draw.Frame, pace time.Duration, of *Filter) *Search {
	return &Search{Filter: of, measure: f.Measure, Cat: f.Cat, asOf: f.AsOf, pace: pace, field: ui.NewField()}
}

// Take returns the whole query, for a request.
func (s *Search) Take() portfolio.Query {
	q := s.Whole()
	s.taken = q.String()
	return q
}

// Follow requests the whole query if it was changed in another view.
func (s *Search) Follow(ask func(portfolio.Query) tea.Cmd) tea.Cmd {
	if s.Whole().String() == s.taken {
		return nil
	}
	return ask(s.Take())
}

// start opens the line with the query in use, which the first letter replaces; an arrow keeps it.
func (s *Search) start() tea.Cmd {
	text := s.Query.String()
	if text != "" {
		text += " "
	}
	s.field.Set(text)
	s.field.Selected = text != ""
	s.Open, s.before, s.fault, s.refused = true, s.Query, nil, false
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
	s.refused = false
	if s.fault = err; err != nil {
		q = s.before // not what the beginning of the text found: region: begins as the word region
	}
	if q.String() == s.Query.String() {
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
	return tea.Batch(ask(s.Take()), cool(s))
}

func cool(s *Search) tea.Cmd {
	return tea.Tick(s.pace, func(time.Time) tea.Msg { return SearchTick{s} })
}

// keep closes the line if its text is a valid query.
func (s *Search) keep(ask func(portfolio.Query) tea.Cmd) tea.Cmd {
	if s.fault != nil {
		s.refused = true
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

// Clears is what esc clears where nothing is left to close: the query.
func (s *Search) Clears(ask func(portfolio.Query) tea.Cmd) ui.Clearing {
	if s.Query.String() == "" {
		return ui.Clearing{}
	}
	return ui.Clearing{Said: "Query cleared", Do: func() tea.Cmd {
		s.Query, s.dirty = portfolio.Query{}, true
		return s.flush(ask)
	}}
}

// Notice says why the text cannot be read, or how a query is written.
func (s *Search) Notice() ui.Notice {
	switch {
	case !s.Open:
		return ui.Notice{}
	case s.fault != nil:
		n := ui.Failure("", s.fault)
		n.Bad = s.refused
		return n
	}
	if s.field.Selected {
		return ui.Notice{Text: ui.TypingReplaces, Tip: true}
	}
	return ui.Notice{Text: "words, region:West Africa, end:6 months, piracy OR maritime", Tip: true}
}

// Line returns the query in w cells, and the cell of the cursor in it. all is shown for an empty
// query. Beside a text that cannot be read stands the query that is still shown, if there is room.
func (s *Search) Line(all string, w int) (text string, x int) {
	shown := s.Words(all, w-DayRoom)
	if !s.Open {
		return s.measure.Cut(" "+shown, w), 0
	}
	room, still := w-3, ""
	if s.fault != nil {
		still = "still as before"
		if whole := "still shown: " + shown; s.measure.Cells(s.field.String())+s.measure.Cells(whole)+7 <= w {
			still = whole
		}
		room -= s.measure.Cells(still) + 3
	}
	typed, at := s.field.View(s.measure, room)
	return s.measure.Sides(" / "+typed, still, w), at + 3
}

// DayRoom is the room for a date beside what is shown, in cells.
const DayRoom = 22

// Words returns what is shown, for the eye: the scope and the query, or all if there is neither. In
// less room than both take, the scope is not named.
func (s *Search) Words(all string, room int) string {
	query := s.Query.Shown(s.asOf)
	whole := s.words(s.ScopeName(s.Cat, s.asOf), query, all, "   ")
	if s.Scoped() && s.measure.Cells(whole) > room {
		return s.words("my office", query, all, "   ")
	}
	return whole
}

// SpokenWords is Words for the ear, empty for all.
func (s *Search) SpokenWords() string { return s.Filter.Spoken(s.Cat, s.asOf) }

// None says that no project meets a query that a view has taken, and what was probably meant.
func (s *Search) None(whole portfolio.Query) string {
	f, who := s.Own(whole, ""), "No project"
	if scope := f.ScopeText(s.Cat, s.asOf); scope != "" {
		who += " of my office (" + scope + ")"
	}
	switch q := f.Query.Shown(s.asOf); {
	case q != "":
		text := who + " matches " + draw.Clean(q) + ". "
		return strings.TrimSpace(text + draw.Clean(report.DidYouMean(f.Query, s.Cat)))
	case len(whole.Terms) > 0:
		return who + " is in the portfolio yet."
	}
	return "The portfolio has no projects yet."
}

// That says which projects a query selects that a view has taken: of my office, that match piracy.
func (s *Search) That(whole portfolio.Query) string {
	f, text := s.Own(whole, ""), ""
	if scope := f.ScopeText(s.Cat, s.asOf); scope != "" {
		text = " of my office (" + scope + ")"
	}
	if q := f.Query.Shown(s.asOf); q != "" {
		text += " that matches " + draw.Clean(q)
	}
	return text
}

// Ways says how to see more where nothing is shown.
func (s *Search) Ways() []string {
	if s.Open {
		return nil
	}
	var ways []string
	if len(s.Query.Terms) > 0 {
		ways = append(ways, "/ changes the query")
	}
	if s.Scoped() && s.From == "" {
		ways = append(ways, "O shows all offices")
	}
	return ways
}

// Keys are the actions while the line is open.
func (s *Search) Keys() ui.KeyMap {
	return ui.KeyMap{
		{Name: "search-keep", Keys: []string{"enter"}, Show: "enter", Foot: "keep", Help: "keep what is found"},
		{Name: "search-restore", Keys: []string{"esc"}, Show: "esc", Foot: "restore", Help: "back to what was shown before"},
		{Name: "search-clear", Keys: []string{"ctrl+u"}, Show: "ctrl+u", Foot: "clear", Help: "clear the line"},
	}
}

// Actions are those that open the line, and that widen the scope or narrow it again.
func (s *Search) Actions(ask func(portfolio.Query) tea.Cmd) ui.KeyMap {
	return ui.KeyMap{
		{Name: "search", Keys: []string{"/"}, Show: "/", Foot: "search",
			Help: "search by words and by the query language", Do: s.start},
		s.Widening(func() tea.Cmd { return ask(s.Take()) }),
	}
}

// Spoken asks for a query.
func (s *Search) Spoken() ui.Spoken {
	return ui.Spoken{Title: "Search.", Ask: "Query, now " + ui.OrNone(s.Query.String()) +
		". For example words, region:West Africa, line:DRG,TIP, approved>1m, end:6 months, piracy OR maritime, year:2012."}
}
