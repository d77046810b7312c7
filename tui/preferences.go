package tui

import (
	"context"
	"maps"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// preferenceSource keeps what a person has chosen in the screens: columns,
// orders, named views, the theme, what was explained already. It is of this copy
// alone and no change.
type preferenceSource interface {
	Preferences(ctx context.Context, person string) (map[string]string, error)
	// SetPreference remembers a choice; an empty value forgets it.
	SetPreference(ctx context.Context, person, name, value string) error
}

// exporter writes what a screen shows to a file, in the format of its ending,
// and returns a sentence on what was written.
type exporter interface {
	Export(ctx context.Context, file string, t portfolio.Table) (told string, err error)
}

// preferences are the choices of the person at the keyboard. What is chosen
// holds at once, whether or not it can be remembered.
type preferences struct {
	ctx    context.Context //nolint:containedctx // the life of the program
	src    preferenceSource
	person string
	past   bool // of the portfolio as it stood: nothing is remembered
	chosen map[string]string
}

// loadPreferences reads the choices of a person. What cannot be read is as if
// nothing had been chosen.
func loadPreferences(ctx context.Context, src preferenceSource, person string, past bool) *preferences {
	p := &preferences{ctx: ctx, src: src, person: person, past: past, chosen: map[string]string{}}
	if all, err := src.Preferences(ctx, person); err == nil {
		maps.Copy(p.chosen, all)
	}
	return p
}

// get returns a choice, empty if none was made.
func (p *preferences) get(name string) string { return p.chosen[name] }

// set makes a choice and remembers it.
func (p *preferences) set(name, value string) tea.Cmd {
	if p.chosen[name] == value {
		return nil
	}
	p.chosen[name] = value
	if p.past {
		return nil
	}
	ctx, src, person := p.ctx, p.src, p.person
	return func() tea.Msg {
		if err := src.SetPreference(ctx, person, name, value); err != nil {
			return failure("The choice holds until you quit, but could not be remembered", err)
		}
		return nil
	}
}
