package serve

import (
	"sync"
	"time"
)

// Refusal is a connection or a login that was refused.
type Refusal struct {
	Door        Door
	From        string // address, or account of the Unix door
	User        string // that the client named, or ""
	Fingerprint string // SHA256:… of the last key that it offered, or ""
	Reason      string
	Skipped     int // refusals that were not told since the last one that was
}

// refusalsPerMinute keeps an attack out of the log and the database: it is recorded, not each of its attempts.
const refusalsPerMinute = 60

// refusals tells of refusals as long as there are not too many.
type refusals struct {
	tell func(Refusal)

	mu      sync.Mutex
	since   time.Time // beginning of the minute
	told    int       // in this minute
	skipped int
}

func (r *refusals) add(refusal Refusal, at time.Time) {
	r.mu.Lock()
	if at.Sub(r.since) >= time.Minute {
		r.since, r.told = at, 0
	}
	if r.told >= refusalsPerMinute {
		r.skipped++
		r.mu.Unlock()
		return
	}
	r.told++
	refusal.Skipped, r.skipped = r.skipped, 0
	r.mu.Unlock()
	r.tell(refusal)
}
