package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestDoubleClick starts the program as a double click on Windows does: cobra
// lets it open the screens, and the window stays only after a failure.
func TestDoubleClick(t *testing.T) {
	newRoot(newApp(nil, nil, nil))
	if cobra.MousetrapHelpText != "" {
		t.Errorf("cobra says %q", cobra.MousetrapHelpText)
	}
	for _, c := range []struct {
		status int
		said   string
		left   int // bytes of the input that nobody read
	}{{exitDone, "", 2}, {exitFailed, "Press Enter to close this window. ", 0}} {
		var said bytes.Buffer
		in := strings.NewReader("\r\n")
		keepWindow(c.status, in, &said)
		if said.String() != c.said || in.Len() != c.left {
			t.Errorf("status %d: says %q, leaves %d bytes", c.status, said.String(), in.Len())
		}
	}
}
