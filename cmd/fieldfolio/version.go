package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// programVersion is the version of the program: in diffs, and in databases, where it says to older
// programs which one they need. A release with another version of the schema has another one.
const programVersion = "1.1"

// versionText returns the version with what the program was built from, and by and for what.
func versionText() string {
	built, _ := debug.ReadBuildInfo()
	return versionOf(built)
}

// versionOf returns the version of a program. built is nil if nothing was recorded.
func versionOf(built *debug.BuildInfo) string {
	parts := []string{programVersion}
	if built != nil {
		parts = append(parts, builtFrom(built))
	}
	parts = append(parts, fmt.Sprintf("%s %s/%s", runtime.Version(), runtime.GOOS, runtime.GOARCH))
	return strings.Join(parts, ", ")
}

// builtFrom returns the commit that a program was built from, with its day, or the version of the
// module that was installed.
func builtFrom(built *debug.BuildInfo) string {
	of := map[string]string{}
	for _, s := range built.Settings {
		of[s.Key] = s.Value
	}
	revision := of["vcs.revision"]
	switch {
	case revision != "":
		text := "commit " + revision[:min(len(revision), 12)]
		if day, _, ok := strings.Cut(of["vcs.time"], "T"); ok {
			text += " of " + day
		}
		if of["vcs.modified"] == "true" {
			text += " with changes not committed"
		}
		return text
	case built.Main.Version != "" && built.Main.Version != "(devel)":
		return "module " + built.Main.Version
	}
	return "commit not recorded"
}
