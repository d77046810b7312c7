package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

func shown(rows int) portfolio.Table {
	t := portfolio.Table{Name: "project", Title: "Shown", Columns: []portfolio.Column{{Name: "title", Head: "TITLE"}, {Name: "approved_budget", Head: "US$", Numeric: true}}}
	for range rows {
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text("=cmd|' /C calc'!A0 and a long title that is not shortened, however long it is, for a file has room"), portfolio.Dollars(1_000_000)})
	}
	return t
}

// namesIn returns the names of the files of a directory.
func namesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestExport writes each format by its ending, into the working directory and
// below the home directory.
func TestExport(t *testing.T) {
	for name, c := range map[string]struct{ file, told, at, has string }{
		"csv":              {"a.csv", "DIR/a.csv, 245 bytes", "a.csv", "'=cmd"},
		"in capitals":      {"a.CSV", "DIR/a.CSV, ", "a.CSV", "'=cmd"},
		"blanks around it": {" b.tsv ", "DIR/b.tsv, ", "b.tsv", "'=cmd"},
		"json":             {"b.json", "DIR/b.json, ", "b.json", `"approved_budget": 1000000`},
		"toml":             {"b.toml", "DIR/b.toml, ", "b.toml", "[[project]]"},
		"markdown":         {"b.md", "DIR/b.md, ", "b.md", "1,000,000"},
		"text":             {"b.txt", "DIR/b.txt, ", "b.txt", "for a file has room  1,000,000"},
		"a directory":      {"sub/b.txt", "DIR/sub/b.txt, ", "sub/b.txt", "1,000,000"},
		"home":             {"~/b.txt", "DIR/home/b.txt, ", "home/b.txt", "1,000,000"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			for _, d := range []string{"sub", "home"} {
				if err := os.Mkdir(d, 0o700); err != nil {
					t.Fatal(err)
				}
			}
			t.Setenv("HOME", filepath.Join(dir, "home"))
			t.Setenv("USERPROFILE", filepath.Join(dir, "home"))
			told, err := screenExport{ownPlace()}.Export(t.Context(), c.file, shown(2))
			want := "Exported 2 projects to " + filepath.FromSlash(strings.Replace(c.told, "DIR", filepath.ToSlash(dir), 1))
			if err != nil || !strings.HasPrefix(told, want) {
				t.Errorf("%q %v, want %q", told, err, want)
			}
			text, err := os.ReadFile(c.at)
			if err != nil || !strings.Contains(string(text), c.has) {
				t.Errorf("%v, %q is missing in\n%s", err, c.has, text)
			}
			if left := namesIn(t, filepath.Dir(c.at)); strings.Contains(fmt.Sprint(left), "fieldfolio") {
				t.Errorf("left %v", left)
			}
		})
	}
}

// TestExportRefused says what is wrong and what to do, and leaves everything as
// it was.
func TestExportRefused(t *testing.T) {
	stopped, stop := context.WithCancel(context.Background())
	stop()
	for name, c := range map[string]struct {
		ctx              context.Context //nolint:containedctx // of one case
		file, want, hint string
	}{
		"no name":      {t.Context(), " ", "the name of the file is missing", ".csv for Excel, .tsv, .json, .toml, .md or .txt"},
		"no ending":    {t.Context(), "report", "report has no ending", ".csv"},
		"unknown":      {t.Context(), "report.xls", "no format for the ending .xls", ".csv for Excel, .tsv, .json, .toml, .md or .txt"},
		"there":        {t.Context(), "there.csv", "there.csv is there already", "another name"},
		"a link":       {t.Context(), "link.csv", "link.csv is there already", "another name"},
		"a directory":  {t.Context(), "dir.csv", "dir.csv is there already", "another name"},
		"no directory": {t.Context(), "none/a.csv", "its directory does not exist", "make the directory"},
		"in a file":    {t.Context(), "there.csv/a.csv", "cannot be written: not a directory", "where you may write"},
		"stopped":      {stopped, "a.csv", "context canceled", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if runtime.GOOS == "windows" && (name == "a link" || name == "in a file") {
				t.Skip("links need a right there, and the sentence is another")
			}
			t.Chdir(t.TempDir())
			err := errors.Join(os.WriteFile("there.csv", []byte("mine"), 0o600), os.Mkdir("dir.csv", 0o700))
			if runtime.GOOS != "windows" {
				err = errors.Join(err, os.Symlink("elsewhere", "link.csv"))
			}
			if err != nil {
				t.Fatal(err)
			}
			before := namesIn(t, ".")
			told, err := screenExport{ownPlace()}.Export(c.ctx, c.file, shown(2000))
			if err == nil || told != "" || !strings.Contains(err.Error(), c.want) || !strings.Contains(hintOf(err), c.hint) {
				t.Errorf("%q %v (%s), want %q", told, err, hintOf(err), c.want)
			}
			if after := namesIn(t, "."); fmt.Sprint(after) != fmt.Sprint(before) {
				t.Errorf("left %v of %v", after, before)
			}
			if text, err := os.ReadFile("there.csv"); err != nil || string(text) != "mine" {
				t.Errorf("%q %v", text, err)
			}
		})
	}
}

func TestSizeOf(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 999: "999 bytes", 1000: "1 kB", 12_499: "12 kB", 12_500: "13 kB", 999_499: "999 kB", 999_500: "1.0 MB", 12_345_678: "12.3 MB"} {
		if got := sizeOf(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

// What a spreadsheet opens begins with a byte order mark.
func TestExportWithMark(t *testing.T) {
	t.Chdir(t.TempDir())
	for file, marked := range map[string]bool{"a.csv": true, "a.tsv": true, "a.json": false, "a.md": false} {
		if _, err := (screenExport{ownPlace()}).Export(t.Context(), file, shown(1)); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(file); err != nil || strings.HasPrefix(string(b), "\uFEFF") != marked {
			t.Errorf("%s: %v, %q", file, err, b)
		}
	}
}

// TestFetching gives the command that fetches a file to who is logged in over SSH.
func TestFetching(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("SSH_ORIGINAL_COMMAND", "")
	p := ownPlace()
	from := login() + "@"
	for _, c := range []struct{ connection, file, want string }{
		{"", "a.csv", ""},
		{"10.0.0.9 50000 10.0.0.5 22", "a.csv", "scp " + from + "10.0.0.5:" + filepath.Join(dir, "a.csv") + " ."},
		{"10.0.0.9 50000 10.0.0.5 2222", "a.csv", "scp -P 2222 " + from + "10.0.0.5:" + filepath.Join(dir, "a.csv") + " ."},
		{"::1 50000 ::1 22", "it's 1.csv", `scp '` + from + `[::1]:` + filepath.Join(dir, `it'\''s 1.csv`) + `' .`},
	} {
		t.Setenv("SSH_CONNECTION", c.connection)
		if got := p.fetching(c.file); got != c.want && runtime.GOOS != "windows" {
			t.Errorf("%s: %s, want %s", c.connection, got, c.want)
		}
	}
	t.Setenv("SSH_ORIGINAL_COMMAND", "fieldfolio")
	if got := p.fetching("a.csv"); got != "" {
		t.Errorf("a session without a shell: %s", got)
	}
}
