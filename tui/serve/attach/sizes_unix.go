//go:build unix

package attach

import (
	"os"
	"os/signal"
	"syscall"
)

// follow calls resized each time the size of the terminal changes, until stop.
func follow(resized func()) (stop func()) {
	changed := make(chan os.Signal, 1)
	signal.Notify(changed, syscall.SIGWINCH)
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-changed:
				resized()
			case <-done:
				return
			}
		}
	}()
	return func() {
		signal.Stop(changed)
		close(done)
	}
}
