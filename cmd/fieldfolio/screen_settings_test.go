package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// screensOf returns the settings of screens that a configuration file and
// arguments of the program give.
func screensOf(t *testing.T, text string, args ...string) (screenSettings, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "c.toml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	a := newApp(strings.NewReader(""), io.Discard, io.Discard)
	if err := newRoot(a).ParseFlags(append([]string{"--config", file}, args...)); err != nil {
		return screenSettings{}, err
	}
	return a.screenSettings()
}

// TestScreenSettings takes what flags say, else what the file says.
func TestScreenSettings(t *testing.T) {
	file := "[screen]\ntheme = \"dark\"\nmouse = true\nslow = true\nlinear = true\n[keys]\nquit = [\"q\", \"ctrl+q\"]\n\"portfolio.sort\" = \"ctrl+o\"\nback = []\n"
	keys := map[string][]string{"quit": {"q", "ctrl+q"}, "portfolio.sort": {"ctrl+o"}, "back": {}}
	for name, c := range map[string]struct {
		file string
		args []string
		want screenSettings
	}{
		"nothing":  {"", nil, screenSettings{}},
		"file":     {file, nil, screenSettings{Theme: "dark", Mouse: true, Slow: true, Linear: true, Keys: keys}},
		"flags":    {"", []string{"--theme", "none", "--mouse", "--slow", "--linear", "--ascii"}, screenSettings{Theme: "none", Mouse: true, Slow: true, Linear: true, ASCII: choice{given: true, on: true}}},
		"both":     {file, []string{"--theme=light", "--mouse=false", "--slow=false"}, screenSettings{Theme: "light", Linear: true, Keys: keys}},
		"ascii":    {"[screen]\nascii = false", nil, screenSettings{ASCII: choice{given: true}}},
		"no ascii": {"[screen]\nascii = true", []string{"--ascii=false"}, screenSettings{ASCII: choice{given: true}}},
		"scope":    {"[screen]\nscope = \"region:west-africa\"", nil, screenSettings{Scope: "region:west-africa"}},
		"template": {configTemplate, nil, screenSettings{}},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := screensOf(t, c.file, c.args...); err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("%+v %v, want %+v", got, err, c.want)
			}
		})
	}
}

// TestScreenTemplate reads every setting of the template, uncommented.
func TestScreenTemplate(t *testing.T) {
	text := regexp.MustCompile(`(?m)^# (\[|"|[a-z]+ = )`).ReplaceAllString(screenTemplate, "$1")
	got, err := screensOf(t, text)
	if err != nil || got.Theme != "terminal" || got.Scope != "region:west-africa" || len(got.Keys) != 2 {
		t.Errorf("%+v %v", got, err)
	}
	for _, name := range Themes {
		if !strings.Contains(screenTemplate, `"`+name+`"`) {
			t.Errorf("the template does not name the theme %s", name)
		}
	}
}

// TestScreenSettingsRefused says where and what, with what to do.
func TestScreenSettingsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		args []string
		want string
	}{
		"theme":           {"[screen]\n\ntheme = \"dank\"", nil, `c.toml, line 3: there is no theme "dank", only terminal, light`},
		"theme's type":    {"[screen]\ntheme = 3", nil, "line 2: a theme is a name between quotes"},
		"switch's type":   {"[screen]\nmouse = \"yes\"", nil, `wrong type: line 2 (last key "screen.mouse"): string; boolean`},
		"unknown":         {"[screen]\ncolour = 1", nil, `line 2: "screen.colour" is nothing that can be set`},
		"unknown section": {"[screens]\nmouse = true", nil, `line 1: "screens" is nothing that can be set`},
		"no section":      {"screen = 3", nil, `wrong type: line 1 (last key "screen")`},
		"no keys":         {"\nkeys = \"q\"", nil, "line 2: keys is not a table"},
		"a key's type":    {"[keys]\nquit = \"q\"\n\"a.b\" = 3", nil, `line 3: this is not the name of a key, such as "ctrl+o"`},
		"an empty key":    {"[keys]\nquit = [\"q\", \"\"]", nil, "line 2: this is not the name of a key"},
		"a control":       {"[keys]\nquit = \"\\u001b\"", nil, "line 2: this is not the name of a key"},
		"a long key":      {"[keys]\nquit = \"" + strings.Repeat("x", 21) + "\"", nil, "line 2: this is not the name of a key"},
		"a key twice":     {"[keys]\nquit = [\"q\", \"q\"]", nil, `line 2: the key "q" stands twice`},
		"no quotes":       {"[keys]\nquit = \"q\"\nportfolio.sort = \"x\"", nil, "line 3: an action with a dot in its name stands between quotes"},
		"flag":            {"", []string{"--theme", "dank"}, `--theme: there is no theme "dank", only terminal`},
		"switch":          {"", []string{"--slow=perhaps"}, `--slow: "perhaps" is neither true nor false`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := screensOf(t, c.file, c.args...)
			if len(c.args) > 0 && err != nil {
				err = flagError(newRoot(newApp(nil, io.Discard, io.Discard)), err)
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || hintOf(err) == "" || errors.Is(err, os.ErrNotExist) {
				t.Errorf("%v, want %q and what to do", err, c.want)
			}
		})
	}
}

// TestKeysRefused names the file and the line of a key that is given to nothing.
func TestKeysRefused(t *testing.T) {
	_, err := screensOf(t, "[screen]\nmouse = true\n[keys]\nquit = \"q\"\n\"portfolio.srot\" = \"x\"\n")
	if err == nil || !strings.Contains(err.Error(), `.toml, line 5: keys "portfolio.srot" is not an action`) {
		t.Errorf("%v", err)
	}
}
