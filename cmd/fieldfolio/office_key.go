package main

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/portfolio/sqlite/dbfile"
	"fieldfolio/sync"
	"fieldfolio/sync/wire"
)

func newOfficeInit(a *app) *cobra.Command {
	email := ""
	var succeeds earlier
	cmd := &cobra.Command{
		Use:   "init CODE",
		Short: "make this database headquarters",
		Long: `Makes this database headquarters, with its own entry in the register and a signing
key in a file beside the database. Keep that file safe and apart: it is in no
backup of the database, and every office trusts it.

If headquarters has lost its database and has no backup, run this with the same
code on a new one. With the key file beside it, the mails of the offices bring the
register and all that they have: the third mail of an office that stays without an
answer says who it is; earlier ones are rejected. Do not add the offices again. If
the key is lost too, use --succeeds with the fingerprint that fieldfolio sync
status shows at an office; each office then confirms the new fingerprint:
fieldfolio sync confirm. If you have left --succeeds out, fieldfolio office rekey
takes it.`,
		Example: `  fieldfolio office init hq --email hq@example.org
  fieldfolio office init hq --email hq@example.org \
      --succeeds 4k2p-9xqz-m0f1-aa77`,
		Args: exactly(1, "the code of headquarters", officeHint),
		RunE: func(cmd *cobra.Command, args []string) error {
			code := strings.ToLower(args[0])
			if email == "" {
				return usageError("write fieldfolio office init "+args[0]+" --email ADDRESS",
					"the address to which offices send is missing")
			}
			if err := sync.CanFound(code, email); err != nil {
				return err
			}
			return a.found(cmd.Context(), sync.Founding{Code: code, Email: email, Succeeds: succeeds.Roots})
		},
	}
	groupFlagOf(cmd, a)
	cmd.Flags().StringVar(&email, "email", "", "`ADDRESS` to which offices send")
	cmd.Flags().Var(&succeeds, "succeeds",
		"`FINGERPRINT` of the headquarters whose key and database are lost, in place of which this one is")
	return cmd
}

// found makes the database headquarters. A key that cannot be its own is found before a database is
// made.
func (a *app) found(ctx context.Context, f sync.Founding) error {
	a.founds = true
	make := func(ctx context.Context, path string) (*sqlite.Store, error) {
		if !dbfile.Exists(path) {
			if err := canFound(path, &f); err != nil {
				return nil, err
			}
		}
		return a.toMake(ctx, path)
	}
	return a.changing(ctx, make, func(s *session, _ string) error {
		p := &sync.Peer{Store: s.store, Program: programVersion, Login: a.login()}
		st, err := p.Status(ctx)
		if err != nil {
			return err
		}
		if !st.Self.Alone() {
			p.Key, _ = readKey(s.store.Path()) // without it the error says that it is missing
			return p.Found(ctx, f)
		}
		if err := canFound(s.store.Path(), &f); err != nil {
			return err
		}
		words := "this database is headquarters, %s; its signing key is in %s: keep a copy apart"
		err = withKey(s.store.Path(), f.Code, f.Succeeds, func(key signingKey) error {
			if !key.made {
				words = "this database is headquarters, %s, with the signing key that was in %s already: keep a copy apart"
			}
			p.Key, f.Again, f.Succeeds = key.PrivateKey, !key.made, key.succeeds
			return p.Found(ctx, f)
		})
		if err != nil {
			return err
		}
		a.done = "this database is headquarters, " + f.Code
		return a.sayRoots(ctx, s, words)
	})
}

// canFound returns an error if a key beside a database cannot be that of a headquarters.
func canFound(database string, f *sync.Founding) error {
	key, err := readKeyFile(database)
	switch {
	case err != nil || key.PrivateKey == nil:
		return err
	case len(f.Succeeds) > 0 && f.Succeeds.Fingerprint() != key.succeeds.Fingerprint():
		return &hinted{fmt.Sprintf("there is a key in %s already", keyFile(database)),
			"if it is that of headquarters, leave out --succeeds; if not, move it away; nothing was changed"}
	}
	return key.isOf(f.Code, database)
}

// earlier is a flag with the fingerprint of headquarters' earlier keys.
type earlier struct{ exchange.Roots }

func (e *earlier) String() string { return e.Fingerprint() }

func (e *earlier) Type() string { return "FINGERPRINT" }

func (e *earlier) Set(text string) error {
	print, ok := exchange.ParseFingerprint(text)
	if !ok {
		return notAFingerprint()
	}
	e.Roots = exchange.Roots{print}
	return nil
}

func notAFingerprint() error {
	return usageError("write it as headquarters reads it out, such as 4k2p-9xqz-m0f1-aa77", "this is not a fingerprint")
}

// sayRoots prints that headquarters has a key, in words for its code and the name of the key file,
// and what comes next if its offices know another key, or another database.
func (a *app) sayRoots(ctx context.Context, s *session, words string) error {
	st, err := (&sync.Peer{Store: s.store, Program: programVersion, Login: a.login()}).Status(ctx)
	if err != nil {
		return err
	}
	print := st.Self.Roots.Fingerprint()
	lines := []string{fmt.Sprintf(words, st.Self.Office, keyFile(s.store.Path())), "its fingerprint is " + print}
	if len(st.Self.Roots) > 1 {
		lines = append(lines, "each office compares it with you by telephone and runs: fieldfolio sync confirm "+print)
	}
	switch {
	case st.Restoring():
		lines = append(lines, "the offices' mails bring the register and all that they have: "+exchange.Restoring)
	case len(st.Self.Roots) > 1:
		lines = append(lines, "what the offices have comes with their next mails")
	default:
		lines = append(lines, "if this headquarters has offices already, and has lost its key and its database, run: "+
			"fieldfolio office rekey "+st.Self.Office+" --succeeds FINGERPRINT, with the one that fieldfolio sync status "+
			"shows at an office")
	}
	return a.say("%s", strings.Join(lines, "\n"))
}

func newOfficeRekey(a *app) *cobra.Command {
	out, stolen := "", false
	var succeeds earlier
	cmd := &cobra.Command{
		Use:   "rekey CODE",
		Short: "make a new invitation or key, after a lost laptop or key",
		Long: `Makes a new invitation for an office of the register. From now on mail under its
former key waits for a person, and mail to the office goes plainly until the new
copy runs fieldfolio sync encrypt. Everything that headquarters has goes to it.

With the code of headquarters itself, makes a new signing key for it, because the
key is lost, or with --stolen because others may have it: then no ruling under the
former key is accepted that is not in this database. The offices refuse mail under
the new key until a person at each has compared its fingerprint by telephone and
run fieldfolio sync confirm. Then all that they have is sent again.

If headquarters has lost its key and its database, and was made anew as if there
had been none, its offices know another fingerprint: have one read it out by
telephone and use it with --succeeds. What was done here since stays valid.`,
		Example: `  fieldfolio office rekey roea
  fieldfolio office rekey hq
  fieldfolio office rekey hq --succeeds 4k2p-9xqz-m0f1-aa77`,
		Args: exactly(1, "the code of the office", officeHint),
		RunE: func(cmd *cobra.Command, args []string) error {
			code := strings.ToLower(args[0])
			at, err := a.headquartersCode(cmd.Context())
			switch {
			case err != nil:
				return err
			case at == code && stolen && len(succeeds.Roots) > 0:
				return usageError("use --succeeds first, for a key that is lost; then --stolen, for the one that is here",
					"--stolen and --succeeds exclude each other")
			case at == code:
				return a.rekey(cmd.Context(), code, succeeds.Roots, stolen)
			case stolen || len(succeeds.Roots) > 0:
				return usageError("leave them out: mail under the former key of an office always waits for a person",
					"--stolen and --succeeds are for headquarters' own key")
			}
			return a.inviting(cmd.Context(), code, out, func(p *sync.Peer, person string) (wire.Invitation, error) {
				return p.Rekey(cmd.Context(), person, code)
			})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "`FILE` for the invitation (default CODE.invitation)")
	cmd.Flags().Var(&succeeds, "succeeds",
		"`FINGERPRINT` that an office shows, if this headquarters has lost the key or never had it")
	cmd.Flags().BoolVar(&stolen, "stolen", false, "replace headquarters' key though it is here: others may have it")
	return cmd
}

// headquartersCode returns the code of this copy if it is headquarters, otherwise an empty one.
func (a *app) headquartersCode(ctx context.Context) (code string, err error) {
	err = a.synced(ctx, func(st *exchange.SyncStatus) error {
		if st.Self.AtHeadquarters() {
			code = st.Self.Office
		}
		return nil
	})
	return code, err
}

// rekey gives headquarters a new key.
func (a *app) rekey(ctx context.Context, code string, succeeds exchange.Roots, stolen bool) error {
	return a.asOffice(ctx, func(s *session, person string) error {
		st, err := (&sync.Peer{Store: s.store, Program: programVersion, Login: a.login()}).Status(ctx)
		if err != nil {
			return err
		}
		key, err := readKeyFile(s.store.Path())
		if err != nil {
			return err
		}
		foreign := len(succeeds) > 0 && !st.Self.Roots.Extends(succeeds)
		if key.PrivateKey != nil && publicOf(key) == st.Self.Roots.Current() && !stolen && !foreign {
			return &hinted{fmt.Sprintf("the signing key of %s is in %s, and it is the right one", code, keyFile(s.store.Path())),
				"if others may have it, run this with --stolen; each office then has to confirm another key"}
		}
		with := withOtherKey
		if len(key.succeeds) > 0 && !slices.Contains(st.Self.Roots, publicOf(key)) { // the database was put back since
			with, succeeds = withKey, key.succeeds
		}
		if len(succeeds) == 0 {
			succeeds = st.Self.Roots
		}
		err = with(s.store.Path(), code, succeeds.Keeping(st.Self.Roots), func(key signingKey) error {
			p := &sync.Peer{Store: s.store, Key: key.PrivateKey, Program: programVersion, Login: a.login()}
			return p.Succeed(ctx, person, key.succeeds, stolen)
		})
		if err != nil {
			return err
		}
		a.done = code + " has a new signing key"
		if err := a.sayRoots(ctx, s, "%s has a new signing key in %s: keep a copy apart"); err != nil || !foreign {
			return err
		}
		return a.receiveRejected(ctx, s)
	})
}

// receiveRejected receives the mails again that were rejected under other keys of headquarters. What
// is in them of offices lets mails be read that came before.
func (a *app) receiveRejected(ctx context.Context, s *session) error {
	p, err := s.peer()
	if err != nil {
		return err
	}
	r := a.reception(s, p)
	for n := -1; n < len(r.Mails); {
		n = len(r.Mails)
		if err := r.takeRejected(ctx); err != nil {
			return err
		}
	}
	return a.sayReceived(&r.Reception)
}

// publicOf returns the public key of a signing key, empty if there is none.
func publicOf(key signingKey) string {
	if key.PrivateKey == nil {
		return ""
	}
	public, _ := key.Public().(ed25519.PublicKey)
	return portfolio.FormatKey(public)
}
