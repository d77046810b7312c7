package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/cmd/fieldfolio/door"
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/fault"
)

func newLogin(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "login COMMAND",
		Short: "say who may use this database over SSH",
		Long: `Keeps the logins of the people who use this database over SSH (fieldfolio serve).
They belong to this copy and are never sent to another office.

A viewer reads. An editor also changes records, within the scope of the login's
office and as headquarters' rules of review allow, which hold changes of amounts
unless they are set otherwise (fieldfolio office rules). Anything else is held for
a coordinator, as if it had come by mail. Without an office an editor changes
records everywhere, and nothing is held. A coordinator does everything that this
copy may.`,
		Example: `  fieldfolio login add "Awa Diop" awa.pub --role editor --office roea
  fieldfolio login list
  fieldfolio login authorized-keys >> ~fieldfolio/.ssh/authorized_keys`,
		Args: noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newLoginAdd(a), newLoginList(a), newLoginRemove(a), newAuthorizedKeys(a))
	return cmd
}

func newLoginAdd(a *app) *cobra.Command {
	var role, office, email string
	cmd := &cobra.Command{
		Use:   "add PERSON [KEYFILE]",
		Short: "add a login, or change its role, office or keys",
		Long: `Adds a login of a person with the public SSH keys in KEYFILE: a file that ends in .pub,
several lines as in authorized_keys, or - for standard input. Keys are of the kind
Ed25519, which ssh-keygen -t ed25519 makes. For a person who has a login, the keys
are added to those that are there, and what a flag says is changed; --role, --office
and --email alone need no KEYFILE. A changed role ends the person's sessions.

Over SSH a coordinator adds and removes logins, too, with the keys on standard input:
ssh HOST "login add 'Ben Ode' - --role viewer" < ben.pub`,
		Example: `  fieldfolio login add "Awa Diop" awa.pub --role editor --office roea
  fieldfolio login add "Awa Diop" --email awa@example.org
  ssh-add -L | fieldfolio login add "Ben Ode" - --role viewer
  fieldfolio login add "Ben Ode" --role coordinator`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return usageError(`write fieldfolio login add "Awa Diop" awa.pub --role viewer`, "the person is missing")
			case len(args) > 2:
				return usageError("put the name between quotes", "%q is one argument too many", args[2])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			var keys []access.Key
			if len(args) == 2 {
				var err error
				if keys, err = a.keysIn(cmd.Context(), args[1]); err != nil {
					return err
				}
			}
			changed := cmd.Flags().Changed
			return a.addLogin(cmd.Context(), args[0], func(l *access.Login) {
				l.Keys = keys
				if changed("role") {
					l.Role = access.Role(role)
				}
				if changed("office") {
					l.Office = strings.ToLower(office)
				}
				if changed("email") {
					l.Email = email
				}
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&role, "role", "", "`ROLE`: viewer, editor or coordinator")
	f.StringVar(&office, "office", "", "`CODE` of the person's office in the register")
	f.StringVar(&email, "email", "", "`ADDRESS` to which exports of the screens are sent")
	a.complete(cmd, "role", fixed(string(access.Viewer), string(access.Editor), string(access.Coordinator)))
	return cmd
}

// keysIn reads the public keys in a file, or in standard input.
func (a *app) keysIn(ctx context.Context, name string) ([]access.Key, error) {
	if a.guest != nil && name != "-" {
		return nil, noFiles("login add")
	}
	in := io.Reader(stoppableReader{ctx, a.stdin})
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, &hinted{fmt.Sprintf("%s cannot be read: %s", name, durable.Reason(err).Error()),
				"name the file with the public key, which ends in .pub"}
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, door.MaxKeyFile+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(text) > door.MaxKeyFile {
		return nil, usageError("name the file that ends in .pub", "%s is too large for a file of keys", name)
	}
	keys, err := door.Keys(string(text))
	if errors.Is(err, door.ErrPrivate) {
		return nil, usageError("give the public key, in the file that ends in .pub, and show this one to nobody; nothing was changed",
			"%s is a private key", name)
	}
	return keys, wrongUsage(err)
}

// addLogin adds the login of a person, or changes it by set.
func (a *app) addLogin(ctx context.Context, person string, set func(*access.Login)) error {
	return a.writing(ctx, func(s *session, by string) error {
		l := &access.Login{Person: person}
		if known, err := s.store.Login(ctx, person); err == nil {
			l = known
		} else if !notThere(err) {
			return err
		}
		if set(l); l.Role == "" {
			return usageError("add --role viewer, editor or coordinator", "the role is missing")
		}
		changed, err := s.store.AddLogin(ctx, by, *l)
		if err != nil {
			return err
		}
		if len(changed) == 0 {
			return a.say("nothing to change: %s has this login already", l.Person)
		}
		a.done = "the login is saved"
		if l.Role == access.Editor && l.Office == "" {
			changed = append(changed, "without an office: changes everywhere")
		}
		return a.say("%s: %s", l.Person, strings.Join(changed, ", "))
	})
}

func newLoginList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "list the logins with their roles and keys",
		Long: `Lists the people who may use this database over SSH. The other formats have rows of
person, role, office, email, keys (fingerprints between blanks), added and added_by.`,
		Example: "  fieldfolio login list",
		Args:    exactly(0, "", "fieldfolio login list takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.whole(cmd.Context(), a.toCopy, func(s *session) error {
				logins, err := s.store.Logins(cmd.Context())
				if err != nil {
					return err
				}
				return a.write(func() portfolio.Table { return loginTable(logins) },
					func() portfolio.Table { return loginPage(logins) })
			})
		},
	}
}

// loginPage returns the logins for people: below the table the keys, of which nothing may be cut.
func loginPage(logins []access.Login) portfolio.Table {
	t := loginTable(logins)
	for i := range t.Columns {
		t.Columns[i].Plain = t.Columns[i].Name == "keys"
	}
	for _, l := range logins {
		for _, k := range l.Keys {
			t.Notes = append(t.Notes, fault.Remarks(k.Fingerprint+"  "+l.Person)...)
		}
	}
	return t
}

func loginTable(logins []access.Login) portfolio.Table {
	t := portfolio.Table{Name: "login", Title: portfolio.CountOf(len(logins), "login"), Columns: []portfolio.Column{
		{Name: "person", Head: "PERSON"}, {Name: "role", Head: "ROLE"}, {Name: "office", Head: "OFFICE"},
		{Name: "email", Head: "MAIL"}, {Name: "keys", Head: "KEYS"}, {Name: "added", Head: "ADDED"},
		{Name: "added_by", Head: "BY"}}}
	for _, l := range logins {
		prints := make([]string, len(l.Keys))
		for i, k := range l.Keys {
			prints[i] = k.Fingerprint
		}
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(l.Person), portfolio.Text(l.Role), portfolio.Text(l.Office),
			portfolio.Text(l.Email), portfolio.Text(strings.Join(prints, " ")), portfolio.DateOf(l.Added), portfolio.Text(l.By)})
	}
	return t
}

func newLoginRemove(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "remove PERSON",
		Short: "remove a login, and end its sessions at once",
		Long: `Removes the login of a person with its keys. The person's sessions end at once; what
was saved stays, and so do drafts. Take the lines out of authorized_keys too.`,
		Example: `  fieldfolio login remove "Awa Diop"`,
		Args:    exactly(1, "the person", "fieldfolio login list lists the persons"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.writing(cmd.Context(), func(s *session, by string) error {
				if err := a.leavesNobody(cmd.Context(), s, args[0]); err != nil {
					return err
				}
				if err := s.store.RemoveLogin(cmd.Context(), by, args[0]); err != nil {
					return err
				}
				a.done = "the login is removed"
				return a.say("removed the login of %s", oneLine(args[0]))
			})
		},
	}
}

// leavesNobody returns an error for a session that would remove its own login: nobody else may be left who could
// add it again over SSH.
func (a *app) leavesNobody(ctx context.Context, s *session, person string) error {
	if a.guest == nil {
		return nil
	}
	l, err := s.store.Login(ctx, person)
	if notThere(err) {
		return nil // removing it says so
	}
	if err != nil {
		return err
	}
	if l.Person == a.guest.login.Person {
		return &hinted{"this is your own login", "have another coordinator remove it, or whoever runs the server; nothing was changed"}
	}
	return nil
}

func newAuthorizedKeys(a *app) *cobra.Command {
	direct := false
	cmd := &cobra.Command{
		Use:   "authorized-keys",
		Short: "print the lines of authorized_keys for OpenSSH",
		Long: `Prints a line of authorized_keys for each key: who logs in with it gets fieldfolio
attach, and nothing else of this computer. Put them into the file of the user that
runs fieldfolio serve.`,
		Example: "  fieldfolio login authorized-keys > ~fieldfolio/.ssh/authorized_keys",
		Args:    exactly(0, "", "fieldfolio login authorized-keys takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.whole(cmd.Context(), a.toCopy, func(s *session) error {
				logins, err := s.store.Logins(cmd.Context())
				if err != nil {
					return err
				}
				return a.authorizedKeys(logins, direct)
			})
		},
	}
	socketFlagOf(cmd, a)
	cmd.Flags().BoolVar(&direct, "direct", false, "lines that need no server: each session is a process of its own")
	return cmd
}

func (a *app) authorizedKeys(logins []access.Login, direct bool) error {
	for _, l := range logins {
		command, err := a.attachCommand(l.Person, direct)
		if err != nil {
			return err
		}
		for _, k := range l.Keys {
			if _, err := fmt.Fprintln(a.out, door.AuthorizedKey(command, k.Text)); err != nil {
				return err //nolint:wrapcheck // finish names the output
			}
		}
	}
	return nil
}
