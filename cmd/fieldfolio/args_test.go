package main

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestQueryArgs(t *testing.T) {
	root := newRoot(newApp(nil, &bytes.Buffer{}, &bytes.Buffer{}))
	for in, want := range map[string]string{
		"list -region:a kind:field --format csv": "list kind:field --format csv -- -region:a",
		"--db -x list -piracy":                   "--db -x list -- -piracy",
		"list -format csv":                       "list -format csv",
		"list -h":                                "list -h",
		"list -a -- -b":                          "list -- -a -b",
		"show -x":                                "show -x",
		"breakdown --by line -line:DRG":          "breakdown --by line -- -line:DRG",
		"__complete list -reg":                   "__complete list -reg",
	} {
		if got := queryArgs(root, strings.Fields(in)); !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%s: got %v, want %s", in, got, want)
		}
	}
}

func TestDataDir(t *testing.T) {
	env := map[string]string{"LOCALAPPDATA": "L"}
	get := func(key string) string { return env[key] }
	for system, want := range map[string]string{
		"linux": filepath.Join("h", ".local", "share"), "darwin": filepath.Join("h", "Library", "Application Support"), "windows": "L",
	} {
		if got := dataDir(system, get, "h"); got != want {
			t.Errorf("%s: %s, want %s", system, got, want)
		}
	}
	if got := dataDir("linux", get, ""); got != "" {
		t.Errorf("without a home: %s", got)
	}
}

func TestReport(t *testing.T) {
	var b bytes.Buffer
	if got := exitStatus(&b, usageError("do this", "a\nb\x1b[31m")); got != exitUsage || b.String() != "fieldfolio: a b<U+001B>[31m; do this\n" {
		t.Errorf("status %d, %q", got, b.String())
	}
}
