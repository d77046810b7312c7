package sqlite_test

import (
	"os"
	"testing"
)

// made are the directories that benchmarks share.
var made []string

func mkdir() (string, error) {
	dir, err := os.MkdirTemp("", "fieldfolio")
	made = append(made, dir)
	return dir, err
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, dir := range made {
		if err := os.RemoveAll(dir); err != nil {
			code = 1
		}
	}
	os.Exit(code)
}
