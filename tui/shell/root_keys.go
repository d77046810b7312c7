package shell

import (
	"slices"

	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/help"
	"fieldfolio/tui/remap"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// Own returns the actions of the top screen, with the configured keys.
func (r *Root) Own() ui.KeyMap { return r.Remap.On(r.Top().Name(), r.Top().Keys()) }

// named returns actions with keys as they can be drawn.
func (r *Root) named(m ui.KeyMap) ui.KeyMap {
	if r.Styles.ASCII {
		return m.InWords()
	}
	return m
}

// footed returns those of some actions that the footer has a word for.
func (r *Root) footed(m ui.KeyMap) ui.KeyMap {
	var out ui.KeyMap
	for _, a := range m {
		if a.Foot != "" {
			out = append(out, a)
		}
	}
	return r.named(out)
}

// footedOwn returns the actions of the top screen that the footer offers: where nothing can be changed, not those that
// would. Where there are rows, searching them comes before copying them.
func (r *Root) footedOwn(own, global ui.KeyMap) ui.KeyMap {
	m := own
	if _, rows := r.Top().(ui.Pointable); rows && !leaves(own) {
		m = slices.Clone(own)
		for _, a := range global.Named("search") {
			at := slices.IndexFunc(m, func(a ui.Action) bool { return a.Name == "copy" })
			if at < 0 {
				at = len(m)
			}
			m = slices.Insert(m, at, a.Footed("search"))
		}
	}
	return slices.DeleteFunc(r.footed(m), r.barred)
}

// barred reports whether an action would change what nobody can change here, as in the portfolio of a past date, or
// for the role of the login. It is not offered: only its key, and its name in linear mode, say why.
func (r *Root) barred(a ui.Action) bool {
	why := a.Why()
	return why != "" && (why == r.Editor.Off() || why == r.frozen())
}

// frozen says why nothing can be exchanged with other offices, empty if it can.
func (r *Root) frozen() string {
	if r.Mailroom == nil {
		return ""
	}
	return r.Mailroom.Frozen()
}

// Keys returns the global actions, without keys that the top screen uses otherwise.
func (r *Root) Keys() ui.KeyMap { return r.keysBut(r.Own()) }

// keysBut returns the global actions, without keys that those of the top screen use.
func (r *Root) keysBut(own ui.KeyMap) ui.KeyMap {
	if r.Typing() != nil {
		return nil
	}
	all, stopping := r.lapsed(r.Remap.On(remap.Everywhere, r.Everywhere())), r.stopping()
	return append(stopping, all.Without(slices.Concat(own, stopping))...)
}

// roomForCommands is the width from which the footer shows the palette.
const roomForCommands = 80

func (r *Root) Everywhere() ui.KeyMap {
	commands := ""
	if r.Width >= roomForCommands {
		commands = "commands"
	}
	m := ui.KeyMap{
		{Name: "back", Keys: []string{"esc", "backspace"}, Show: "esc", Foot: r.backFoot(),
			Help: "back to where this was opened; there it clears the query, then the marks", Off: r.bottom, Do: r.back},
		r.searching(),
		{Name: "palette", Keys: []string{":"}, Show: ":", Foot: commands, Help: "everything that can be done here, by name",
			Do: r.palette},
		{Name: "help", Keys: []string{"?", "f1"}, Show: "? f1", Foot: "help", Help: "what every key does", Do: r.help},
		{Name: "quit", Keys: []string{"q", "ctrl+c"}, Show: "q ctrl+c", Foot: "quit", Help: "quit", Do: r.Quit},
		{Name: "view-next", Keys: []string{"tab"}, Show: "tab", Help: "next view",
			Do: func() tea.Cmd { return r.show(r.At + 1) }},
		{Name: "view-previous", Keys: []string{"shift+tab"}, Show: "shift+tab", Help: "previous view",
			Do: func() tea.Cmd { return r.show(r.At - 1 + len(r.Views)) }},
	}
	for i, v := range r.Views {
		n := strconv.Itoa((i + 1) % 10) // the tenth has the key 0, as on a keyboard
		m = append(m, ui.Action{Name: "view-" + strings.ToLower(v.Name), Keys: []string{n}, Show: n,
			Help: "the view " + v.Name,
			Do:   func() tea.Cmd { return r.toView(i) }})
	}
	m = append(m, r.findingAgain()...)
	m = append(m, r.wholeNotice(), r.pointing(), r.themes(), r.slowing(), r.plainSigns(), r.offices(), r.whoIsHere(),
		r.audit(), r.resuming())
	m = append(m, r.terminal()...)
	return append(m, r.revisions()...)
}

// toView shows a view; if it is the current one, its first screen.
func (r *Root) toView(i int) tea.Cmd {
	v := r.Views[i]
	switch {
	case i != r.At:
		return r.show(i)
	case len(v.Stack) == 1:
		return ui.Say(ui.Notice{Text: "this is the view " + v.Name})
	}
	r.closeOpened(v)
	return r.surfaced()
}

// closeOpened closes all screens of a view but the first.
func (r *Root) closeOpened(v *View) {
	for _, s := range v.Stack[1:] {
		delete(r.stale, s)
	}
	v.Stack = v.Stack[:1]
}

// wholeNotice is the action that shows the last notice in full, where the line has no room for it.
func (r *Root) wholeNotice() ui.Action {
	off := func() string {
		if r.last.Empty() {
			return "nothing was said yet"
		}
		return ""
	}
	return ui.Action{Name: "message", Keys: []string{"f5"}, Show: "f5", Help: "what was said last, in full", Off: off,
		Do: func() tea.Cmd {
			return ui.Open(sheet.NewText("Said last", append([]string{draw.Sentence(r.last.Text)},
				draw.NonEmpty(ui.Capital(draw.Sentence(r.last.Hint)))...), r.Face()))
		}}
}

// terminal returns the actions on the terminal itself. They work while something is typed, too.
func (r *Root) terminal() ui.KeyMap {
	shell := func() string {
		if !r.Suspends {
			return "this session has no shell to go back to; " + r.firstKey("quit") + " quits"
		}
		return ""
	}
	return ui.KeyMap{
		{Name: "repaint", Keys: []string{"ctrl+l"}, Show: "ctrl+l", Help: "draw the screen again",
			Do: func() tea.Cmd { return tea.ClearScreen }},
		{Name: "suspend", Keys: []string{"ctrl+z"}, Show: "ctrl+z", Help: "stop, and go back to the shell; fg continues",
			Off: shell, Do: func() tea.Cmd { return tea.Suspend }},
	}
}

// leaves reports whether esc leaves something that is open on the screen on top, which comes first.
func (r *Root) leaves() bool { return leaves(r.Own()) }

func leaves(own ui.KeyMap) bool {
	_, ok := own.Find("esc")
	return ok
}

// nested reports whether the screen on top lies over another one.
func (r *Root) nested() bool { return len(r.Views[r.At].Stack) > 1 }

// bottom says that there is nothing to close or to clear.
func (r *Root) bottom() string {
	if !r.nested() && r.clearing().Said == "" {
		return "Nothing to close; q quits"
	}
	return ""
}

// clearing returns what esc clears on the screen on top.
func (r *Root) clearing() ui.Clearing {
	if len(r.Views[r.At].Stack) == 0 {
		return ui.Clearing{}
	}
	if c, ok := r.Top().(ui.Clearable); ok {
		return c.Clears()
	}
	return ui.Clearing{}
}

func (r *Root) backFoot() string {
	switch {
	case r.nested():
		return "back"
	case r.clearing().Said != "":
		return "clear"
	}
	return ""
}

// back closes the screen on top, or says what it clears there.
func (r *Root) back() tea.Cmd {
	if r.nested() {
		return ui.CloseScreen
	}
	c := r.clearing()
	r.Status = ui.Notice{Text: c.Said}
	return c.Do()
}

func (r *Root) help() tea.Cmd {
	if _, ok := r.Top().(*help.Page); ok {
		return ui.CloseScreen
	}
	return ui.Open(help.New(r.named(slices.DeleteFunc(r.Own(), r.barred)), r.named(r.Keys()), r.Codes, r.Face()))
}

// Face returns the whole terminal to draw in.
func (r *Root) Face() draw.Frame {
	return draw.Frame{Measure: r.Measure, Styles: r.Styles, Width: r.Width, Height: r.Height}
}

// searches says which key searches here, empty if none does.
func (r *Root) searches() string {
	if k := r.firstKey("search"); k != "search" && r.whyNoSearch() == "" {
		return k + " searches"
	}
	return ""
}

// Unknown says that a key does nothing here, and where it does something.
func (r *Root) Unknown(key string) ui.Notice {
	search := r.searches()
	if search != "" {
		search += "; "
	}
	n := ui.Notice{Text: draw.Clean(key) + " does nothing here",
		Hint: search + r.firstKey("help") + " shows the keys, " + r.firstKey("palette") + " all that can be done"}
	here, known := r.Top().Name(), r.Known()
	for _, s := range known {
		if _, ok := s.Actions.Find(key); ok && s.Screen == here {
			n.Hint = "what is open takes other keys; esc leaves it"
			return n
		}
	}
	for _, s := range known {
		if a, ok := s.Actions.Find(key); ok && s.Screen != remap.Everywhere && a.Do != nil {
			n.Hint = search + "in " + s.Screen + " it is: " + a.Help
			break
		}
	}
	return n
}

// firstKey returns the first key of an action, its name if it has none here.
func (r *Root) firstKey(name string) string {
	for _, a := range append(r.Keys(), r.Own()...).Named(name) {
		if len(a.Keys) > 0 {
			return a.Keys[0]
		}
	}
	return name
}

// CheckKeys checks the configured keys. It returns a *fault.Invalid as remap.Keys.Check does.
func (r *Root) CheckKeys() error {
	if len(r.Remap) == 0 {
		return nil
	}
	return r.Remap.Check(r.Sections())
}

// Sections returns the global actions, then those of every screen. Of several screens with the same
// name it takes the actions of the first.
func (r *Root) Sections() []remap.Section {
	all := []remap.Section{{Screen: remap.Everywhere, Actions: r.Everywhere()},
		{Screen: (*find)(nil).Name(), Actions: (&find{}).Keys()}}
	for _, s := range r.Reference() {
		i := slices.IndexFunc(all, func(x remap.Section) bool { return x.Screen == s.Screen })
		switch {
		case i < 0:
			all = append(all, s)
		case s.First:
			all[i].View, all[i].First = s.View, true
		}
	}
	return all
}
