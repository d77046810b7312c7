package palette

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/picker"
	"fieldfolio/tui/remap"
	"fieldfolio/tui/ui"
)

// Entry is an entry of the palette.
type Entry struct {
	picker.Item
	Do func() tea.Cmd
}

// EntryOf returns the entry of an action of a screen, beside where it belongs.
func EntryOf(a ui.Action, of, screen string) Entry {
	return Entry{picker.Item{Label: a.Help, Detail: a.Show, Of: of, Words: a.Name + " " + synonyms[a.Name] + " " + screen,
		Beside: remap.Qualified(screen, a.Name), Name: a.Name, Off: a.Why()}, a.Do}
}

// Config is what a palette needs.
type Config struct {
	Base     context.Context               //nolint:containedctx // until the program ends
	Entries  []Entry                       // what can be done
	Lists    string                        // the view that lists projects
	Narrow   func(portfolio.Query) tea.Cmd // lists the projects that a query selects; nil: nothing does
	SearchBy func(portfolio.Key) tea.Cmd   // opens the search with the beginning of a term
	Cat      *portfolio.Catalogue
	Find     Finder
}

// New returns a palette.
func New(c Config, face draw.Frame) *picker.Screen {
	f := &finder{Config: c}
	f.all = append(append(f.all, c.Entries...), facts...)
	f.all = append(f.all, f.known()...)
	f.fixed, f.asked.Base = len(f.all), c.Base
	return picker.New(picker.Config{Screen: "palette", Title: "Do", Items: f.items(), Change: f.change, Told: f.told,
		Do: func(i int) tea.Cmd { return f.all[i].Do() }}, face)
}
