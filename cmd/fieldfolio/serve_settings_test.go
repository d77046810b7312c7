package main

import (
	"regexp"
	"strings"
	"testing"
)

// TestServeSettings reads the name of the server from the template, uncommented, and refuses what ssh would take for
// something else.
func TestServeSettings(t *testing.T) {
	c := configuration{path: "f.toml"}
	text := regexp.MustCompile(`(?m)^# (\[|host = )`).ReplaceAllString(serveTemplate, "$1")
	if err := c.read(text); err != nil || c.Serve.Host != "ff@hq.example.org" {
		t.Errorf("%q, %v", c.Serve.Host, err)
	}
	for _, host := range []string{"-oProxyCommand=x", "a b", ""} {
		c := configuration{path: "f.toml"}
		err := c.read("[serve]\nhost = \"" + host + "\"\n")
		if (err == nil) != (host == "") || err != nil && !strings.Contains(err.Error(), "is not a host") {
			t.Errorf("%q: %v", host, err)
		}
	}
}
