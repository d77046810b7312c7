package main

import (
	"context"
	"errors"
	"io/fs"

	"github.com/spf13/cobra"

	"fieldfolio/cmd/fieldfolio/share"
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite"
)

func newShare(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "share [--group NAME]",
		Short: "let the members of a Unix group use this database",
		Long: `Lets several people on one machine use one database, each under a login of their
own, which history shows. The database has to be in a directory of its own,
such as /srv/fieldfolio. The directory gets the group and the mode 2770, and the
database and what belongs to it the mode 660. What anybody makes there later,
such as journals, copies, mails and exports, the whole group can use, whatever
the umask of who makes it. Keep nothing there that the group is not to change.

Only the owner of a file can share it. Without --group this shares files of yours
again that were copied there by hand, and names those that others have to share;
fieldfolio check names them too. Where a database is made, --group shares it from
the beginning: fieldfolio --group NAME, office init, sync join.

The keys of an office are not shared: who has copied a key can sign as the office
for ever, also after leaving it. They belong to the person who ran office init or
sync join. That person sends and decrypts mail, and at headquarters takes it in
and rules on changes; the password file of the mail server is that person's too.
All others edit, look, export, back up and restore. Their changes go out with the
next mail; so that mail flows when that person is away, have cron run fieldfolio
sync run under that login. To hand over, root gives the key files to another
user: chown ben fieldfolio.db.key fieldfolio.db.age.

Not available on Windows.`,
		Example: `  fieldfolio share --db /srv/fieldfolio/f.db --group field
  fieldfolio --db /srv/fieldfolio/f.db --group field
  fieldfolio share --db /srv/fieldfolio/f.db`,
		Args: exactly(0, "", "fieldfolio share takes no arguments; --group names a group, --db another database"),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.share(cmd.Context()) },
	}
	groupFlagOf(cmd, a)
	return cmd
}

// groupFlagOf adds the flag with the group that is to use a database.
func groupFlagOf(cmd *cobra.Command, a *app) {
	cmd.Flags().StringVar(&a.group, "group", "",
		"`NAME` of the Unix group whose members are to use the database, see fieldfolio share")
}

func (a *app) share(ctx context.Context) error {
	err := a.whole(ctx, a.toCopy, func(s *session) error { return a.shareWith(s.store.Path()) })
	if path, known := a.database(); known == nil && errors.Is(err, fs.ErrPermission) {
		return a.shareWith(path) // says who can share it
	}
	return err
}

// shareWith shares a database with the group of --group, or else with the one that shares it already.
func (a *app) shareWith(path string) (err error) {
	group, left := a.group, []*share.Error(nil)
	if group == "" {
		group, left, err = share.Again(path)
	} else {
		left, err = share.With(path, group)
	}
	if err != nil {
		return err
	}
	a.done = "the database is shared"
	if err := a.say("the group %s shares %s", group, path); err != nil {
		return err
	}
	if holder := ownerOf(keyFile(path)); holder != "" {
		err = a.say("%s holds the signing key, and sends the mail", holder)
	} else if keyBeside(path) {
		err = a.say("the signing key stays yours: nobody else can sign as this office")
	}
	if err != nil {
		return err
	}
	return a.closedFiles(left)
}

// closedFiles names the files that a group cannot use: those of the user who runs this would have
// been shared.
func (a *app) closedFiles(all []*share.Error) error {
	if len(all) == 0 {
		return nil
	}
	for _, e := range all {
		if err := a.say("%s; %s", e, e.Do); err != nil {
			return err
		}
	}
	return needed("ask their owners to run fieldfolio share", "the group cannot use %s of the database",
		portfolio.CountOf(len(all), "file"))
}

// explained explains why a database cannot be used, or only read, by a user whom a group keeps out.
func explained(path string, err error) error {
	var file *sqlite.FileError
	if !errors.As(err, &file) || !errors.Is(err, fs.ErrPermission) && !errors.Is(err, sqlite.ErrReadOnly) {
		return err
	}
	if why, do := share.Barrier(path); why != "" {
		file.Why, file.Do = why, fault.Remedy{Text: do}
	}
	return err
}
