// Package load is the load generator for a server of sessions: it types like many people at once, and measures how
// long each key takes to be answered and what the server uses up meanwhile. It is bounded in count and time.
//
//	report, err := load.Run(ctx, load.Options{Dial: dial, Config: config, Sessions: 100,
//		Keys: []string{"j", "k"}, For: time.Minute})
//	fmt.Println(report)
package load

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

// Bounds of a load.
const (
	MaxSessions = 500
	MaxFor      = 10 * time.Minute
	MaxLogins   = 10000
)

// quiet is the pause after which an answer is over.
const quiet = 30 * time.Millisecond

// Options is a load. Dial is called once for each session.
type Options struct {
	Dial   func(ctx context.Context) (net.Conn, error)
	Config *ssh.ClientConfig

	Sessions int           // at a time, 1 to MaxSessions
	For      time.Duration // up to MaxFor, once all sessions have their first screen
	Keys     []string      // typed in turn, the first one by the first session, and so on; none: at rest
	Every    time.Duration // between two keys of a session; 0: a second
	Settle   time.Duration // without output before the first key; 0: a second
	Process  int           // the server's process, whose use is measured; 0: none
	Settled  func() error  // called before the first key; may be nil
	Typed    func() error  // called before the sessions end; may be nil
}

// Report is what a load did.
type Report struct {
	Sessions int
	Keys     int           // typed
	Unheard  int           // of them, without any answer before the next
	P50, P99 time.Duration // from a key to the last byte of its answer
	Bytes    int64         // that all sessions were sent, without their first screen
	For      time.Duration
	Use      Use // of the server while keys were typed
}

// String returns the report in a line.
func (r Report) String() string {
	line := fmt.Sprintf("%d sessions, %d keys in %s: p50 %s, p99 %s, %d without answer, %d bytes",
		r.Sessions, r.Keys, r.For.Round(time.Millisecond), r.P50, r.P99, r.Unheard, r.Bytes)
	if r.Use == (Use{}) {
		return line
	}
	if r.Keys > 0 {
		line += fmt.Sprintf("; %s CPU per key", (r.Use.CPU / time.Duration(r.Keys)).Round(10*time.Microsecond))
	}
	return line + fmt.Sprintf("; %.3f cores, %d kB resident, at most %d kB",
		r.Use.CPU.Seconds()/r.For.Seconds(), r.Use.Resident>>10, r.Use.Peak>>10)
}

// Run opens all sessions, types until the time is over, and closes them.
func Run(ctx context.Context, o Options) (Report, error) {
	if o.Sessions < 1 || o.Sessions > MaxSessions || o.For <= 0 || o.For > MaxFor {
		return Report{}, fmt.Errorf("a load has 1 to %d sessions for up to %s", MaxSessions, MaxFor)
	}
	if o.Every == 0 {
		o.Every = time.Second
	}
	if o.Settle == 0 {
		o.Settle = time.Second
	}
	people, err := openAll(ctx, o)
	defer closeAll(people)
	if err != nil {
		return Report{}, err
	}
	settleAll(ctx, o, people)
	if o.Settled != nil {
		if err := o.Settled(); err != nil {
			return Report{}, err
		}
	}
	report, err := typeAll(ctx, o, people)
	if err == nil && o.Typed != nil {
		err = o.Typed()
	}
	return report, err
}

// settleAll waits until no session has output for a while.
func settleAll(ctx context.Context, o Options, people []*typist) {
	var all sync.WaitGroup
	for _, p := range people {
		all.Go(func() { p.settle(ctx, o.Settle) })
	}
	all.Wait()
}

func closeAll(people []*typist) {
	for _, p := range people {
		p.close()
	}
}

// openAll logs in one after another, as people do.
func openAll(ctx context.Context, o Options) ([]*typist, error) {
	var people []*typist
	for i := range o.Sessions {
		p, err := openOne(ctx, o)
		if err != nil {
			return people, fmt.Errorf("session %d: %w", i+1, err)
		}
		p.begins = i
		people = append(people, p)
	}
	return people, nil
}

func typeAll(ctx context.Context, o Options, people []*typist) (Report, error) {
	before, err := UseOf(o.Process)
	if err != nil {
		return Report{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, o.For)
	defer cancel()
	begun := time.Now()
	var all sync.WaitGroup
	for i, p := range people {
		// Spread over the time between two keys: people do not type in step.
		all.Go(func() { p.typeKeys(ctx, o, time.Duration(i)*o.Every/time.Duration(len(people))) })
	}
	all.Wait()
	report := Report{Sessions: len(people), For: time.Since(begun)}
	after, err := UseOf(o.Process)
	if err != nil {
		return report, err
	}
	report.Use = after.since(before)
	var took []time.Duration
	for _, p := range people {
		report.Keys += p.keys
		report.Bytes += p.bytes
		took = append(took, p.took...)
		if p.err != nil {
			err = errors.Join(err, p.err)
		}
	}
	report.Unheard = report.Keys - len(took)
	report.P50, report.P99 = percentile(took, 50), percentile(took, 99)
	return report, err
}

// percentile returns the smallest of the durations that p per cent do not exceed, or 0 if there are none.
func percentile(all []time.Duration, p int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[max((len(all)*p+99)/100, 1)-1]
}

// Logins logs in and out n times, one after another, and each time waits for the first byte of a session's screen. It
// returns how long one took on average.
func Logins(ctx context.Context, o Options, n int) (time.Duration, error) {
	if n < 1 || n > MaxLogins {
		return 0, fmt.Errorf("1 to %d logins can be measured", MaxLogins)
	}
	begun := time.Now()
	for i := range n {
		p, err := openOne(ctx, o)
		if err != nil {
			return 0, fmt.Errorf("login %d: %w", i+1, err)
		}
		heard := p.hears(ctx)
		p.close()
		if !heard {
			return 0, fmt.Errorf("login %d: the session ended without a screen", i+1)
		}
	}
	return time.Since(begun) / time.Duration(n), nil
}
