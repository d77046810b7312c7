// Package picker is a screen of choices that typing narrows.
package picker

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Screen is a list of choices that typing narrows: actions, columns, values, views. Where several
// can be chosen, space marks them; after a text, which may go on after a blank, tab does.
type Screen struct {
	Config
	face   draw.Frame
	Field  ui.Field
	hits   []int // indexes of the choices that match
	choice ui.Cursor
}

// Config is the choices of a picker, and what it does with them.
type Config struct {
	Screen string // name of the screen, such as palette
	Title  string
	Items  []Item
	At     int                                  // index of the first selection
	Do     func(i int) tea.Cmd                  // on enter, after the picker has closed; -1 if nothing matches
	Mark   func(items []Item, i int)            // marks or unmarks a choice, where several can be chosen
	Again  func() []Item                        // the choices after a mark; nil: unchanged
	Typed  func(text string) tea.Cmd            // on enter if nothing matches; nil: nothing
	None   string                               // what Typed does, in words
	Change func(p *Screen) tea.Cmd              // after a change of the text, before choices are compared; nil: nothing
	Told   func(p *Screen, msg tea.Msg) tea.Cmd // on other messages than keys and texts; nil: nothing
	Extra  func(p *Screen) ui.KeyMap            // further actions, none of them on letters
}

// Item is a choice.
type Item struct {
	Label  string
	Detail string // at the right
	Words  string // further words that match
	Name   string // a text that is exactly this finds it first; empty: none does
	Of     string // what it belongs to, before the detail where there is room
	Beside string // beside the detail where there is room
	When   When   // while what is typed it is there
	On     bool   // marked
	Off    string // why it cannot be chosen now; empty if it can
}

// When says while what is typed a choice is there.
type When int

const (
	Matching    When = iota // while it matches the text, and while there is none
	OnlyMatched             // while it matches a text
	Following               // while there is a text, after what matches it
)

// New returns a picker of the choices of c.
func New(c Config, f draw.Frame) *Screen {
	p := &Screen{Config: c, face: f, Field: ui.NewField()}
	p.narrow()
	p.choice.At = c.At
	return p
}

func (p *Screen) Name() string { return p.Screen }

// Init requests nothing: the choices are known.
func (p *Screen) Init() tea.Cmd { return nil }

func (p *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.face.Resize(msg)
		p.keep()
	case tea.PasteMsg:
		if p.Field.Insert(msg.Content) {
			return p.changed()
		}
	case tea.KeyPressMsg:
		if p.Field.Press(msg) {
			return p.changed()
		}
	default:
		if p.Told != nil {
			return p.Told(p, msg)
		}
	}
	return nil
}

func (p *Screen) changed() (then tea.Cmd) {
	if p.Change != nil {
		then = p.Change(p)
	}
	p.narrow()
	return then
}

// narrow finds the choices that match the text, the best first.
func (p *Screen) narrow() {
	p.hits = p.hits[:0]
	text := strings.TrimSpace(p.Field.String())
	var begun []int     // have a word that begins with the text
	var inner []int     // have the text within a word
	var loose []int     // contain the words, but not side by side
	var following []int // are there anyway
	for i := range p.Items {
		switch when := p.Items[i].When; {
		case when != Matching && text == "":
			continue
		case when == Following:
			following = append(following, i)
			continue
		}
		of := " " + strings.ToLower(pickWords(p.Items).String(i))
		switch lower := strings.ToLower(text); {
		case lower != "" && lower == p.Items[i].Name:
			p.hits = append(p.hits, i)
		case strings.Contains(of, " "+lower):
			begun = append(begun, i)
		case strings.Contains(of, lower):
			inner = append(inner, i)
		case ui.HasWords(of, text):
			loose = append(loose, i)
		}
	}
	p.hits = slices.Concat(p.hits, begun, inner, loose)
	matched := len(p.hits) > 0
	p.hits = append(p.hits, following...)
	if !matched { // no choice contains the words: try their letters in order
		for _, m := range fuzzy.FindFrom(text, pickWords(p.Items)) {
			if p.Items[m.Index].When == Matching {
				p.hits = append(p.hits, m.Index)
			}
		}
	}
	p.choice = ui.Cursor{}
	p.keep()
}

// pickWords are choices as the search sees them.
type pickWords []Item

func (w pickWords) String(i int) string { return w[i].Label + " " + w[i].Words }
func (w pickWords) Len() int            { return len(w) }

// Put replaces the choices and selects one, if it matches the text. Those in sight stay in sight.
func (p *Screen) Put(items []Item, at int) {
	top := p.choice.Top
	p.Items = items
	p.narrow()
	p.choice = ui.Cursor{At: max(slices.Index(p.hits, at), 0), Top: top}
	p.keep()
}

func (p *Screen) keep() { p.choice.Keep(len(p.hits), p.page()) }

// Selected returns the index of the selected choice, -1 if nothing matches.
func (p *Screen) Selected() int {
	if p.choice.At >= len(p.hits) {
		return -1
	}
	return p.hits[p.choice.At]
}

// Keys returns the actions of a picker; all other keys are text.
func (p *Screen) Keys() ui.KeyMap {
	m := ui.KeyMap{
		{Name: "pick", Keys: []string{"enter"}, Show: "enter", Foot: "choose", Help: "choose what is selected",
			Off: p.Nothing, Do: p.choose},
	}
	down := []string{"down", "ctrl+n", "tab"}
	if p.Mark != nil {
		m[0].Foot, m[0].Help = "done", "take what is marked"
		m = append(m, p.markKey())
		down = down[:2]
	}
	m = append(m,
		ui.Action{Name: "pick-up", Keys: []string{"up", "ctrl+p", "shift+tab"}, Show: "↑", Help: "one up",
			Do: p.move(ui.StepUp)},
		ui.Action{Name: "pick-down", Keys: down, Show: "↓", Help: "one down", Do: p.move(ui.StepDown)},
		ui.Action{Name: "pick-page-up", Keys: []string{"pgup"}, Show: "pgup", Help: "one screen up",
			Do: p.move(ui.PageUp)},
		ui.Action{Name: "pick-page-down", Keys: []string{"pgdown"}, Show: "pgdn", Help: "one screen down",
			Do: p.move(ui.PageDown)},
		ui.Action{Name: "pick-leave", Keys: []string{"esc"}, Show: "esc", Foot: "leave", Help: "leave without choosing",
			Do: func() tea.Cmd { return ui.CloseOf(p) }})
	if p.Extra != nil {
		m = append(m, p.Extra(p)...)
	}
	return m
}

func (p *Screen) markKey() ui.Action {
	a := ui.Action{Name: "pick-mark", Keys: []string{"tab", "space"}, Show: "space", Foot: "mark",
		Help: "mark or unmark the selection; after typing, tab does so", Off: p.Nothing, Do: p.markOne}
	if p.Found() {
		a.Keys, a.Show = a.Keys[:1], "tab"
	}
	return a
}

// Found reports whether the selected choice was found by typing.
func (p *Screen) Found() bool { return strings.TrimSpace(p.Field.String()) != "" && len(p.hits) > 0 }

func (p *Screen) Nothing() string {
	i := p.Selected()
	switch {
	case i < 0 && p.Typed == nil:
		return "nothing fits what is typed"
	case i >= 0 && p.Mark == nil:
		return p.Items[i].Off
	}
	return ""
}

func (p *Screen) choose() tea.Cmd {
	i := p.Selected()
	if i < 0 && p.Typed != nil {
		return p.Close(func() tea.Cmd { return p.Typed(strings.TrimSpace(p.Field.String())) })
	}
	return p.Close(func() tea.Cmd { return p.Do(i) })
}

func (p *Screen) Close(do func() tea.Cmd) tea.Cmd {
	return func() tea.Msg { return ui.Chosen{From: p, Do: do} }
}

func (p *Screen) markOne() tea.Cmd {
	if i := p.Selected(); i >= 0 {
		p.Mark(p.Items, i)
		if p.Again != nil {
			p.Put(p.Again(), i)
		}
	}
	return nil
}

func (p *Screen) move(s ui.Step) func() tea.Cmd {
	return func() tea.Cmd {
		p.choice.Move(s, len(p.hits), p.page())
		return nil
	}
}

// Typing is always true: letters narrow the list.
func (p *Screen) Typing() bool { return true }

func (p *Screen) Cursor() (x, y int) {
	_, at := p.Field.View(p.face.Measure, p.room())
	return p.label() + at, 0
}

func (p *Screen) label() int { return p.face.Cells(p.face.Cut(" "+p.Title, p.face.Width/2)) + 2 }

func (p *Screen) room() int { return max(p.face.Width-p.label()-1, 2) }

// Notice says why the selected choice cannot be chosen.
func (p *Screen) Notice() ui.Notice {
	if i := p.Selected(); i >= 0 && p.Items[i].Off != "" {
		return ui.Notice{Text: p.Items[i].Off}
	}
	return ui.Notice{}
}

func (p *Screen) page() int { return max(p.face.Height-2, 1) }

// View draws the text and the choices that match it.
func (p *Screen) View() string {
	shown, _ := p.Field.View(p.face.Measure, p.room())
	lines := []string{p.face.Cut(" "+p.Title, p.face.Width/2) + ": " + shown, ""}
	if len(p.hits) == 0 {
		lines = append(lines, draw.Indent(p.face.Wrap(p.nothingFits(), p.face.Width-4), 3)...)
	}
	rows := p.choice.Rows(len(p.hits), p.page(), func(at int) string { return p.line(&p.Items[p.hits[at]]) })
	return p.face.Page(append(lines, rows...))
}

// nothingFits says that no choice matches, and what enter does then.
func (p *Screen) nothingFits() string {
	if p.None != "" {
		return p.None
	}
	return "nothing fits"
}

// line draws a choice, with its detail in a column that all share.
func (p *Screen) line(x *Item) string {
	text := draw.Clean(x.Label)
	if p.Mark != nil {
		box := "[ ] "
		if x.On {
			box = "[x] "
		}
		text = box + text
	}
	widest := maxWidth
	if x.Of != "" {
		widest = maxWidthOf
	}
	room := min(p.face.Width, widest) - draw.GutterWidth
	detail := draw.Clean(x.Detail)
	if x.Of != "" && room >= roomForOf {
		detail = p.face.Left(x.Of, 11) + p.face.Right(detail, 9)
		text = p.face.Cut(text, room-p.face.Cells(detail)-3)
	}
	line := p.face.Sides(text, detail, room)
	if x.Beside != "" && p.face.Width > widest+draw.ColumnGap+p.face.Cells(x.Beside) {
		line = p.face.Left(line, room+draw.ColumnGap) + x.Beside
	}
	if x.Off != "" {
		return p.face.Styles.Muted.Render(line)
	}
	return line
}

// maxWidth is the maximum width of choices: on wider screens details would stand too far from their
// choice. Those that belong to a view are sentences, which need more room.
const (
	maxWidth   = 80
	maxWidthOf = 96
)

// roomForOf is the width of choices from which what they belong to is shown.
const roomForOf = 70

// Marked returns the indexes of the marked choices.
func Marked(items []Item) []int {
	var out []int
	for i := range items {
		if items[i].On {
			out = append(out, i)
		}
	}
	return out
}

// Toggle marks a choice or removes its mark.
func Toggle(items []Item, i int) { items[i].On = !items[i].On }

func (p *Screen) Pointed(_, y int) (int, bool) {
	return ui.LineOf(y, 2, p.choice.Top, p.page(), len(p.hits))
}

func (p *Screen) Spoken() ui.Spoken {
	s := ui.SpokenList(len(p.hits), p.spokenPick, &p.choice.At, p.keep)
	if s.Title = draw.Sentence(p.Title); strings.TrimSpace(p.Field.String()) != "" {
		s.Title = draw.Sentence(p.Title + ", what fits " + draw.Clean(p.Field.String()))
	}
	if len(p.hits) == 0 {
		s.Facts = []string{draw.Sentence(ui.Capital(p.nothingFits()))}
	}
	return s
}

func (p *Screen) spokenPick(i int) string {
	x := &p.Items[p.hits[i]]
	on := ""
	switch {
	case p.Mark != nil && x.On:
		on = "marked"
	case p.Mark != nil:
		on = "not marked"
	}
	detail := draw.Clean(x.Detail)
	if p.Screen == "palette" && detail != "" {
		detail = "key " + ui.SpokenKeys(detail)
	}
	if p.Screen == "sort" {
		detail = strings.NewReplacer(" ↓", ", downwards", " ↑", ", upwards").Replace(detail)
	}
	return draw.Joined(draw.Clean(x.Label), x.Of, detail, on, x.Off)
}
