package paint

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// sizeTime is how often Windows, which has no signal for it, is asked for the size.
const sizeTime = time.Second

func (c console) sizes(done <-chan struct{}, tell func(tea.Msg)) {
	width, height, _ := c.GetSize()
	tick := time.NewTicker(sizeTime)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			w, h, err := c.GetSize()
			if err == nil && (w != width || h != height) {
				width, height = w, h
				tell(tea.WindowSizeMsg{Width: w, Height: h})
			}
		}
	}
}

// CanSuspend reports whether a shell is there that can continue a stopped program.
func CanSuspend() bool { return false }
