package load_test

import (
	"context"
	"crypto/ed25519"
	"io"
	"log/slog"
	"net"
	"os"
	"runtime"
	"testing"
	"time"

	"fieldfolio/tui/serve"
	"fieldfolio/tui/serve/load"

	gossh "golang.org/x/crypto/ssh"
)

// newServer serves screens that write back a line for each key, and returns how to reach them.
func newServer(t testing.TB) load.Options {
	t.Helper()
	key, err := gossh.NewSignerFromKey(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	server, err := serve.New(serve.Config{
		HostKey: key,
		Login:   func(context.Context, gossh.PublicKey) (serve.Person, error) { return serve.Person{Name: "awa"}, nil },
		Handle: func(_ context.Context, s *serve.Session) int {
			_, _ = io.WriteString(s.Stdout, "screen")
			for b := make([]byte, 1); ; {
				if _, err := s.Stdin.Read(b); err != nil {
					return 0
				}
				_, _ = s.Stdout.Write([]byte{b[0], '!'})
			}
		},
		Limits: serve.Limits{PerAddress: 1000},
		Log:    slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Shutdown(context.Background()) })
	return load.Options{
		Dial: func(ctx context.Context) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "tcp", listener.Addr().String())
		},
		Config: &gossh.ClientConfig{
			User: "awa", Auth: []gossh.AuthMethod{gossh.PublicKeys(key)}, HostKeyCallback: gossh.FixedHostKey(key.PublicKey()),
		},
		Process: os.Getpid(),
	}
}

// TestRun: everybody types, and is answered. How many answers come before the next key, the machine decides.
func TestRun(t *testing.T) {
	o := newServer(t)
	o.Sessions, o.Keys, o.Every, o.For, o.Settle = 5, []string{"j", "k"}, 100*time.Millisecond, 500*time.Millisecond, 10*time.Millisecond
	if runtime.GOOS != "linux" {
		o.Process = 0
	}
	report, err := load.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if report.Sessions != 5 || report.Keys < 5 || report.P50 <= 0 || report.P99 < report.P50 ||
		report.Bytes > 2*int64(report.Keys) {
		t.Errorf("%+v", report)
	}
	if runtime.GOOS == "linux" && report.Use.Resident == 0 {
		t.Errorf("use: %+v", report.Use)
	}
	t.Log(report)
}

// TestBounds: a load that is not bounded is refused.
func TestBounds(t *testing.T) {
	for _, o := range []load.Options{{}, {Sessions: 501, For: 1}, {Sessions: 1, For: time.Hour}} {
		if _, err := load.Run(t.Context(), o); err == nil {
			t.Errorf("%+v was begun", o)
		}
	}
	if _, err := load.Logins(t.Context(), load.Options{}, 10001); err == nil {
		t.Error("10001 logins were begun")
	}
}

// TestLogins: goroutines and memory stay the same.
func TestLogins(t *testing.T) {
	o := newServer(t)
	if _, err := load.Logins(t.Context(), o, 20); err != nil {
		t.Fatal(err)
	}
	goroutines, heap := settled()
	if _, err := load.Logins(t.Context(), o, 100); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > goroutines+5; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines became %d", goroutines, runtime.NumGoroutine())
		}
	}
	if _, now := settled(); now > heap+1<<20 {
		t.Errorf("%d kB of memory became %d", heap>>10, now>>10)
	}
}

func settled() (goroutines int, heap uint64) {
	var stats runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return runtime.NumGoroutine(), stats.HeapAlloc
}

// BenchmarkLogin is a login with both ends in this process.
func BenchmarkLogin(b *testing.B) {
	o := newServer(b)
	before, err := load.UseOf(o.Process)
	if err != nil {
		b.Skip(err)
	}
	logins := 0
	for b.Loop() {
		if _, err := load.Logins(b.Context(), o, 1); err != nil {
			b.Fatal(err)
		}
		logins++
	}
	after, _ := load.UseOf(o.Process)
	goroutines, heap := settled()
	b.ReportMetric(float64((after.CPU-before.CPU).Microseconds())/1000/float64(logins), "cpu-ms/login")
	b.ReportMetric(float64(goroutines), "goroutines")
	b.ReportMetric(float64(heap)/1e6, "MB-heap")
}
