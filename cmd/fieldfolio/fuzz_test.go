package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzConfiguration reads anything as the configuration file: what is wrong is
// one sentence that names the file, with what to do.
func FuzzConfiguration(f *testing.F) {
	f.Add(configTemplate)
	f.Add("[screen]\ntheme = \"dank\"\n[keys]\nquit = [\"q\", 3]\n")
	f.Add("[smtp]\nhost = \"mail.example.org\"\n")
	f.Add("[smpt]\nhost = 3")
	f.Add("[smtp]\nhost = \n")
	f.Add("[smtp]\nport = \"x\"\n\"\\u001b\" = 1\n")
	f.Fuzz(func(t *testing.T, text string) {
		c := configuration{path: "f.toml"}
		err := c.read(text)
		if err == nil {
			return
		}
		var b strings.Builder
		exitStatus(&b, err)
		if said := b.String(); !strings.HasPrefix(said, "fieldfolio: f.toml") || hintOf(err) == "" || strings.Count(said, "\n") != 1 || strings.ContainsAny(said, "\r\x1b\x00\u009b") {
			t.Errorf("%q", said)
		}
	})
}

// FuzzKeyFiles reads anything as the two files beside a database that nobody
// else may read: a key is read from what newKey writes alone, and what is wrong
// is one sentence that does not tell the secret.
func FuzzKeyFiles(f *testing.F) {
	database := filepath.Join(f.TempDir(), "f.db")
	if _, err := newKey(database, "roea", nil); err != nil {
		f.Fatal(err)
	}
	if _, err := newIdentity(database); err != nil {
		f.Fatal(err)
	}
	for _, name := range []string{keyFile(database), identityFile(database)} {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte("AGE-SECRET-KEY-1QQQ\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		database := filepath.Join(t.TempDir(), "f.db")
		for _, name := range []string{keyFile(database), identityFile(database)} {
			if err := os.WriteFile(name, text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		key, err := readKey(database)
		quiet(t, err, text)
		if err == nil && key == nil {
			t.Error("neither a key nor why not")
		}
		identities, err := readIdentities(database)
		quiet(t, err, text)
		if err == nil && len(identities) == 0 {
			t.Error("neither an identity nor why not")
		}
	})
}

// quiet sees that an error about a file is one sentence with what to do, and
// has nothing of the file in it.
func quiet(t *testing.T, err error, text []byte) {
	t.Helper()
	var h *hinted
	switch {
	case err == nil:
	case !errors.As(err, &h) || strings.ContainsAny(err.Error(), "\n\r\x1b"):
		t.Errorf("%q", err)
	case len(text) > 30 && strings.Contains(err.Error(), strings.TrimSpace(string(text))):
		t.Errorf("it tells the secret: %q", err)
	}
}
