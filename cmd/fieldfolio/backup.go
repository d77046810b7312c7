package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"
)

func newBackup(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "write a complete copy of the database to one file",
		Long: `Writes a copy of the database to FILE while others may go on using it. It is a
database like any other: --db FILE opens it, and reading leaves it as it is. A
file that exists is never overwritten, and names of files that belong to the
database, such as its key, are refused.`,
		Example: `  fieldfolio backup fieldfolio-2011-04-30.db
  fieldfolio list --db fieldfolio-2011-04-30.db`,
		Args: exactly(1, "the file to write the copy to", "write fieldfolio backup FILE"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.backup(cmd.Context(), args[0]) },
	}
}

func (a *app) backup(ctx context.Context, file string) error {
	if file == "" {
		return usageError("write fieldfolio backup FILE", "the name of the file to write the copy to is empty")
	}
	return a.whole(ctx, a.toCopy, func(s *session) error {
		path := s.store.Path()
		config, _, err := a.configFile()
		if err != nil {
			return err
		}
		if err := s.store.Backup(ctx, file, keyFile(path), identityFile(path), roundFile(path), config); err != nil {
			return err
		}
		a.done = "the backup is written to " + file
		return a.sayBackup(path, file)
	})
}

// sayBackup says where the copy of a database is, and how to fetch it.
func (a *app) sayBackup(of, file string) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	scp := a.fetching(file)
	if scp == "" {
		return a.say("wrote a copy of %s to %s", of, writtenTo(file, info.Size()))
	}
	return a.say("wrote a copy of %s to %s\nto fetch it: %s", of, writtenTo(file, info.Size()), scp)
}
