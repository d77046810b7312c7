package main

import (
	"cmp"
	"fmt"
	"net"
	"path/filepath"
	"strings"
)

// writtenTo names a file that was written by its full path, and its size.
func writtenTo(file string, size int64) string {
	return fmt.Sprintf("%s, %s", oneLine(fullPath(file)), sizeOf(size))
}

// fetching returns the command that copies a file to the computer of who is logged in here over SSH;
// empty for everybody else, and for a session that runs this program in place of a shell.
func (p *place) fetching(file string) string {
	at := strings.Fields(p.env("SSH_CONNECTION")) // the other address and port, then those of this computer
	if len(at) != 4 || p.env("SSH_ORIGINAL_COMMAND") != "" {
		return ""
	}
	host, port := at[2], ""
	if ip := net.ParseIP(host); ip != nil && ip.To4() == nil {
		host = "[" + host + "]"
	}
	if at[3] != "22" {
		port = "-P " + at[3] + " "
	}
	from := oneLine(cmp.Or(p.login(), p.env("USER")) + "@" + host + ":" + fullPath(file))
	if strings.ContainsFunc(from, unsafeInShell) {
		from = "'" + strings.ReplaceAll(from, "'", `'\''`) + "'"
	}
	return "scp " + port + from + " ."
}

// unsafeInShell reports whether a shell may read a letter of a word otherwise than as it is.
func unsafeInShell(r rune) bool {
	return !strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@:/._-+=,%", r)
}

func fullPath(file string) string {
	if full, err := filepath.Abs(file); err == nil {
		return full
	}
	return file
}
