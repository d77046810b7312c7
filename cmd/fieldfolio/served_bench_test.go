//go:build linux

package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"fieldfolio/portfolio/access"
	"fieldfolio/tui/serve/attach"
	"fieldfolio/tui/serve/load"
)

// measured is what the server says of itself.
type measured struct {
	Goroutines int
	Heap       uint64 // bytes in use
}

// watchedServer is the program, which does what file 3 asks meanwhile, and answers in file 4.
func watchedServer() {
	go func() {
		answers := json.NewEncoder(os.NewFile(4, "answers"))
		for asked := bufio.NewScanner(os.NewFile(3, "questions")); asked.Scan(); {
			switch what, file, _ := strings.Cut(asked.Text(), " "); what {
			case "cpu":
				f, _ := os.Create(file)
				_ = pprof.StartCPUProfile(f)
			case "heap":
				pprof.StopCPUProfile()
				f, _ := os.Create(file)
				_ = pprof.WriteHeapProfile(f)
			}
			debug.FreeOSMemory()
			debug.FreeOSMemory() // what finalizers have let go
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			_ = answers.Encode(measured{runtime.NumGoroutine(), m.HeapInuse})
		}
	}()
	program()
}

// benched is a server in a process of its own, on a new database.
type benched struct {
	b       *testing.B
	socket  string
	process int
	ask     *os.File
	answers *json.Decoder
}

// newBenched starts a server with a login for an editor.
func newBenched(b *testing.B) *benched {
	b.Helper()
	path := newDatabase(b, access.Login{Person: "Awa", Role: access.Editor,
		Keys: []access.Key{{Text: "ssh-ed25519 AAAA", Fingerprint: "SHA256:1"}}})
	s := &benched{b: b, socket: filepath.Join(filepath.Dir(path), "s")}
	s.start(path)
	return s
}

func (s *benched) start(path string) {
	asked, ask, err := os.Pipe()
	if err != nil {
		s.b.Fatal(err)
	}
	answers, answer, err := os.Pipe()
	if err != nil {
		s.b.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Args = []string{"watchedserver", "serve", "--db", path, "--socket", s.socket}
	cmd.ExtraFiles = []*os.File{asked, answer}
	if err := cmd.Start(); err != nil {
		s.b.Fatal(err)
	}
	s.process, s.ask, s.answers = cmd.Process.Pid, ask, json.NewDecoder(answers)
	s.b.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			s.b.Errorf("the server ended: %v", err)
		}
	})
	for end := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if conn, err := net.Dial("unix", s.socket); err == nil {
			_ = conn.Close()
			return
		}
		if time.Now().After(end) {
			s.b.Fatal("the server does not begin")
		}
	}
}

// measure returns what the server uses after a garbage collection.
func (s *benched) measure(what string) (measured, load.Use) {
	s.b.Helper()
	if _, err := fmt.Fprintln(s.ask, what); err != nil {
		s.b.Fatal(err)
	}
	var m measured
	if err := s.answers.Decode(&m); err != nil {
		s.b.Fatal(err)
	}
	use, err := load.UseOf(s.process)
	if err != nil {
		s.b.Fatal(err)
	}
	return m, use
}

// notProfiled is the question in place of one for a profile.
const notProfiled = "gc"

// profiled names the file of a profile, if FIELDFOLIO_PROFILES names a folder for them.
func (s *benched) profiled(what string) string {
	if dir := os.Getenv("FIELDFOLIO_PROFILES"); dir != "" {
		return what + " " + filepath.Join(dir, strings.ReplaceAll(s.b.Name(), "/", "-")+"."+what)
	}
	return notProfiled
}

// load returns a load of so many sessions.
func (s *benched) load(sessions int) load.Options {
	return load.Options{Sessions: sessions, Process: s.process,
		Dial: func(ctx context.Context) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "unix", s.socket)
		},
		Config: &ssh.ClientConfig{User: "Awa", HostKeyCallback: ssh.InsecureIgnoreHostKey()},
	}
}

// mixed are the keys of people who look around. Escape is written as terminals write it that tell it from the
// begin of a sequence, so that nobody waits for the rest.
var mixed = strings.Split(strings.NewReplacer("down", "\x1b[B", "up", "\x1b[A", "right", "\x1b[C", "enter", "\r",
	"esc", "\x1b[27u").Replace("down down up 2 down right down 3 down up enter down esc 4 down down enter esc 5 down 1 "+
	"down enter down up esc 6 down 2 up"), " ")

// BenchmarkServed types at the real server as many people do: with -benchtime 1x, for half a minute each.
func BenchmarkServed(b *testing.B) {
	for _, sessions := range []int{1, 100, 200} {
		b.Run(fmt.Sprintf("keys/%d", sessions), func(b *testing.B) { benchTyping(b, sessions, mixed) })
	}
	b.Run("rest/200", func(b *testing.B) { benchTyping(b, 200, nil) })
	b.Run("logins", benchLogins)
	b.Run("change/50", benchChange)
}

// benchTyping measures sessions in which keys are typed, one a second, or none.
func benchTyping(b *testing.B, sessions int, keys []string) {
	for b.Loop() {
		s := newBenched(b)
		if _, err := load.Logins(b.Context(), s.load(1), 1); err != nil {
			b.Fatal(err)
		}
		_, empty := s.measure(notProfiled)
		o := s.load(sessions)
		o.Keys, o.For = keys, 30*time.Second
		var full load.Use
		var own measured
		if cpu := s.profiled("cpu"); cpu != notProfiled {
			o.Settled = func() error { s.measure(cpu); return nil }
		}
		o.Typed = func() error { own, full = s.measure(s.profiled("heap")); return nil }
		r, err := load.Run(b.Context(), o)
		if err != nil {
			b.Fatal(err)
		}
		b.Log(r)
		each := func(bytes int64) float64 { return float64(bytes) / float64(sessions) / 1e6 }
		b.ReportMetric(each(full.Resident-empty.Resident), "MB/session")
		b.ReportMetric(each(full.Peak-empty.Resident), "MB-peak/session")
		b.ReportMetric(float64(own.Goroutines)/float64(sessions), "goroutines/session")
		if keys == nil {
			b.ReportMetric(r.Use.CPU.Seconds()/r.For.Seconds(), "cores")
			continue
		}
		b.ReportMetric(float64(r.P50.Microseconds())/1000, "p50-ms")
		b.ReportMetric(float64(r.P99.Microseconds())/1000, "p99-ms")
		b.ReportMetric(float64(r.Use.CPU.Microseconds())/1000/float64(r.Keys), "cpu-ms/key")
	}
}

// benchLogins measures what a login costs, and what 2,000 of them leave behind.
func benchLogins(b *testing.B) {
	for b.Loop() {
		s := newBenched(b)
		log := func(n int) {
			if _, err := load.Logins(b.Context(), s.load(1), n); err != nil {
				b.Fatal(err)
			}
			time.Sleep(time.Second) // the last ones end
		}
		log(100)
		before, began := s.measure(s.profiled("cpu"))
		log(2000)
		after, ended := s.measure(s.profiled("heap"))
		b.ReportMetric(float64((ended.CPU-began.CPU).Microseconds())/1000/2000, "cpu-ms/login")
		b.ReportMetric(float64(after.Goroutines-before.Goroutines), "goroutines-more")
		b.ReportMetric(float64(int64(after.Heap-before.Heap))/1e6, "MB-heap-more")
		b.ReportMetric(float64(ended.Resident-began.Resident)/1e6, "MB-more")
	}
}

// benchChange measures what a change costs that one person makes while 50 sessions show each view.
func benchChange(b *testing.B) {
	for b.Loop() {
		s := newBenched(b)
		n := 0
		change := func() error {
			n++
			status, err := attach.Run(b.Context(), attach.Options{Socket: s.socket, Person: "Awa", Stdin: strings.NewReader(""),
				Stdout: new(strings.Builder), Stderr: new(strings.Builder), Command: fmt.Sprint("edit PERU08 approved=", 9_000_000*n)})
			return cmp.Or(err, silentOr(status))
		}
		if err := change(); err != nil {
			b.Fatal(err)
		}
		o := s.load(50)
		o.Keys = strings.Split("123", "") // the other views show what it leaves as it is
		told, err := load.News(b.Context(), o, 10, func() error {
			if what := s.profiled("cpu"); what != "gc" && n == 1 {
				s.measure(what)
			}
			return change()
		})
		if err != nil {
			b.Fatal(err)
		}
		s.measure(s.profiled("heap"))
		b.ReportMetric(float64(told.All.Microseconds())/1000, "ms-shown")
		b.ReportMetric(float64(told.CPU.Microseconds())/1000, "cpu-ms")
	}
}

func silentOr(status int) error {
	if status == exitDone {
		return nil
	}
	return silent(status)
}
