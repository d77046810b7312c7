package guide_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fieldfolio/cmd/fieldfolio/guide"
)

// TestPages: each page has a title and lines that fit a terminal of 80 columns.
func TestPages(t *testing.T) {
	all, err := guide.Pages()
	if err != nil || len(all) == 0 {
		t.Fatalf("%d pages, %v", len(all), err)
	}
	for _, p := range all {
		if p.Title == "" || len(p.Code()) == 0 {
			t.Errorf("%s: title %q, %d lines of code", p.Name, p.Title, len(p.Code()))
		}
		for line := range strings.Lines(p.Text) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 80 {
				t.Errorf("%s: %d characters: %s", p.Name, n, line)
			}
		}
		if found, err := guide.Find(strings.ToUpper(p.Name)); err != nil || found != p {
			t.Errorf("%s is not found by its name: %v", p.Name, err)
		}
	}
	if _, err := guide.Find("shs"); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("a page that does not exist: %v", err)
	}
}
