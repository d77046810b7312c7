package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/sync"
)

func newRestore(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "replace a lost or damaged database with a backup",
		Long: `Puts a copy of the backup FILE into the place of a database that is lost or
damaged. Changes that can still be read in the damaged file are taken over, and
the file itself is kept under another name. The next mails bring what the other
offices have and the backup has not.

A database that is sound and has changes is left as it is: fieldfolio undo takes
changes back, --at shows an earlier day, and --db opens the backup by itself.`,
		Example: `  fieldfolio restore fieldfolio-2011-04-30.db
  fieldfolio sync send`,
		Args: exactly(1, "the file that fieldfolio backup wrote", "write fieldfolio restore FILE"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.restore(cmd.Context(), args[0]) },
	}
}

func (a *app) restore(ctx context.Context, backup string) error {
	if backup == "" {
		return usageError("write fieldfolio restore FILE", "the name of the backup is empty")
	}
	if a.at != "" {
		return usageError("leave out --at: a backup is put back as a whole", "--at has no meaning here")
	}
	path, err := a.database()
	if err != nil {
		return err
	}
	r, err := sqlite.Restore(ctx, backup, path, a.opening()...)
	if err != nil {
		return err
	}
	done, err := (&sync.Peer{Store: r.Store, Program: programVersion, Login: a.login()}).Restore(ctx, r.Saved)
	if err != nil {
		return errors.Join(err, r.Drop())
	}
	kept, err := r.Finish()
	if err != nil {
		return fmt.Errorf("put the backup into its place: %w", err)
	}
	return a.sayRestored(&restored{done, path, backup, kept, r.Lost, len(r.Saved) == 0, loginsSaid(r)})
}

// restored is the result of restoring a database.
type restored struct {
	sync.Restored

	path, backup string
	kept         string // where the previous database was kept; empty if there was none
	lost         bool   // not all of it could be read
	nothing      bool   // not one change of it could
	logins       string // whose logins there are now; empty if there are none
}

// loginsSaid says whose logins a restored database has.
func loginsSaid(r *sqlite.Restoring) string {
	switch {
	case r.Logins == 0:
		return ""
	case r.LoginsKept:
		return portfolio.CountOf(r.Logins, "login") + " as in the file that stood there"
	}
	return portfolio.CountOf(r.Logins, "login") + " as in the backup: who was removed since it was written can log in again;\n" +
		"to see them, run fieldfolio login list"
}

func (a *app) sayRestored(r *restored) error {
	a.done = "the database is restored: " + r.path
	lines := []string{fmt.Sprintf("a copy of %s is database %s now", r.backup, r.path)}
	if r.kept != "" {
		lines = append(lines, "the file that stood there is kept as "+r.kept)
	}
	if r.Taken > 0 {
		lines = append(lines, portfolio.CountOf(r.Taken, "change")+
			" that the backup lacks could be read in it and taken over")
	}
	if r.logins != "" {
		lines = append(lines, r.logins)
	}
	if r.Office != portfolio.LocalOffice {
		lines = append(lines, "fieldfolio sync send asks the other offices for what this copy lacks")
	}
	return errors.Join(a.say("%s", strings.Join(lines, "\n")), r.missing())
}

// missing returns the error that says what a person has to do.
func (r *restored) missing() error {
	if ownerOf(keyFile(r.path)) == "" { // otherwise its owner reads it
		if _, err := readKey(r.path); err != nil {
			return err
		}
	}
	switch keyless := !keyBeside(r.path); {
	case keyless && r.Above:
		return needed(fault.Remedy{Action: fault.ReplaceRoot, Of: r.Office}.Words(commands),
			"the signing key of %s is not beside the database", r.Office)
	case keyless && r.Office != portfolio.LocalOffice:
		return needed("put "+keyFile(r.path)+" back, or ask headquarters for a new invitation",
			"the signing key of office %s is not beside the database", r.Office)
	case !r.lost:
		return nil
	}
	what := "not all of the damaged file could be read"
	if r.nothing {
		what = "no change in the damaged file could be read"
	}
	if r.Office != portfolio.LocalOffice {
		return needed("see in fieldfolio history that what this office changed since is there", "%s", what)
	}
	return needed("see in fieldfolio history what is missing; a later backup may have it", "%s", what)
}
