package ui

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

// Exporter writes what a screen shows to a file, in the format of its ending,
// and returns a sentence on what was written.
type Exporter interface {
	Export(ctx context.Context, file string, t portfolio.Table) (told string, err error)
}

// Preferences are the choices of the person at the keyboard. What is chosen
// holds at once, whether or not it can be remembered.
type Preferences struct {
	ctx    context.Context //nolint:containedctx // the life of the program
	src    preferenceSource
	person string
	Past   bool // of the portfolio as it stood: nothing is remembered
	Chosen map[string]string
}

// LoadPreferences reads the choices of a person. What cannot be read is as if
// nothing had been chosen.
func LoadPreferences(ctx context.Context, src preferenceSource, person string, past bool) *Preferences {
	p := &Preferences{ctx: ctx, src: src, person: person, Past: past, Chosen: map[string]string{}}
	if all, err := src.Preferences(ctx, person); err == nil {
		maps.Copy(p.Chosen, all)
	}
	return p
}

// Get returns a choice, empty if none was made.
func (p *Preferences) Get(name string) string { return p.Chosen[name] }

// Set makes a choice and remembers it.
func (p *Preferences) Set(name, value string) tea.Cmd {
	if p.Chosen[name] == value {
		return nil
	}
	p.Chosen[name] = value
	if p.Past {
		return nil
	}
	ctx, src, person := p.ctx, p.src, p.person
	return func() tea.Msg {
		if err := src.SetPreference(ctx, person, name, value); err != nil {
			return Failure("The choice holds until you quit, but could not be remembered", err)
		}
		return nil
	}
}
