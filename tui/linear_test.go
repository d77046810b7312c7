package tui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

// transcript runs linear mode over some lines and returns all that was said,
// with what was typed.
func transcript(t *testing.T, src *memory, lines ...string) string {
	t.Helper()
	o := Options{AsOf: 20110430, Person: "A. Desk", Exchange: src.ex}
	r, err := newProgram(t.Context(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	r.at = 1 // Portfolio
	var out strings.Builder
	if err := newLinear(r, strings.NewReader(strings.Join(lines, "\n")+"\n"), &out).run(context.Background()); err != nil {
		t.Fatal(err)
	}
	said := strings.Split(out.String(), "\n> ")
	for i := range min(len(said)-1, len(lines)) {
		said[i+1] = lines[i] + "\n" + said[i+1]
	}
	text := strings.Join(said, "\n> ")
	if strings.ContainsAny(text, "\x1b\r\b") {
		t.Errorf("a control character: %q", text)
	}
	return text
}

// TestLinear compares whole sessions line by line.
func TestLinear(t *testing.T) {
	for name, lines := range map[string][]string{
		"browse":   {"", "2", "back", "", "quit"},
		"search":   {"/", "programme:syldavia", "s", "quit"},
		"edit":     {"1", "5 e", "2013-06-30", "quit"},
		"form":     {"a", "1", "ABCX99", "2", "A new one", "form-save", "quit"},
		"unknown":  {"zz", "99", "e", "quit"},
		"palette":  {":", "reverse", "1", "quit"},
		"together": {"3 mark", "4 mark", "e", "last", "1", "2012-12-31", "y", "u", "quit"},
		"columns":  {"c", "9 space", "enter", "s", "1", "f", "1", "2 space", "enter", "v", "Mine", "enter", "quit"},
		"breaking": {"2", "3", "back", "m", "quit"},
	} {
		t.Run(name, func(t *testing.T) {
			compare(t, filepath.Join("linear", name), transcript(t, &memory{doc: sample()}, lines...))
		})
	}
}

func compare(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s\ngot:\n%s\nwant:\n%s", name, got, want)
	}
}

// Every action of every screen that the palette has, linear mode has by its
// name.
func TestLinearHasAllActions(t *testing.T) {
	src := &memory{doc: sample()}
	r, err := newProgram(t.Context(), src, Options{AsOf: 20110430, Person: "A. Desk"})
	if err != nil {
		t.Fatal(err)
	}
	l := newLinear(r, strings.NewReader(""), &strings.Builder{})
	l.do(t.Context(), r.Init())
	l.settle(t.Context())
	for _, s := range r.reference() {
		for _, a := range s.actions.visible() {
			if a.name == "" || a.help == "" {
				t.Errorf("%s: %+v lacks something", s.screen, a)
			}
		}
	}
	for _, a := range append(r.own(), r.keys()...) {
		if got, ok := l.action(a.name); !ok || got.name != a.name {
			t.Errorf("%s is not found", a.name)
		}
	}
}

var _ = portfolio.Query{}
