//go:build unix

package sqlite_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/sqlite"
)

// cpu returns the time of the processors that this process has used.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// entered returns the views of n sessions.
func entered(b *testing.B, n int) []*sqlite.Store {
	h := host(b, open(b, document(b)))
	all := make([]*sqlite.Store, n)
	for i := range all {
		all[i] = enter(b, h, fmt.Sprint(i), "Awa")
	}
	return all
}

// BenchmarkNewsOfViews is what one change costs until all other sessions have been told,
// the change itself included.
func BenchmarkNewsOfViews(b *testing.B) {
	for _, n := range []int{1, 50, 200} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			views := entered(b, n+1)
			var told sync.WaitGroup
			for _, v := range views[1:] {
				w := watch(b, v)
				go func() {
					for {
						if _, err := w.Wait(context.Background()); err != nil {
							return
						}
						told.Done()
					}
				}()
			}
			before, i := cpu(b), 0
			for b.Loop() {
				i++
				told.Add(n)
				change(b, views[0], edit("PERU08", set("title", fmt.Sprint("Title ", i))))
				told.Wait()
			}
			b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N)/1000, "cpu-ms/op")
		})
	}
}

// BenchmarkManyWriters is how long a change takes of 100 sessions that each save as fast
// as they can, while others read.
func BenchmarkManyWriters(b *testing.B) {
	const writers, readers = 100, 20
	views := entered(b, writers+readers)
	ctx, stop := context.WithCancel(context.Background())
	var reading, writing sync.WaitGroup
	for _, v := range views[writers:] {
		reading.Go(func() {
			for ctx.Err() == nil {
				if _, err := v.Project(context.Background(), "XEAU75"); err != nil {
					b.Error(err)
				}
				time.Sleep(20 * time.Millisecond)
			}
		})
	}
	var mu sync.Mutex
	var took []time.Duration
	round := 0
	for b.Loop() {
		round++
		for i, v := range views[:writers] {
			writing.Go(func() {
				begun := time.Now()
				if _, err := v.Change(context.Background(), "Awa", portfolio.Edit{Record: "PERU08",
					Fields: []portfolio.Setting{set("title", fmt.Sprintf("%d of %d", round, i))}}); err != nil {
					b.Error(err)
				}
				mu.Lock()
				took = append(took, time.Since(begun))
				mu.Unlock()
			})
		}
		writing.Wait()
	}
	stop()
	reading.Wait()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Milliseconds()), "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Milliseconds()), "p99-ms")
}
