package mailbox

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// FuzzSettings reads anything as a configuration: what is accepted says its ways
// in one line each, and leads out and in.
func FuzzSettings(f *testing.F) {
	f.Add(Template)
	f.Add("[smtp]\nhost = \"mail.example.org\"\nuser = \"roea\"\npassword_file = \"secret\"\n[imap]\nhost = \"mail.example.org\"\nport = 993\ndays = 3\n")
	f.Add("[outgoing]\ndirectory = \"out\"\n[maildir]\ndirectory = \"/var/mail\"\n")
	f.Add("[smtp]\nhost = \"a\\r\\nb\"\nport = 99999\n")
	f.Fuzz(func(t *testing.T, text string) {
		var s Settings
		if _, err := toml.Decode(text, &s); err != nil {
			return
		}
		if err := s.Check(); err != nil {
			if what := err.Error(); what == "" || strings.ContainsAny(what, "\n\r\x1b") {
				t.Errorf("it is refused with %q", what)
			}
			return
		}
		s.Beside("dir")
		if (s.Out() == nil) != (s.WayOut() == "") || (s.In() == nil) != (s.WayIn() == "") {
			t.Errorf("mail goes out %q to %v, and comes from %q by %v", s.WayOut(), s.Out(), s.WayIn(), s.In())
		}
		if ways := s.WayOut() + s.WayIn(); strings.ContainsAny(ways, "\n\r\x1b") {
			t.Errorf("its ways are %q", ways)
		}
	})
}
