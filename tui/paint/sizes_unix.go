//go:build !windows

package paint

import (
	"os"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"golang.org/x/sys/unix"
)

func (c console) sizes(done <-chan struct{}, tell func(tea.Msg)) {
	changed := make(chan os.Signal, 1)
	uv.NotifyWinch(changed)
	for {
		select {
		case <-done:
			return
		case <-changed:
			if w, h, err := c.GetSize(); err == nil {
				tell(tea.WindowSizeMsg{Width: w, Height: h})
			}
		}
	}
}

// CanSuspend reports whether a shell is there that can continue a stopped program: shells with job
// control give each job a process group of its own.
func CanSuspend() bool {
	leader, err := unix.Getsid(0)
	return err == nil && unix.Getpgrp() != leader
}
