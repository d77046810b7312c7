package sqlite

import "sync"

// visit is what a session has of its own.
type visit struct {
	mu      sync.Mutex
	offered map[draftOf]storedDraft // drafts of sessions that have ended, as they were offered to this one

	steps []madeStep // that it made last, the oldest first; guarded by the host's lock
}
