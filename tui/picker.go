package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"
)

// picker is a list of choices that typing narrows: actions, columns, values,
// views. Where several can be chosen, space marks them.
type picker struct {
	pickerConfig
	face   face
	field  field
	hits   []int // places of the choices that fit what is typed
	cursor cursor
}

// pickerConfig is what is chosen from, and what becomes of it.
type pickerConfig struct {
	name  string // of the screen, such as palette
	title string
	items []pick
	at    int                       // selected at first
	do    func(i int) tea.Cmd       // with enter, after the picker has closed; -1 if nothing fits
	mark  func(items []pick, i int) // with space, where several can be chosen
	again func() []pick             // the choices after a mark; nil: they stay
	typed func(text string) tea.Cmd // with enter where nothing fits; nil: that does nothing
	none  string                    // what typed does, in words
	extra func(p *picker) keyMap    // further keys, none of them letters
}

// pick is a choice.
type pick struct {
	label  string
	detail string // at the right
	words  string // further words that find it
	beside string // beside the detail where there is room
	on     bool   // marked
	off    string // why it cannot be chosen now
}

func newPicker(c pickerConfig, f face) *picker {
	p := &picker{pickerConfig: c, face: f, field: newField()}
	p.narrow()
	p.cursor.at = c.at
	return p
}

// Name returns the name of what is chosen.
func (p *picker) Name() string { return p.name }

// Init asks for nothing: a picker has its choices.
func (p *picker) Init() tea.Cmd { return nil }

// Update takes sizes and what is typed.
func (p *picker) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.face.resize(msg)
		p.keep()
	case tea.PasteMsg:
		if p.field.insert(msg.Content) {
			p.narrow()
		}
	case tea.KeyPressMsg:
		if p.field.press(msg) {
			p.narrow()
		}
	}
	return nil
}

// narrow finds the choices that fit what is typed, the best first.
func (p *picker) narrow() {
	p.hits = p.hits[:0]
	text := strings.TrimSpace(p.field.String())
	var loose []int // the words are there, but not side by side
	for i := range p.items {
		of := pickWords(p.items).String(i)
		switch {
		case strings.Contains(strings.ToLower(of), strings.ToLower(text)):
			p.hits = append(p.hits, i)
		case hasWords(of, text):
			loose = append(loose, i)
		}
	}
	p.hits = append(p.hits, loose...)
	if len(p.hits) == 0 { // no choice has the words: those with the letters in their order
		for _, m := range fuzzy.FindFrom(text, pickWords(p.items)) {
			p.hits = append(p.hits, m.Index)
		}
	}
	p.cursor = cursor{}
	p.keep()
}

// pickWords are choices as they are found.
type pickWords []pick

func (w pickWords) String(i int) string { return w[i].label + " " + w[i].words }
func (w pickWords) Len() int            { return len(w) }

// put shows other choices and selects one of them, if what is typed finds it.
func (p *picker) put(items []pick, at int) {
	p.items = items
	p.narrow()
	p.cursor.at = max(slices.Index(p.hits, at), 0)
	p.keep()
}

func (p *picker) keep() { p.cursor.keep(len(p.hits), p.page()) }

// selected returns the place of the selected choice, -1 if nothing fits.
func (p *picker) selected() int {
	if p.cursor.at >= len(p.hits) {
		return -1
	}
	return p.hits[p.cursor.at]
}

// Keys returns what can be done; all other keys are text.
func (p *picker) Keys() keyMap {
	m := keyMap{
		{name: "pick", keys: []string{"enter"}, show: "enter", foot: "choose", help: "choose what is selected", off: p.nothing, do: p.choose},
	}
	if p.mark != nil {
		m[0].foot, m[0].help = "done", "take what is marked"
		m = append(m, action{name: "pick-mark", keys: []string{"space"}, show: "space", foot: "mark", help: "mark what is selected, or take the mark away", off: p.nothing, do: p.markOne})
	}
	m = append(m,
		action{name: "pick-up", keys: []string{"up", "ctrl+p", "shift+tab"}, show: "↑", help: "one up", do: p.move(stepUp)},
		action{name: "pick-down", keys: []string{"down", "ctrl+n", "tab"}, show: "↓", help: "one down", do: p.move(stepDown)},
		action{name: "pick-page-up", keys: []string{"pgup"}, show: "pgup", help: "one screen up", do: p.move(pageUp)},
		action{name: "pick-page-down", keys: []string{"pgdown"}, show: "pgdn", help: "one screen down", do: p.move(pageDown)},
		action{name: "pick-leave", keys: []string{"esc"}, show: "esc", foot: "leave", help: "leave without choosing", do: func() tea.Cmd { return closeOf(p) }})
	if p.extra != nil {
		m = append(m, p.extra(p)...)
	}
	return m
}

func (p *picker) nothing() string {
	i := p.selected()
	switch {
	case i < 0 && p.typed == nil:
		return "nothing fits what is typed"
	case i >= 0 && p.mark == nil:
		return p.items[i].off
	}
	return ""
}

func (p *picker) choose() tea.Cmd {
	i := p.selected()
	if i < 0 && p.typed != nil {
		return p.close(func() tea.Cmd { return p.typed(strings.TrimSpace(p.field.String())) })
	}
	return p.close(func() tea.Cmd { return p.do(i) })
}

func (p *picker) close(do func() tea.Cmd) tea.Cmd {
	return func() tea.Msg { return chosen{p, do} }
}

func (p *picker) markOne() tea.Cmd {
	if i := p.selected(); i >= 0 {
		p.mark(p.items, i)
		if p.again != nil {
			p.put(p.again(), i)
		}
	}
	return nil
}

func (p *picker) move(s step) func() tea.Cmd {
	return func() tea.Cmd {
		p.cursor.move(s, len(p.hits), p.page())
		return nil
	}
}

// Typing is always: letters narrow the list.
func (p *picker) Typing() bool { return true }

// Cursor returns where the next letter goes.
func (p *picker) Cursor() (x, y int) {
	_, at := p.field.view(p.room())
	return p.label() + at, 0
}

func (p *picker) label() int { return width(cut(" "+p.title, p.face.width/2)) + 2 }

func (p *picker) room() int { return max(p.face.width-p.label()-1, 2) }

// Notice says why the selected choice cannot be taken.
func (p *picker) Notice() notice {
	if i := p.selected(); i >= 0 && p.items[i].off != "" {
		return notice{text: p.items[i].off}
	}
	return notice{}
}

func (p *picker) page() int { return max(p.face.height-2, 1) }

// View draws what is typed, and the choices that fit it.
func (p *picker) View() string {
	shown, _ := p.field.view(p.room())
	lines := []string{cut(" "+p.title, p.face.width/2) + ": " + shown, ""}
	if len(p.hits) == 0 {
		lines = append(lines, indent(wrap(p.nothingFits(), p.face.width-4), 3)...)
	}
	rows := p.cursor.rows(len(p.hits), p.page(), func(at int) string { return p.line(&p.items[p.hits[at]]) })
	return page(append(lines, rows...), p.face.width, p.face.height)
}

// nothingFits says that no choice fits what is typed, and what enter does then.
func (p *picker) nothingFits() string {
	if p.none != "" {
		return p.none
	}
	return "nothing fits"
}

// line draws a choice, its detail at the right of a column that all share.
func (p *picker) line(x *pick) string {
	text := clean(x.label)
	if p.mark != nil {
		text = map[bool]string{true: "[x] ", false: "[ ] "}[x.on] + text
	}
	room := min(p.face.width, pickerWidth) - gutterWidth
	line := sides(text, clean(x.detail), room)
	if x.beside != "" && p.face.width > pickerWidth+columnGap+width(x.beside) {
		line = left(line, room+columnGap) + x.beside
	}
	if x.off != "" {
		return p.face.look.muted.Render(line)
	}
	return line
}

// pickerWidth is the most that a line of choices takes: on wider screens the
// details would stand too far from what they belong to.
const pickerWidth = 80

// chosen closes a screen and then does what was chosen there.
type chosen struct {
	from screen
	do   func() tea.Cmd
}

// markedItems returns the places of what is marked.
func markedItems(items []pick) []int {
	var out []int
	for i := range items {
		if items[i].on {
			out = append(out, i)
		}
	}
	return out
}

// toggle marks a choice or takes the mark away.
func toggle(items []pick, i int) { items[i].on = !items[i].on }

// Pointed returns the choice at a cell.
func (p *picker) Pointed(_, y int) (int, bool) {
	return lineOf(y, 2, p.cursor.top, p.page(), len(p.hits))
}

// Spoken says the choices.
func (p *picker) Spoken() spoken {
	s := spokenList(len(p.hits), p.spokenPick, &p.cursor.at, p.keep)
	if s.title = sentence(p.title); strings.TrimSpace(p.field.String()) != "" {
		s.title = sentence(p.title + ", what fits " + clean(p.field.String()))
	}
	if len(p.hits) == 0 {
		s.facts = []string{sentence(capital(p.nothingFits()))}
	}
	return s
}

func (p *picker) spokenPick(i int) string {
	x := &p.items[p.hits[i]]
	on := ""
	if p.mark != nil {
		on = map[bool]string{true: "marked", false: "not marked"}[x.on]
	}
	detail := clean(x.detail)
	if p.name == "palette" {
		detail = "key " + spokenKeys(detail)
	}
	if p.name == "sort" {
		detail = strings.NewReplacer(" ↓", ", downwards", " ↑", ", upwards").Replace(detail)
	}
	return joined(clean(x.label), detail, on, x.off)
}
