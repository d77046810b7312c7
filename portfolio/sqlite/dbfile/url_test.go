package dbfile

import (
	"net/url"
	"testing"
)

// TestPathsInURL writes absolute paths of Unix and of Windows as SQLite reads
// them: its host is empty, and what it opens is the path.
func TestPathsInURL(t *testing.T) {
	for path, want := range map[string]string{
		"/home/awa/f.db":            "file:/home/awa/f.db",
		"C:/Users/Awa/my data/f.db": "file:/C:/Users/Awa/my%20data/f.db",
		"//server/share/50%/f?.db":  "file:////server/share/50%25/f%3F.db",
	} {
		u := url.URL{Scheme: "file", Path: inURL(path), OmitHost: true}
		if got := u.String(); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
