//go:build !windows

package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	stdsync "sync"
	"sync/atomic"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// line carries connections to a port, counts what comes back, and can be broken.
type line struct {
	listener net.Listener
	to       string
	frozen   atomic.Bool
	came     atomic.Int64 // bytes from the server

	lock  stdsync.Mutex
	conns []net.Conn
}

// open opens a line to a port, under a name that the wrapper of ssh knows.
func (s *overSSH) open(ts *testscript.TestScript, name string, port int) {
	if old := s.doors[name]; old != nil {
		_ = old.listener.Close()
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	l := &line{listener: listener, to: fmt.Sprintf("127.0.0.1:%d", port)}
	s.doors[name] = l
	go l.serve()
	ts.Defer(func() {
		_ = listener.Close()
		l.cut()
	})
	_, at, err := net.SplitHostPort(listener.Addr().String())
	ts.Check(err)
	ts.Check(os.WriteFile(filepath.Join(s.home, name+".port"), []byte(at), 0o600))
}

func (l *line) serve() {
	for {
		near, err := l.listener.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", l.to)
		if err != nil {
			_ = near.Close()
			continue
		}
		l.lock.Lock()
		l.conns = append(l.conns, near, far)
		l.lock.Unlock()
		go l.carry(far, near, nil)
		go l.carry(near, far, &l.came)
	}
}

// carry carries what comes, until one of both ends is closed.
func (l *line) carry(to, from net.Conn, count *atomic.Int64) {
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		for l.frozen.Load() {
			time.Sleep(look)
		}
		if count != nil {
			count.Add(int64(n))
		}
		if _, failed := to.Write(buf[:n]); failed != nil || err != nil {
			break
		}
	}
	_ = to.Close()
	_ = from.Close()
}

// cut breaks all connections, as routers do: neither end may say anything.
func (l *line) cut() {
	l.lock.Lock()
	defer l.lock.Unlock()
	for _, c := range l.conns {
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0)
		}
		_ = c.Close()
	}
	l.conns = nil
}

// sshCut breaks all connections: cut
func sshCut(ts *testscript.TestScript, _ bool, _ []string) {
	for _, l := range sshOf(ts).doors {
		l.cut()
	}
}

// sshFreeze carries nothing any more, until !: freeze
func sshFreeze(ts *testscript.TestScript, thaw bool, _ []string) {
	for _, l := range sshOf(ts).doors {
		l.frozen.Store(!thaw)
	}
}

// quiet waits until nothing has come for a while, and returns how much has come on all lines.
func (s *overSSH) quiet() (came int64) {
	since := time.Now()
	for time.Since(since) < 700*time.Millisecond {
		sum := int64(0)
		for _, l := range s.doors {
			sum += l.came.Load()
		}
		if sum != came {
			came, since = sum, time.Now()
		}
		time.Sleep(look)
	}
	return came
}

// sshMark begins to count what comes: mark
func sshMark(ts *testscript.TestScript, _ bool, _ []string) {
	s := sshOf(ts)
	s.marked = s.quiet()
}

// sshTraffic checks how much has come since the mark, and marks: traffic MAXIMUM
func sshTraffic(ts *testscript.TestScript, _ bool, args []string) {
	s := sshOf(ts)
	most, err := strconv.ParseInt(args[0], 10, 64)
	ts.Check(err)
	came := s.quiet()
	got := came - s.marked
	s.marked = came
	ts.Logf("%d bytes came", got)
	if got > most || got == 0 {
		ts.Fatalf("%d bytes came, more than %d", got, most)
	}
}
