package door

import (
	"strings"

	"fieldfolio/tui/serve/words"
)

// AuthorizedKey returns the line of authorized_keys by which OpenSSH runs a command, given as words,
// for whoever has the key, and allows nothing else but a terminal.
func AuthorizedKey(command []string, key string) string {
	// sshd takes \" for a quote, and every other backslash as it is.
	return `restrict,pty,command="` + strings.ReplaceAll(words.Join(command), `"`, `\"`) + `" ` + key
}
