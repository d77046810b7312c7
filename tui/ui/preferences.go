package ui

import (
	"context"
	"maps"

	tea "charm.land/bubbletea/v2"
)

// preferenceSource stores a person's choices in the screens: columns, orders, named views, the
// theme, where a person was, and which explanations were shown. They stay in this copy and are not changes.
type preferenceSource interface {
	Preferences(ctx context.Context, person string) (map[string]string, error)
	// SetPreference stores a preference; an empty value deletes it.
	SetPreference(ctx context.Context, person, name, value string) error
}

// Preferences are the choices of the person at the keyboard. They apply at once, even if they
// cannot be stored.
type Preferences struct {
	ctx    context.Context //nolint:containedctx // until the program ends
	src    preferenceSource
	person string
	Past   bool // the portfolio is of a past date, or its database can only be read: nothing is stored
	Chosen map[string]string
}

// LoadPreferences reads the preferences of a person; if that fails, there are none.
func LoadPreferences(ctx context.Context, src preferenceSource, person string, past bool) *Preferences {
	p := &Preferences{ctx: ctx, src: src, person: person, Past: past, Chosen: map[string]string{}}
	if all, err := src.Preferences(ctx, person); err == nil {
		maps.Copy(p.Chosen, all)
	}
	return p
}

// Get returns a preference, empty if it is not set.
func (p *Preferences) Get(name string) string { return p.Chosen[name] }

// Set sets and stores a preference.
func (p *Preferences) Set(name, value string) tea.Cmd {
	if p.Chosen[name] == value {
		return nil
	}
	p.Chosen[name] = value
	if p.Past {
		return nil
	}
	ctx := p.ctx
	return func() tea.Msg {
		if err := p.Keep(ctx, name, value); err != nil {
			return Failure("The choice holds until you quit, but could not be remembered", err)
		}
		return nil
	}
}

// Keep stores a preference, unless nothing is stored here. It may run beside the screens, which do not see the value.
func (p *Preferences) Keep(ctx context.Context, name, value string) error {
	if p.Past {
		return nil
	}
	return p.src.SetPreference(ctx, p.person, name, value)
}
