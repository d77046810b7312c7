package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
)

// Options say how the screens are shown.
type Options struct {
	AsOf  portfolio.Date // decides planned, active and ended
	Color bool           // colour, bold and dim; without it no escape sequence for them is written
	In    io.Reader      // nil means standard input; linear mode needs one
	Out   io.Writer      // nil means standard output; linear mode needs one
	Query string         // what the portfolio shows at first

	Person string         // who edits
	Past   portfolio.Date // the earlier day of which src is the portfolio; 0: as it is now

	Theme string // one of the themes by name; empty: the one that was chosen before, or the first
	Slow  bool   // the line is slow: fewer columns, bars in ASCII; a slow round trip turns it on too
	Mouse bool   // clicks and the wheel are taken

	Mailroom  ui.Mailroom         // with other offices; nil: there is no view Sync
	Export    ui.Exporter         // nil: nothing can be exported
	Linear    bool                // lines only, see linear
	Interrupt <-chan struct{}     // ctrl+c in linear mode, which cancels what is under way before it quits
	Keys      map[string][]string // keys of actions, by their qualified names
}

// searchPace is the least time between two questions that typing a query asks.
const searchPace = 150 * time.Millisecond

// Run shows the screens until the user quits or ctx is done. It returns an
// *portfolio.Invalid if the query or the keys of the options cannot be read, or
// there is no such theme.
func Run(ctx context.Context, src ui.Source, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ctx, w := ui.WithWorks(ctx)
	o.Color = o.Color && !o.Linear // what is said has no colour
	r, err := newProgram(ctx, src, o)
	if err != nil {
		return err
	}
	if o.Linear {
		return shell.NewLinear(r, w, shell.LineStreams{In: o.In, Out: o.Out, Interrupt: o.Interrupt}).Run(ctx)
	}
	_, err = tea.NewProgram(r, programOptions(ctx, o)...).Run()
	if errors.Is(err, tea.ErrInterrupted) || errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return ctx.Err()
	}
	return err //nolint:wrapcheck // Bubble Tea's own words
}

// newProgram makes the root with all that it needs.
func newProgram(ctx context.Context, src ui.Source, o Options) (*shell.Root, error) {
	cat, err := src.Catalogue(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the catalogue: %w", err)
	}
	query, err := portfolio.ParseQuery(o.Query, cat)
	if err != nil {
		return nil, err
	}
	prefs := ui.LoadPreferences(ctx, src, o.Person, o.Past.Known())
	look, err := o.look(prefs)
	if err != nil {
		return nil, err
	}
	s := &screens{ctx: ctx, src: src, cat: cat, asOf: o.AsOf, styles: look, pace: searchPace,
		editor: edit.NewEditor(ctx, src, cat, o.Person, o.Past), ex: o.Mailroom, export: o.Export, prefs: prefs, query: query}
	r := shell.New(shell.Config{Views: s.views(), Editor: s.editor, Styles: s.styles, Color: o.Color, Remap: o.Keys,
		Reference: s.reference,
		First:     &shell.FirstSteps{Ctx: ctx, Prefs: s.prefs, Ex: o.Mailroom}, Prefs: prefs})
	r.Mouse = o.Mouse
	if !o.Linear {
		r.Held.Patience = shell.Patience
	}
	return r, r.CheckKeys()
}

// look returns the styles of the theme that is chosen, plain ones where there
// is to be no colour. A theme that was remembered and is none any more is the
// first.
func (o *Options) look(prefs *ui.Preferences) (*draw.Styles, error) {
	t, err := draw.ThemeNamed(o.Theme)
	if err != nil {
		return nil, err
	}
	if before, err := draw.ThemeNamed(prefs.Get(shell.PrefTheme)); o.Theme == "" && err == nil {
		t = before
	}
	look := &draw.Styles{Plain: o.Slow}
	if o.Color {
		look.Wear(t)
	}
	return look, nil
}

func programOptions(ctx context.Context, o Options) []tea.ProgramOption {
	opts := []tea.ProgramOption{tea.WithContext(ctx)}
	if o.In != nil {
		opts = append(opts, tea.WithInput(o.In))
	}
	if o.Out != nil {
		opts = append(opts, tea.WithOutput(o.Out))
	}
	if !o.Color {
		opts = append(opts, tea.WithColorProfile(colorprofile.NoTTY))
	}
	return opts
}
