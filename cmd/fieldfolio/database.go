package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// database returns the path of the database: --db, else FIELDFOLIO_DB, else a file in the user's
// data directory.
func (a *app) database() (string, error) {
	if a.guest != nil {
		return "", noFiles("the database")
	}
	if a.db != "" {
		return a.db, nil
	}
	if path := a.env("FIELDFOLIO_DB"); path != "" {
		return path, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	dir := dataDir(runtime.GOOS, a.env, home)
	if dir == "" {
		return "", &hinted{"there is no home directory to keep the database in", "name a file with --db"}
	}
	return filepath.Join(dir, "fieldfolio", "fieldfolio.db"), nil
}

// dataDir returns the directory for a user's data, empty if it is unknown. An absolute
// XDG_DATA_HOME counts on every system.
func dataDir(system string, getenv func(string) string, home string) string {
	if dir := getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	if system == "windows" {
		if dir := getenv("LOCALAPPDATA"); dir != "" {
			return dir
		}
	}
	if home == "" {
		return ""
	}
	switch system {
	case "windows":
		return filepath.Join(home, "AppData", "Local")
	case "darwin":
		return filepath.Join(home, "Library", "Application Support")
	}
	return filepath.Join(home, ".local", "share")
}

// defaultDatabase describes the default of --db for help.
func defaultDatabase() string {
	return fmt.Sprintf("database `FILE` (default $FIELDFOLIO_DB, else %s in the user's data directory)",
		"fieldfolio/fieldfolio.db")
}
