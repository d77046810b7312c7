package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio/durable"
	"fieldfolio/sync/mailbox"
)

func newSyncReceive(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "receive [FILE… | DIR | -]",
		Short: "take in mails with diffs",
		Long: `Takes in the diffs in files: mails as saved, an mbox, attachments, pasted text;
with - from standard input, with a directory all files in it, also of a maildir.
Without a name it fetches from the mailbox of the configuration (fieldfolio
config), where mail without a diff stays unread. It does not matter how the mail
was encoded, quoted, wrapped or forwarded: the signature shows what was read
rightly. Each diff is taken whole or not at all; taking it again changes
nothing. What cannot be taken is kept in the directory rejected beside the
database, with the reason, for half a year or while there is room (100 MB, 5,000
mails), and its sender is told in the next mail; other files of a directory are
left as they are. Exit status 3 if anything waits for a person.`,
		Example: `  fieldfolio sync receive mail.eml
  fieldfolio sync receive downloads
  fieldfolio sync receive - < pasted.txt`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && a.guest == nil {
				return a.fetch(cmd.Context())
			}
			return a.receive(cmd.Context(), args)
		},
	}
}

// fetch receives the mailbox.
func (a *app) fetch(ctx context.Context) error {
	c, err := a.configuration()
	if err != nil {
		return err
	}
	if c.In() == nil {
		return usageError("name a file, a directory, or - for standard input; or say in the configuration where the mailbox is: fieldfolio config --init", "the file is missing")
	}
	return a.exchanging(ctx, func(s *session) error {
		p, err := s.peer()
		if err != nil {
			return err
		}
		r := a.reception(s, p)
		return a.received(&r.Reception, r.fetch(ctx, &c))
	})
}

func (a *app) receive(ctx context.Context, names []string) error {
	files, err := a.filesIn(names)
	if err != nil {
		return err
	}
	a.signed = true
	return a.exchanging(ctx, func(s *session) error {
		p, err := s.peer()
		if err != nil {
			return err
		}
		r := a.reception(s, p)
		return a.received(&r.Reception, r.takeFiles(ctx, files))
	})
}

// source is a file to receive.
type source struct {
	name  string // - for standard input
	among bool   // found in a directory, where it may be anything
}

// filesIn returns the named files, and those in named directories. A guest has standard input alone.
func (p *place) filesIn(names []string) ([]source, error) {
	if p.guest != nil {
		if !slices.Equal(names, []string{"-"}) {
			return nil, noFiles("sync receive")
		}
		return []source{{name: "-"}}, nil
	}
	var files []source
	for _, name := range names {
		info, err := os.Stat(name)
		switch {
		case name == "-":
			files = append(files, source{name: name})
		case name == "":
			return nil, usageError("write the name of a file or a directory, or - for standard input", "a name is empty")
		case err != nil:
			return nil, &hinted{fmt.Sprintf("%s cannot be read: %s", name, durable.Reason(err).Error()),
				"name a file that is there"}
		case !info.IsDir():
			files = append(files, source{name: name})
		default:
			inside, err := filesOf(name)
			if err != nil {
				return nil, err
			}
			for _, f := range inside {
				files = append(files, source{f, true})
			}
		}
	}
	return files, nil
}

// filesOf returns the files of a directory; of a maildir, those in new and cur.
func filesOf(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, &hinted{fmt.Sprintf("%s cannot be read: %s", dir, durable.Reason(err).Error()),
			"name a directory that you may read"}
	}
	var files []string
	for _, e := range entries {
		switch name := filepath.Join(dir, e.Name()); {
		case e.Type().IsRegular():
			files = append(files, name)
		case e.IsDir() && (e.Name() == "new" || e.Name() == "cur"):
			inside, err := filesOf(name)
			if err != nil {
				inside = []string{name} // reading it says why, and the others are read
			}
			files = append(files, inside...)
		}
	}
	return files, nil
}

func slurp(name string, in io.Reader) ([]byte, error) {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, &hinted{fmt.Sprintf("%s cannot be read: %s", name, durable.Reason(err).Error()),
				"name a file that you may read"}
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	raw, err := io.ReadAll(io.LimitReader(in, mailbox.MaxSize+1))
	if err != nil {
		return nil, &hinted{fmt.Sprintf("%s cannot be read: %s", name, durable.Reason(err).Error()), "try again"}
	}
	if len(raw) > mailbox.MaxSize {
		return nil, &hinted{fmt.Sprintf("%s is larger than %d MB", name, mailbox.MaxSize>>20),
			"divide it into several, such as an mbox into mails; nothing of it was taken"}
	}
	return raw, nil
}
