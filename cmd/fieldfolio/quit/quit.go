// Package quit catches ctrl+\ as soon as the program runs: Go would print the
// stack of every goroutine. As it imports next to nothing, it is initialized
// before most other packages, which takes as long as a short command.
package quit

import (
	"os"
	"os/signal"
	"syscall"
)

// Pressed receives each ctrl+\; nothing if the program was started to ignore it.
var Pressed = caught()

func caught() <-chan os.Signal {
	pressed := make(chan os.Signal, 1)
	if !signal.Ignored(syscall.SIGQUIT) {
		signal.Notify(pressed, syscall.SIGQUIT)
	}
	return pressed
}
