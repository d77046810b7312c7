package serve

import (
	"fmt"
	"net"
	"os"

	"github.com/coreos/go-systemd/v22/activation"
	"github.com/coreos/go-systemd/v22/daemon"
)

// Activated returns the listeners that systemd (or another supervisor that sets LISTEN_FDS) has opened for this
// process, or none. It may be called once: children do not inherit what says so. Closing such a listener neither
// removes its socket nor refuses anybody: connections wait in the kernel for the next server.
func Activated() ([]net.Listener, error) {
	var listeners []net.Listener
	for _, file := range activation.Files(true) {
		listener, err := net.FileListener(file)
		_ = file.Close() // the listener has its own copy
		if err != nil {
			return nil, fmt.Errorf("LISTEN_FDS: %s is not a listening socket: %w", file.Name(), err)
		}
		listeners = append(listeners, listener)
	}
	return listeners, nil
}

// NotifyReady tells systemd, if it asked, that connections are served.
func NotifyReady() error { return notify(daemon.SdNotifyReady) }

// NotifyStopping tells systemd, if it asked, that the server stops.
func NotifyStopping() error { return notify(daemon.SdNotifyStopping) }

func notify(state string) error {
	if _, err := daemon.SdNotify(false, state); err != nil {
		return fmt.Errorf("tell %s: %w", os.Getenv("NOTIFY_SOCKET"), err)
	}
	return nil
}
