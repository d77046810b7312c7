package main

import (
	"cmp"
	"context"
	_ "embed" // the template
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/mail/charset"
	"fieldfolio/sync/mailbox"
	"fieldfolio/sync/ssh"
	"fieldfolio/tui"
	"fieldfolio/tui/draw"
)

// screenTemplate is the part of a configuration file about the screens, all in comments.
//
//go:embed screen_settings.toml
var screenTemplate string

// configTemplate is a configuration file with every setting, all in comments.
var configTemplate = mailbox.Template + "\n" + ssh.Template + "\n" + serveTemplate + "\n" +
	screenTemplate

// Themes are the names of the themes, the default first.
var Themes = draw.ThemeNames()

// screenSettings say how the screens look and which keys they have.
type screenSettings struct {
	Theme  string // name of a theme; empty: the one chosen in the screens, else the first
	Mouse  bool
	Slow   bool
	Linear bool
	ASCII  choice              // not given: as the terminal needs it
	Keys   map[string][]string // keys by the names of actions, not checked; nil if none is set
	Scope  string              // the query that all views start with, not checked; empty: not set
}

// screenFlags are the flags for the screens. The configuration file supplies those not given.
type screenFlags struct {
	theme                      themeName // empty if not given
	mouse, slow, linear, ascii choice
}

// screenSection is the part of the configuration file about the screens.
type screenSection struct {
	Theme  themeName `toml:"theme"`
	Mouse  bool      `toml:"mouse"`
	Slow   bool      `toml:"slow"`
	Linear bool      `toml:"linear"`
	Scope  string    `toml:"scope"`
	ASCII  *bool     `toml:"ascii"`
}

// screenSettings returns the settings of the screens: from the flags, else from the configuration
// file.
func (a *app) screenSettings() (screenSettings, error) {
	c, err := a.configuration()
	if err != nil {
		return screenSettings{}, err
	}
	f := &a.screen
	s := screenSettings{Theme: string(cmp.Or(f.theme, c.Screen.Theme)),
		Mouse: f.mouse.or(c.Screen.Mouse), Slow: f.slow.or(c.Screen.Slow), Linear: f.linear.or(c.Screen.Linear),
		ASCII: f.ascii,
		Scope: c.Screen.Scope}
	if c.Screen.ASCII != nil && !f.ascii.given {
		s.ASCII = choice{given: true, on: *c.Screen.ASCII}
	}
	for action, keys := range c.Keys {
		if s.Keys == nil {
			s.Keys = map[string][]string{}
		}
		s.Keys[action] = keys
	}
	var wrong *fault.Invalid
	if errors.As(tui.CheckKeys(s.Keys), &wrong) {
		return s, &hinted{c.path + c.lineOfKeys(wrong.Value) + ": " + wrong.Error(), wrong.Do}
	}
	return s, nil
}

// scopeOf returns the scope of this copy's office, after it has checked the one that the configuration
// sets.
func (a *app) scopeOf(ctx context.Context, s *session, set string) ([]string, error) {
	var wrong *fault.Invalid
	if _, err := tui.ReadScope(set, s.catalogue); errors.As(err, &wrong) {
		c, err := a.configuration()
		return nil, errors.Join(err, &hinted{c.path + ": scope: " + wrong.Error(), wrong.Do})
	}
	read := s.store.OwnOffice
	if a.guest != nil && a.guest.login.Office != "" {
		read = func(ctx context.Context) (exchange.Office, error) {
			return s.store.OfficeOf(ctx, a.guest.login.Office)
		}
	}
	office, err := read(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the register: %w", err)
	}
	return office.Scope, nil
}

// lineOfKeys returns the line of a name in the table keys.
func (c *configuration) lineOfKeys(name string) string {
	text, err := os.ReadFile(c.path)
	if err != nil {
		return ""
	}
	return lineOf(strings.ReplaceAll(string(charset.UTF8(text)), `"`, ""), name)
}

// showKeys prints every action of the screens with its keys.
func (a *app) showKeys() error {
	s, err := a.screenSettings()
	if err != nil {
		return err
	}
	t, err := tui.Keys(s.Keys)
	if err != nil {
		return err
	}
	return a.writeTable(t)
}

// themeName is the name of an existing theme.
type themeName string

func (t *themeName) UnmarshalTOML(value any) error {
	name, ok := value.(string)
	if !ok {
		return fmt.Errorf("a theme is a name between quotes, such as %q", Themes[0])
	}
	return t.Set(name)
}

func (t *themeName) Set(name string) error {
	if !slices.Contains(Themes, name) {
		return fmt.Errorf("there is no theme %q, only %s", name, strings.Join(Themes, ", "))
	}
	*t = themeName(name)
	return nil
}

func (t *themeName) String() string { return string(*t) }

// Type tells the flag parser that a value follows.
func (t *themeName) Type() string { return "name" }

// keyNames are the keys of an action, such as ctrl+o.
type keyNames []string

// maxKeyName is the maximum length of a key's name, in characters.
const maxKeyName = 20

// UnmarshalTOML accepts the name of a key, or a list of several; an empty list removes the keys of
// an action.
func (k *keyNames) UnmarshalTOML(value any) error {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	*k = keyNames{}
	for _, v := range list {
		name, ok := v.(string)
		switch {
		case !ok && isTable(v):
			return errors.New(`an action with a dot in its name stands between quotes, as in "portfolio.sort" = "ctrl+o"`)
		case !ok, name == "", utf8.RuneCountInString(name) > maxKeyName, strings.ContainsFunc(name, unicode.IsControl):
			return errors.New(`this is not the name of a key, such as "ctrl+o", and no list of names, such as ["q", "ctrl+q"]`)
		case slices.Contains(*k, name):
			return fmt.Errorf("the key %q stands twice", name)
		}
		*k = append(*k, name)
	}
	return nil
}

func isTable(v any) bool {
	_, is := v.(map[string]any)
	return is
}

// choice is a flag that is on, off or not given.
type choice struct{ given, on bool }

func (c choice) or(otherwise bool) bool {
	if c.given {
		return c.on
	}
	return otherwise
}

func (c *choice) String() string { return strconv.FormatBool(c.on) }

func (c *choice) Set(text string) error {
	on, err := strconv.ParseBool(text)
	if err != nil {
		return fmt.Errorf("%q is neither true nor false", text)
	}
	*c = choice{given: true, on: on}
	return nil
}

// Type tells the flag parser that a value is optional.
func (c *choice) Type() string { return "bool" }
