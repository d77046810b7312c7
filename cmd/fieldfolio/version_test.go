package main

import (
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
)

// TestVersion says what a program was built from, as far as Go recorded it.
func TestVersion(t *testing.T) {
	by := ", " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
	commit := []debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.revision", Value: "0836d7b84ddf0123456789abcdef0123456789ab"},
		{Key: "vcs.time", Value: "2026-11-29T16:32:05Z"}, {Key: "vcs.modified", Value: "false"}}
	changed := slices.Concat(commit[:3], []debug.BuildSetting{{Key: "vcs.modified", Value: "true"}})
	for want, built := range map[string]*debug.BuildInfo{
		"":                                    nil,
		", commit not recorded":               {Main: debug.Module{Version: "(devel)"}},
		", module v1.1.2":                     {Main: debug.Module{Version: "v1.1.2"}},
		", commit 0836d7b84ddf of 2026-11-29": {Main: debug.Module{Version: "v0.0.0-2026"}, Settings: commit},
		", commit 0836d7b84ddf of 2026-11-29 with changes not committed": {Settings: changed},
	} {
		if got := versionOf(built); got != programVersion+want+by {
			t.Errorf("%q, want %q", got, programVersion+want+by)
		}
	}
}
