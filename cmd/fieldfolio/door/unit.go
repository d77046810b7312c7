package door

import (
	"cmp"
	"fmt"
	"strings"
)

// Units are the names of the units that Unit writes.
var Units = []string{"service", "socket"}

// account is the account of a server, and its group unless another one shares the database.
const account = "fieldfolio"

// Unit returns a unit of systemd for a server: its service, which runs command, given as words, or its
// socket. With the socket, systemd keeps connections waiting while the server starts again. group is the group that
// shares the database, whose members use the socket, too; empty: none does.
func Unit(name, socket, group string, command []string) string {
	mode := "0600"
	if group != "" {
		mode = "0660"
	}
	group = cmp.Or(group, account)
	if name == "socket" {
		return fmt.Sprintf(socketUnit, specifiers(socket), mode, account, specifiers(group))
	}
	quoted := make([]string, len(command))
	for i, word := range command {
		quoted[i] = unitWord(word)
	}
	return fmt.Sprintf(serviceUnit, account, specifiers(group), strings.Join(quoted, " "))
}

const socketUnit = `# /etc/systemd/system/fieldfolio.socket
[Unit]
Description=Socket of fieldfolio, for fieldfolio attach

[Socket]
ListenStream=%s
SocketMode=%s
SocketUser=%s
SocketGroup=%s

[Install]
WantedBy=sockets.target
`

const serviceUnit = `# /etc/systemd/system/fieldfolio.service
[Unit]
Description=The portfolio over SSH
Requires=fieldfolio.socket
After=network.target fieldfolio.socket

[Service]
Type=notify
User=%s
Group=%s
ExecStart=%s
Restart=on-failure
TimeoutStopSec=10
UMask=0077
NoNewPrivileges=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=full
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6

[Install]
WantedBy=multi-user.target
`

// unitWord returns a word of a command line as systemd reads it: with quotes if it needs them, and
// without specifiers and variables.
func unitWord(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-+.,/:@=", r)
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "%", "%%", "$", "$$", "\n", `\n`).Replace(word) + `"`
}

// specifiers returns a path in which a percent sign stands for itself.
func specifiers(path string) string { return strings.ReplaceAll(path, "%", "%%") }
