package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

func newSyncReceive(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "receive FILE… | DIR | -",
		Short: "take in mails with diffs",
		Long: `Takes in the diffs in files: mails as saved, an mbox, attachments, pasted text;
with - from standard input, with a directory all files in it. It does not matter
how the mail was encoded, quoted, wrapped or forwarded: the signature shows what
was read rightly. Each diff is taken whole or not at all; taking it again changes
nothing. What cannot be taken is kept in the directory rejected beside the
database, with the reason, and its sender is told in the next mail. Exit status 3
if anything waits for a person.`,
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
		r := a.reception(s, p)
		for _, name := range files {
			raw, err := a.slurp(name)
			if err != nil {
				return err
			}
			if err := r.take(ctx, name, raw); err != nil {
				return err
			}
		}
		return r.needed()
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
