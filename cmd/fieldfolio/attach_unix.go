//go:build unix

package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
)

// becomeMosh replaces this process by mosh's server. What it runs is not the client's command any more.
func becomeMosh(args []string) error {
	path, err := exec.LookPath(args[0])
	if err != nil {
		return &hinted{args[0] + " is not installed here", "use ssh, or ask an administrator to install mosh"}
	}
	env := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "SSH_ORIGINAL_COMMAND=") })
	return syscall.Exec(path, args, env) //nolint:gosec,wrapcheck // door.Mosh has checked each argument; names the file
}
