//go:build !linux

package main

import "testing"

// watchFiles does not exist here.
func watchFiles(t *testing.T, _ string) func() []string {
	t.Helper()
	return func() []string { return nil }
}
