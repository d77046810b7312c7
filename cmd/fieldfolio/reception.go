package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/sync"
)

// reception takes in mails and counts what a person is needed for.
type reception struct {
	*app
	peer     *sync.Peer
	rejected string // directory
	refused  int
	held     int
}

func (a *app) reception(s *session, p *sync.Peer) *reception {
	return &reception{app: a, peer: p, rejected: filepath.Join(filepath.Dir(s.store.Path()), "rejected")}
}

// needed returns the error that says what a person is needed for, nil if for
// nothing.
func (r *reception) needed() error {
	if r.refused+r.held == 0 {
		return nil
	}
	return needed("fieldfolio sync held lists what is held; the directory rejected has the rest", "%d held, %d rejected", r.held, r.refused)
}

// take takes in one mail or text; what cannot be taken is kept under rejected.
// After nil the mail is done with.
func (r *reception) take(ctx context.Context, name string, raw []byte) error {
	found := sync.Find(string(raw))
	if len(found) == 0 {
		return r.reject(name, raw, &sync.Refused{Why: "there is no diff in it", Do: "it may have been cut; ask the office to send again"})
	}
	for _, inner := range found {
		d, err := r.peer.Read(inner)
		if err != nil {
			err = &sync.Refused{Why: "the diff cannot be read: " + plainly(err), Do: "ask the office to send again"}
		}
		var got sync.Result
		if err == nil {
			got, err = r.peer.Receive(ctx, d)
		}
		var refused *sync.Refused
		switch {
		case errors.As(err, &refused):
			err = r.reject(name, raw, refused)
		case err == nil:
			err = r.tell(got)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *reception) tell(got sync.Result) error {
	r.held += got.Held
	line := fmt.Sprintf("from %s: %s", got.From.Office, portfolio.CountOf(got.Fresh, "new change"))
	if got.Known > 0 {
		line += fmt.Sprintf(", %d known already", got.Known)
	}
	if got.Held > 0 {
		line += fmt.Sprintf(", %d held for review", got.Held)
	}
	if got.More > 0 {
		line += fmt.Sprintf("; %d more follow once this is answered", got.More)
	}
	if got.Joined {
		line += "; it has joined"
	}
	if got.Anew {
		line += "; this database was put back, so everything goes out once more and comes back"
	}
	if got.Told != "" {
		line += "; it says: " + got.Told
	}
	return r.say("%s", line)
}

// reject keeps a mail with the reason why it was not taken.
func (r *reception) reject(name string, raw []byte, why *sync.Refused) error {
	r.refused++
	if err := os.MkdirAll(r.rejected, 0o700); err != nil {
		return &hinted{"the directory rejected cannot be made: " + plainly(err), "make room, or make the directory of the database writable"}
	}
	base := filepath.Join(r.rejected, time.Now().UTC().Format("20060102T150405.000000000"))
	reason := fmt.Sprintf("%s: %s\n%s\n", filepath.Base(name), why.Error(), why.Do)
	for file, content := range map[string][]byte{base + ".eml": raw, base + ".txt": []byte(reason)} {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			return &hinted{"a mail that was not taken cannot be kept: " + plainly(err), "make room; the mail itself is where it was"}
		}
	}
	return r.say("not taken, %s: %s; %s", oneLine(filepath.Base(name)), oneLine(why.Error()), why.Do)
}
