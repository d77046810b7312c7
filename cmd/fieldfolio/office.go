package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/legible"
	"fieldfolio/portfolio/sqlite/dbfile"
	"fieldfolio/sync"
	"fieldfolio/sync/wire"
)

func newOffice(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "office COMMAND",
		Short: "keep headquarters' register of offices",
		Long: `The register says which offices there are, what each receives and may change, and
with which key it signs. Only headquarters changes it; every office has a copy.`,
		Example: `  fieldfolio office init hq --email hq@example.org
  fieldfolio office add roea --scope eastern-africa --email roea@example.org`,
		Args: noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newOfficeInit(a), newOfficeAdd(a), newOfficeList(a), newOfficeShow(a), newOfficeScope(a),
		newOfficeRules(a), newOfficeHold(a), newOfficeSet(a), newOfficeRekey(a), newOfficeRetire(a))
	return cmd
}

const officeHint = "write the code of an office, such as roea; fieldfolio office list shows them"

// say writes a line to standard output.
func (a *app) say(format string, args ...any) error {
	_, err := fmt.Fprintln(a.out, legible.Text(fmt.Sprintf(format, args...)))
	return err //nolint:wrapcheck // finish names the output
}

func newOfficeAdd(a *app) *cobra.Command {
	var e sync.Entry
	out := ""
	cmd := &cobra.Command{
		Use:   "add CODE",
		Short: "add an office to the register and make its invitation",
		Long: `Adds an office and writes its invitation, a small file with a secret that is good
once, for 60 days. Hand it over as you would a password: the office runs
fieldfolio sync join with it, and its next mail completes the register.`,
		Example: `  fieldfolio office add roea --scope eastern-africa,southern-africa \
      --email roea@example.org
  fieldfolio office add kenya --scope KE --email kenya@example.org --hub roea`,
		Args: exactly(1, "the code of the office", officeHint),
		RunE: func(cmd *cobra.Command, args []string) error {
			e.Code = strings.ToLower(args[0])
			if e.Scope == "" || e.Email == "" {
				return usageError("write fieldfolio office add "+args[0]+" --scope PLACES --email ADDRESS",
					"%s missing", missingOf(e))
			}
			return a.inviting(cmd.Context(), e.Code, out, func(p *sync.Peer, person string) (wire.Invitation, error) {
				return p.Invite(cmd.Context(), person, e)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&e.Scope, "scope", "", "`PLACES` that it receives and may change: regions and countries, with commas between them; or all")
	f.StringVar(&e.Email, "email", "", "`ADDRESS` to which its mail goes")
	f.StringVar(&e.Hub, "hub", "", "`CODE` of the office through which it exchanges")
	f.StringVar(&out, "out", "", "`FILE` for the invitation (default CODE.invitation)")
	return cmd
}

// missingOf says which required flags of an entry are missing.
func missingOf(e sync.Entry) string {
	switch {
	case e.Scope != "":
		return "the address of the office is"
	case e.Email != "":
		return "the scope of the office is"
	}
	return "the scope and the address of the office are"
}

// freeInvitation returns a name for the invitation of an office that no file has: an earlier
// invitation stays where it is.
func freeInvitation(code string) string {
	name := code + ".invitation"
	for n := 2; dbfile.Exists(name); n++ {
		name = fmt.Sprintf("%s-%d.invitation", code, n)
	}
	return name
}

// inviting creates an invitation and writes it to a file, which must not exist.
func (a *app) inviting(ctx context.Context, code, out string,
	make func(*sync.Peer, string) (wire.Invitation, error)) error {
	if out == "" {
		out = freeInvitation(code)
	}
	return a.asOffice(ctx, func(s *session, person string) error {
		p, err := s.peer()
		if err != nil {
			return err
		}
		var inv wire.Invitation
		var failed error
		err = durable.Build(out, durable.Private, func(temporary string) error {
			if inv, failed = make(p, person); failed != nil {
				return failed
			}
			text, err := inv.Text()
			if failed = err; err != nil {
				return err
			}
			return os.WriteFile(temporary, []byte(text), 0o600)
		})
		if failed != nil {
			return failed
		}
		if err != nil {
			why, _ := durable.Refusal(err)
			return &hinted{fmt.Sprintf("the invitation cannot be written to %s: %s", out, why),
				"name a new file with --out; nothing was changed"}
		}
		a.done = "the change is saved, and the invitation is in " + out
		return a.say("wrote the invitation of %s to %s; it is good until %s\nthe office runs: fieldfolio sync join %s", code,
			out, inv.Until, out)
	})
}

func newOfficeList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "list the offices of the register",
		Example: "  fieldfolio office list --format csv",
		Args:    exactly(0, "", "fieldfolio office list takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.synced(cmd.Context(), func(st *exchange.SyncStatus) error {
				return a.writeTable(sync.OfficesTable(st.Register))
			})
		},
	}
}

// synced calls fn with the status of this copy's exchange with others.
func (a *app) synced(ctx context.Context, fn func(*exchange.SyncStatus) error) error {
	return a.with(ctx, func(s *session) error {
		p, err := s.reader()
		if err != nil {
			return err
		}
		st, err := p.Status(ctx)
		if err != nil {
			return err
		}
		return fn(&st)
	})
}

func newOfficeShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "show CODE",
		Short:   "show what the register has of an office",
		Example: "  fieldfolio office show roea",
		Args:    exactly(1, "the code of the office", officeHint),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(s *session) error {
				r, err := s.store.Record(cmd.Context(), portfolio.ByID(exchange.OfficeKey(strings.ToLower(args[0]))))
				if err != nil {
					return &hinted{fmt.Sprintf("office %q is not in the register", args[0]), officeHint}
				}
				t := portfolio.Table{Name: "office", Columns: []portfolio.Column{{Name: "field", Head: "FIELD"},
					{Name: "value", Head: "VALUE"}}}
				for _, f := range portfolio.FieldsOf(portfolio.OfficeRecord) {
					if v := r.Value(f.Name); v.Known {
						t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(f.Name), v})
					}
				}
				p, err := s.reader()
				if err != nil {
					return err
				}
				retired, err := p.Retirement(cmd.Context(), strings.ToLower(args[0]))
				if err != nil {
					return err
				}
				if retired != "" {
					t.Notes = fault.Remarks(retired)
				}
				mail, err := mailOf(cmd.Context(), p, strings.ToLower(args[0]))
				if err != nil {
					return err
				}
				t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text("mail"), portfolio.Text(mail)})
				return a.writeTable(t)
			})
		},
	}
}

// mailOf says whether mail to an office is encrypted, as headquarters has confirmed.
func mailOf(ctx context.Context, p *sync.Peer, code string) (string, error) {
	st, err := p.Status(ctx)
	if o, ok := st.Register.Office(code); ok && o.Recipient != "" {
		return "encrypted to its recipient", err
	}
	return "not encrypted", err
}

// amending changes fields of an office's entry in the register.
func (a *app) amending(ctx context.Context, code string, fields ...portfolio.Setting) error {
	return a.asOffice(ctx, func(s *session, person string) error {
		p, err := s.peer()
		if err != nil {
			return err
		}
		if err := p.Amend(ctx, person, strings.ToLower(code), fields...); err != nil {
			return err
		}
		return a.say("changed the entry of %s in the register", strings.ToLower(code))
	})
}

func newOfficeScope(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "scope CODE PLACES",
		Short: "change what an office receives and may change",
		Long: `Sets the regions and countries of an office, with commas between them, or all. A
country covers every project that has, or ever had, a place in it. What enters
the scope goes to the office with its whole history; what leaves it stays there.`,
		Example: `  fieldfolio office scope roea eastern-africa,southern-africa
  fieldfolio office scope kenya KE,ET`,
		Args: exactly(2, "the code of the office or its scope", "write fieldfolio office scope roea eastern-africa"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.amending(cmd.Context(), args[0], portfolio.Setting{Field: portfolio.FieldScope, Value: args[1]})
		},
	}
}

func newOfficeSet(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "set CODE FIELD=VALUE…",
		Short: "change other fields of an entry, such as email and hub",
		Long: `Sets fields of an office's entry: email, hub (empty for headquarters itself),
held_fields (the rules of fieldfolio office hold, such as approved>10%,title;
those of all offices if empty, none for none), mail_limit (bytes of a mail
without its header) and recipient, to which its mail is encrypted: an office sets
that itself with fieldfolio sync encrypt; recipient= has its mail go plainly if it
has lost its key.`,
		Example: `  fieldfolio office set roea held_fields=approved,overall mail_limit=50000
  fieldfolio office set kenya hub=roea`,
		Args: recordAndValues,
		RunE: func(cmd *cobra.Command, args []string) error {
			fields := settingsOf(args[1:])
			var wrong []string
			for _, f := range fields {
				if !slices.Contains([]string{portfolio.FieldEmail, portfolio.FieldHub, portfolio.FieldHeld,
					portfolio.FieldMailLimit, portfolio.FieldRecipient}, f.Field) {
					wrong = append(wrong, f.Field)
				}
			}
			if len(wrong) > 0 {
				return usageError("set email, hub, held_fields, mail_limit or recipient", "cannot set %s here",
					portfolio.Enumerate(wrong))
			}
			return a.amending(cmd.Context(), args[0], fields...)
		},
	}
}

func newOfficeRetire(a *app) *cobra.Command {
	reason := ""
	cmd := &cobra.Command{
		Use:   "retire CODE",
		Short: "retire an office that exchanges no more",
		Long: `Retires an office: a last mail tells it that it is retired, since when, and why.
What still comes from it, signed with its key, is held for a person with the reason
(fieldfolio sync held); each such mail is answered, and the office is told the
ruling. Nothing else is sent to it. fieldfolio office rekey brings it back.`,
		Example: `  fieldfolio office retire roea --reason "the office was closed"`,
		Args:    exactly(1, "the code of the office", officeHint),
		RunE: func(cmd *cobra.Command, args []string) error {
			code := strings.ToLower(args[0])
			return a.asOffice(cmd.Context(), func(s *session, person string) error {
				p, err := s.peer()
				if err != nil {
					return err
				}
				st, err := p.Status(cmd.Context())
				if err != nil {
					return err
				}
				if err := p.RetireOffice(cmd.Context(), person, code, reason); err != nil {
					return err
				}
				if o, known := st.Register.Office(code); known && len(o.Keys) == 0 {
					return a.say("%s is retired; it had not joined", code)
				}
				return a.say("%s is retired; the next mail tells it, and what still comes from it is held", code)
			})
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why, in a `SENTENCE` that the office is told")
	return cmd
}
