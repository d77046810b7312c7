package paint

import (
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// sizeTime is how often Windows, which has no signal for it, is asked for the size.
const sizeTime = time.Second

// sizes tells each new size of a terminal.
func sizes(con uv.Console, done <-chan struct{}, tell func(tea.Msg)) {
	width, height, _ := con.GetSize()
	tick := time.NewTicker(sizeTime)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			w, h, err := con.GetSize()
			if err == nil && (w != width || h != height) {
				width, height = w, h
				tell(tea.WindowSizeMsg{Width: w, Height: h})
			}
		}
	}
}

// CanSuspend reports whether a shell is there that can continue a stopped program.
func CanSuspend() bool { return false }
