package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/ui"
)

// TestToType says in a session what the person can type there, and tells apart what only the server can do.
func TestToType(t *testing.T) {
	at := reached{name: "ff@hq.example.org"}
	for said, want := range map[string]string{
		"fieldfolio history PERU08": "ssh ff@hq.example.org history PERU08",
		"fieldfolio sync held lists them, fieldfolio sync accept CHANGE": "ssh ff@hq.example.org sync held lists them, " +
			"ssh ff@hq.example.org sync accept CHANGE",
		"fieldfolio list --help lists the flags":           "ssh ff@hq.example.org list --help lists the flags",
		"fieldfolio --help lists the commands":             "ssh ff@hq.example.org help lists the commands",
		"run fieldfolio check --rebuild instead":           "run fieldfolio check --rebuild instead (at the server)",
		"name another file with --db":                      "name another file with --db (at the server)",
		"there is no flag --db":                            "there is no flag --db",
		"headquarters settles it with fieldfolio office x": "headquarters settles it with fieldfolio office x",
		"the fieldfolio synchronizes":                      "the fieldfolio synchronizes",
		"fieldfolio: note: listed":                         "fieldfolio: note: listed",
	} {
		if got := at.toType(said); got != want {
			t.Errorf("%q becomes %q, want %q", said, got, want)
		}
	}
	for action, text := range at.wordsOf(commands) {
		for _, c := range guestCommands {
			if strings.Contains(text, "fieldfolio "+c.name+" ") {
				t.Errorf("action %d: %q names %s as at the server", action, text, c.name)
			}
		}
	}
	if text := at.wordsOf(ui.Remedies)[fault.DismissAside]; !strings.Contains(text, "run ssh ff@hq.example.org sync dismiss CHANGE") {
		t.Errorf("the screens say %q", text)
	}
}

// TestGuestRemedies has a session name commands that can be typed there, in each place where there are remedies.
func TestGuestRemedies(t *testing.T) {
	a, _, _ := visit(t, access.Coordinator, "")
	a.guest.at = reached{name: "hq"}
	for words, want := range map[string]string{
		"show":               "ssh hq list lists the numbers",
		"undo x":             "ssh hq history lists them",
		"list --frmat=csv":   "did you mean --format?",
		"list --elsewhere=x": "ssh hq list --help lists the flags",
		"note PERU08":        "write ssh hq note LBRU97",
		"edit PERU08 nd=x":   "did you mean end or kind?",
		"sync reject":        "ssh hq sync held lists them",
	} {
		b, _, said := again(a, "")
		b.runGuest(t.Context(), strings.Fields(words))
		if got := said.String(); !strings.Contains(got, want) || strings.Contains(strings.TrimPrefix(got, "fieldfolio: "), "fieldfolio ") {
			t.Errorf("%s: %s, want %q", words, got, want)
		}
	}
	b, out, _ := again(a, "")
	b.runGuest(t.Context(), []string{"breakdown", "--by", "region,line,year"})
	if text := strings.Join(strings.Fields(out.String()), " "); !strings.Contains(text, "has the cents") || strings.Contains(text, "fieldfolio") {
		t.Errorf("a table says %s", text)
	}
}

// TestGuestFlagsNear mistypes each flag of the program with each command: only flags that the session has are
// suggested.
func TestGuestFlagsNear(t *testing.T) {
	a, _, _ := visit(t, access.Coordinator, "")
	var flags []string
	all := newRoot(newApp(nil, nil, nil))
	add := func(f *pflag.Flag) { flags = append(flags, f.Name) }
	all.PersistentFlags().VisitAll(add)
	all.Flags().VisitAll(add)
	check := func(path []string, has []string) {
		has = append(has, "--help", "--version")
		for _, name := range flags {
			for _, typed := range []string{name + "x", name[1:], name[:1] + "x" + name[1:]} {
				b, _, said := again(a, "")
				b.runGuest(t.Context(), append(slices.Clone(path), "--"+typed+"=2011-01-01"))
				_, near, _ := strings.Cut(said.String(), "did you mean ")
				if near == "" {
					near, _, _ = strings.Cut(said.String(), " lists the flags") // that is where they all are
					if !strings.HasSuffix(near, "--help") && !strings.HasSuffix(near, " help") {
						t.Errorf("%v --%s: %s", path, typed, said)
					}
					continue
				}
				for _, word := range strings.FieldsFunc(near, func(r rune) bool { return strings.ContainsRune(" ,?\n", r) }) {
					if word != "or" && !slices.Contains(has, word) {
						t.Errorf("%v --%s: %s", path, typed, said)
					}
				}
			}
		}
	}
	root := newGuestRoot(a)
	check(nil, flagNames(root))
	eachCommand(root, func(path []string, c *cobra.Command) {
		if !c.HasSubCommands() {
			check(path, flagNames(c))
		}
	})
}
