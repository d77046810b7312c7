package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/sqlite"
)

// visit returns a session of a role on a new database, whose view is the store itself.
func visit(t *testing.T, role access.Role, in string) (a *app, out, said *bytes.Buffer) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "f.db")
	doc, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	if err := sqlite.Create(t.Context(), path, doc, sqlite.WithDocument(document)); err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), path, sqlite.WithDocument(document))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	g := &guest{login: access.Login{Person: "Awa Diop", Role: role}, store: store, copy: store, record: func(access.EventKind, string) {}}
	out, said = &bytes.Buffer{}, &bytes.Buffer{}
	return newGuest(g, guestStreams{in: strings.NewReader(in), out: out, err: said}), out, said
}

// again returns a further session like that of an app.
func again(a *app, in string) (*app, *bytes.Buffer, *bytes.Buffer) {
	var out, said bytes.Buffer
	return newGuest(a.guest, guestStreams{in: strings.NewReader(in), out: &out, err: &said}), &out, &said
}

// eachCommand calls fn with every command below root that does something.
func eachCommand(root *cobra.Command, fn func(path []string, c *cobra.Command)) {
	for _, c := range root.Commands() {
		fn(strings.Fields(c.CommandPath())[1:], c)
		eachCommand(c, fn)
	}
}

// TestGuestCommands holds the commands of sessions against the table: no other command, and of the flags
// none that takes the name of a file.
func TestGuestCommands(t *testing.T) {
	values := []string{"DATE", "FORMAT", "NAME", "TEXT", "N", "M", "A-B", "DIM[,DIM…]", "M[,M…]", "CELL", "KIND", "ADDRESS", "CODE", "ROLE", ""}
	for _, role := range access.Roles {
		a, _, _ := visit(t, role, "")
		root := newGuestRoot(a)
		var got []string
		check := func(path []string, c *cobra.Command) {
			c.InheritedFlags()
			c.Flags().VisitAll(func(f *pflag.Flag) {
				value, _ := pflag.UnquoteUsage(f)
				if f.Value.Type() != "bool" && !slices.Contains(values, value) {
					t.Errorf("%s %v --%s takes %s", role, path, f.Name, value)
				}
			})
			for _, secret := range []string{"db", "config", "person", "group", "out"} {
				if c.Flag(secret) != nil {
					t.Errorf("%s %v has --%s", role, path, secret)
				}
			}
			if !c.HasSubCommands() {
				got = append(got, strings.Join(path, " "))
			}
		}
		check(nil, root)
		eachCommand(root, check)
		got = slices.DeleteFunc(got, func(s string) bool { return s == "" })
		want := commandsOf(role)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s has %q, want %q", role, got, want)
		}
		if n := len(newRoot(newApp(nil, nil, nil)).Commands()); n <= len(root.Commands()) {
			t.Errorf("the program has %d commands, a session %d", n, len(root.Commands()))
		}
	}
}

// hostile are words that stand for files, variables and commands elsewhere.
func hostile(canary string) []string {
	return []string{canary, "@" + canary, "file://" + canary, "../../etc/passwd", "~/canary", "$HOME", "$(cat " + canary + ")",
		"`cat " + canary + "`", "; cat " + canary, "a\nb", "a\x00b", "--db=" + canary, "--config=" + canary, "--out=" + canary,
		"--person=x", "--group=root", "-o" + canary, "--", "__complete", "__completeNoDesc", "completion"}
}

// TestGuestOpensNothing runs every command of a coordinator with hostile words in each place and for
// each flag, in a directory that is watched: none opens, makes or looks into anything there.
func TestGuestOpensNothing(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells of files that are opened")
	}
	dir := t.TempDir()
	canary := filepath.Join(dir, "canary")
	if err := os.WriteFile(canary, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	t.Setenv("HOME", dir)
	t.Setenv("FIELDFOLIO_DB", canary)
	t.Setenv("FIELDFOLIO_CONFIG", canary)
	a, _, _ := visit(t, access.Coordinator, "")
	touched := watchFiles(t, dir)
	if _, err := os.ReadFile(canary); err != nil || len(touched()) == 0 {
		t.Fatalf("the watch does not see that the canary is read: %v", err)
	}
	run := func(words []string) {
		b, out, said := again(a, "")
		b.runGuest(t.Context(), words)
		if text := out.String() + said.String(); strings.Contains(text, "secret") || strings.Contains(text, "root:") {
			t.Errorf("%q shows a file: %s", words, text)
		}
		if what := touched(); len(what) > 0 {
			t.Errorf("%q touched %q", words, what)
		}
	}
	eachCommand(newGuestRoot(a), func(path []string, c *cobra.Command) {
		for _, word := range hostile(canary) {
			run(slices.Concat(path, []string{word}))
			run(slices.Concat([]string{word}, path))
			run(slices.Concat(path, []string{"PERU08", word, word}))
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Name != "help" {
				run(slices.Concat(path, []string{"--" + f.Name + "=" + canary}))
				run(slices.Concat(path, []string{"--" + f.Name, "@" + canary, canary}))
			}
		})
	})
}

// TestGuestRoles runs what each role may, and what it may not.
func TestGuestRoles(t *testing.T) {
	edit := []string{"edit", "PERU08", "end=2013-06-30"}
	session, _, _ := visit(t, access.Viewer, "")
	for name, c := range map[string]struct {
		role      access.Role
		words     []string
		status    int
		out, said string
	}{
		"list":              {access.Viewer, []string{"list", "kind:field"}, exitDone, "PERU08", ""},
		"with the program":  {access.Viewer, []string{"fieldfolio", "list"}, exitDone, "PERU08", ""},
		"csv":               {access.Viewer, []string{"--format", "csv", "list"}, exitDone, "number,title", ""},
		"a minus":           {access.Viewer, []string{"list", "-kind:field", "--format=csv"}, exitDone, "number,title", ""},
		"help":              {access.Viewer, []string{"help", "list"}, exitDone, "QUERY", ""},
		"help of all":       {access.Viewer, []string{"--help"}, exitDone, "timeline", ""},
		"a viewer edits":    {access.Viewer, edit, exitFailed, "", "run edit; ask a coordinator"},
		"an editor edits":   {access.Editor, edit, exitDone, "PERU08 end: 31 Dec 2012 → 30 Jun 2013", ""},
		"an editor accepts": {access.Editor, []string{"sync", "accept", "x"}, exitFailed, "", "run sync accept; ask a coordinator"},
		"no such":           {access.Coordinator, []string{"backup", "x"}, exitUsage, "", `there is no command "backup" over SSH; help lists those of your role, coordinator`},
		"no such below":     {access.Coordinator, []string{"sync", "run"}, exitUsage, "", `there is no command "sync run" over SSH`},
		"completion":        {access.Viewer, []string{"__complete", "list", ""}, exitUsage, "", "there is no command"},
		"hidden completion": {access.Viewer, []string{"-x", "list", "__complete", ""}, exitDone, "No projects match", ""},
		"a database":        {access.Coordinator, []string{"list", "--db", "x"}, exitUsage, "", "there is no flag --db"},
		"a person":          {access.Coordinator, append(edit, "--person=Ben"), exitUsage, "", "there is no flag --person"},
		"a file to receive": {access.Editor, []string{"sync", "receive", "/etc/passwd"}, exitUsage, "", "has no files of the server"},
		"a mailbox":         {access.Editor, []string{"sync", "receive"}, exitUsage, "", "has no files of the server"},
		"a broken query":    {access.Viewer, []string{"list", "region:nowhere"}, exitUsage, "", "nowhere"},
	} {
		t.Run(name, func(t *testing.T) {
			g := *session.guest
			g.login.Role = c.role
			session.guest = &g
			a, out, said := again(session, "")
			status := a.runGuest(context.Background(), c.words)
			if status != c.status || !strings.Contains(out.String(), c.out) || !strings.Contains(said.String(), c.said) {
				t.Errorf("status %d\n%s%s", status, out, said)
			}
			if (c.said == "") != (said.Len() == 0) {
				t.Errorf("standard error: %s", said)
			}
		})
	}
}
