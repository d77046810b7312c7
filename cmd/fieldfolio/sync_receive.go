package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/sync"
)

func newSyncReceive(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "receive FILE… | DIR | -",
		Short: "take in mails with diffs",
		Long: `Takes in the diffs in files: mails as saved, or pasted text; with - from standard
input, with a directory all files in it. Each diff is taken whole or not at all;
taking it again changes nothing. What cannot be taken is kept in the directory
rejected beside the database, with the reason. Exit status 3 if anything waits
for a person.`,
		Example: `  fieldfolio sync receive mail.eml
  fieldfolio sync receive downloads
  fieldfolio sync receive - < pasted.txt`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError("write fieldfolio sync receive FILE, a directory, or - for standard input", "the file is missing")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.receive(cmd.Context(), args) },
	}
}

// maxMail is how many bytes of a file are read.
const maxMail = 64 << 20

func (a *app) receive(ctx context.Context, names []string) error {
	files, err := filesIn(names)
	if err != nil {
		return err
	}
	return a.with(ctx, func(s *session) error {
		p, err := s.peer()
		if err != nil {
			return err
		}
		r := &reception{app: a, peer: p, rejected: filepath.Join(filepath.Dir(s.store.Path()), "rejected")}
		for _, name := range files {
			raw, err := a.slurp(name)
			if err != nil {
				return err
			}
			if err := r.take(ctx, name, raw); err != nil {
				return err
			}
		}
		if r.refused+r.held > 0 {
			return needed("fieldfolio sync held lists what is held; the directory rejected has the rest", "%d held, %d rejected", r.held, r.refused)
		}
		return nil
	})
}

// filesIn returns the files that are named, and those in directories.
func filesIn(names []string) ([]string, error) {
	var files []string
	for _, name := range names {
		info, err := os.Stat(name)
		switch {
		case name == "-":
			files = append(files, name)
		case err != nil:
			return nil, &hinted{fmt.Sprintf("%s cannot be read: %s", name, plainly(err)), "name a file that is there"}
		case !info.IsDir():
			files = append(files, name)
		default:
			entries, err := os.ReadDir(name)
			if err != nil {
				return nil, &hinted{fmt.Sprintf("%s cannot be read: %s", name, plainly(err)), "name a directory that you may read"}
			}
			for _, e := range entries {
				if e.Type().IsRegular() {
					files = append(files, filepath.Join(name, e.Name()))
				}
			}
		}
	}
	return files, nil
}

func (a *app) slurp(name string) ([]byte, error) {
	in := a.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, &hinted{fmt.Sprintf("%s cannot be read: %s", name, plainly(err)), "name a file that you may read"}
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	raw, err := io.ReadAll(io.LimitReader(in, maxMail))
	if err != nil {
		return nil, &hinted{fmt.Sprintf("%s cannot be read: %s", name, plainly(err)), "try again"}
	}
	return raw, nil
}

// reception takes in mails and counts what a person is needed for.
type reception struct {
	*app
	peer     *sync.Peer
	rejected string // directory
	refused  int
	held     int
}

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
