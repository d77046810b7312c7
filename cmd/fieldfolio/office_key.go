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
fieldfolio sync confirm.`,
		Example: `  fieldfolio office init hq --email hq@example.org
  fieldfolio office init hq --email hq@example.org --succeeds 4k2p-9xqz-m0f1-aa77`,
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
			a.founds = true
			return a.writing(cmd.Context(), func(s *session, _ string) error {
				err := withKey(s.store.Path(), succeeds.Roots, func(key signingKey) error {
					if len(succeeds.Roots) > 0 && succeeds.Fingerprint() != key.succeeds.Fingerprint() {
						return &hinted{fmt.Sprintf("there is a key in %s already", keyFile(s.store.Path())),
							"if it is that of headquarters, leave out --succeeds; if not, move it away; nothing was changed"}
					}
					p := &sync.Peer{Store: s.store, Key: key.PrivateKey, Program: programVersion, Login: login()}
					return p.Found(cmd.Context(), code, email, key.succeeds)
				})
				if err != nil {
					return err
				}
				a.done = "this database is headquarters, " + code
				return a.sayRoots(cmd.Context(), s, "this database is headquarters, %s; its signing key is in "+
					"%s: keep a copy apart")
			})
		},
	}
	cmd.Flags().StringVar(&email, "email", "", "`ADDRESS` to which offices send")
	cmd.Flags().Var(&succeeds, "succeeds",
		"`FINGERPRINT` of the headquarters whose key and database are lost, in place of which this one is")
	return cmd
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
// and what each office does if it is a successor.
func (a *app) sayRoots(ctx context.Context, s *session, words string) error {
	st, err := (&sync.Peer{Store: s.store, Program: programVersion, Login: login()}).Status(ctx)
	if err != nil {
		return err
	}
	print := st.Self.Roots.Fingerprint()
	if err := a.say(words+"\nits fingerprint is %s", st.Self.Office, keyFile(s.store.Path()), print); err != nil ||
		len(st.Self.Roots) == 1 {
		return err
	}
	return a.say("each office compares it with you by telephone and runs: fieldfolio sync confirm %s\n"+
		"what the offices have comes with their next mails", print)
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
run fieldfolio sync confirm. Then all that they have is sent again.`,
		Example: `  fieldfolio office rekey roea
  fieldfolio office rekey hq`,
		Args: exactly(1, "the code of the office", officeHint),
		RunE: func(cmd *cobra.Command, args []string) error {
			code := strings.ToLower(args[0])
			at, err := a.headquartersCode(cmd.Context())
			switch {
			case err != nil:
				return err
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
		"`FINGERPRINT` that an office shows, if headquarters was put back to before it had that key")
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
		st, err := (&sync.Peer{Store: s.store, Program: programVersion, Login: login()}).Status(ctx)
		if err != nil {
			return err
		}
		key, err := readKeyFile(s.store.Path())
		if err != nil {
			return err
		}
		if key.PrivateKey != nil && publicOf(key) == st.Self.Roots.Current() && !stolen {
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
		err = with(s.store.Path(), succeeds.With(st.Self.Roots), func(key signingKey) error {
			p := &sync.Peer{Store: s.store, Key: key.PrivateKey, Program: programVersion, Login: login()}
			return p.Succeed(ctx, person, key.succeeds, stolen)
		})
		if err != nil {
			return err
		}
		a.done = code + " has a new signing key"
		return a.sayRoots(ctx, s, "%s has a new signing key in %s: keep a copy apart")
	})
}

// publicOf returns the public key of a signing key, empty if there is none.
func publicOf(key signingKey) string {
	if key.PrivateKey == nil {
		return ""
	}
	public, _ := key.Public().(ed25519.PublicKey)
	return portfolio.FormatKey(public)
}
