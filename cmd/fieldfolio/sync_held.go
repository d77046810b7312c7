package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync"
)

func newSyncHeld(a *app) *cobra.Command {
	rejected := false
	cmd := &cobra.Command{
		Use:   "held",
		Short: "list changes that wait for a person at headquarters",
		Long: `Lists the changes that headquarters holds, each with every reason: what a rule of
fieldfolio office rules holds, changes outside the scope or rights of their
office, values that cannot be read, and uncertain authors. They have no effect
until they are accepted. Exit status 3 at headquarters if there are any; an office
sees its own, and so do people over SSH who rule on nothing: those of their
office, and what they have changed themselves.

The other formats have rows of change, name, field, before, value, difference (US
dollars), per_cent, person, day (received), why, ruled_by, ruled_at, ruling_reason,
earlier_rulings, login and dismissed (yes if fieldfolio sync dismiss was run on it).`,
		Example: "  fieldfolio sync held",
		Args:    exactly(0, "", "fieldfolio sync held takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), func(s *session) error {
				p, err := s.reader()
				if err != nil {
					return err
				}
				what := portfolio.Held
				if rejected {
					what = portfolio.Rejected
				}
				held, err := p.Held(cmd.Context(), what)
				if err != nil {
					return err
				}
				if held, err = a.ownHeld(cmd.Context(), s, held); err != nil {
					return err
				}
				r := sync.HeldReport{Held: held, What: what}
				if err := a.write(r.Table, r.Page); err != nil {
					return err
				}
				if len(held) == 0 || rejected || !a.reviews() {
					return nil
				}
				st, err := p.Status(cmd.Context())
				if err != nil || !st.Self.AtHeadquarters() {
					return err
				}
				return needed("fieldfolio sync accept CHANGE, or fieldfolio sync reject CHANGE --reason", "%d held", len(held))
			})
		},
	}
	cmd.Flags().BoolVar(&rejected, "rejected", false, "those that were rejected instead")
	return cmd
}

// reviews reports whether whoever runs this rules on changes: anybody but in a session of another role.
func (p *place) reviews() bool { return p.guest == nil || p.guest.login.Role.Reviews() }

// ownHeld returns those of the changes that are a person's to see: in a session of somebody who reviews nothing,
// those of the person's office, whether they came from there or were made here by its people, and the person's own.
func (p *place) ownHeld(ctx context.Context, s *session, all []exchange.HeldChange) ([]exchange.HeldChange, error) {
	if p.reviews() || len(all) == 0 {
		return all, nil
	}
	own, err := s.store.OwnOffice(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the register: %w", err)
	}
	logins, err := p.guest.copy.Logins(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the logins: %w", err)
	}
	office, people := p.guest.login.Office, []string{p.guest.login.Person}
	for i := range logins {
		if office != "" && logins[i].Office == office {
			people = append(people, logins[i].Person)
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(h exchange.HeldChange) bool {
		here := h.Change.ID.Office == own.Code && slices.Contains(people, h.Change.Person)
		return !here && (office == "" || h.Change.ID.Office != office)
	}), nil
}

func newSyncAccept(a *app) *cobra.Command {
	reason := ""
	cmd := &cobra.Command{
		Use:   "accept CHANGE…",
		Short: "accept held changes",
		Long: `Accepts held changes, or rejected ones after all: they take effect. Every copy
shows who accepted them, when, and the reason if one is given.`,
		Example: `  fieldfolio sync accept roea.k3f9ab12:118-7qd2m0xz --reason "donor has signed"`,
		Args:    someChanges,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.rule(cmd.Context(), portfolio.Taken, reason, args)
		},
	}
	withReason(cmd, &reason)
	return cmd
}

func newSyncReject(a *app) *cobra.Command {
	reason := ""
	cmd := &cobra.Command{
		Use:   "reject CHANGE…",
		Short: "reject held changes, with a reason for the office",
		Long: `Rejects held changes: they stay without effect. The office receives the reason, and
every copy shows who rejected them and when. sync accept accepts them after all.`,
		Example: `  fieldfolio sync reject roea.k3f9ab12:118-7qd2m0xz --reason "no signature"`,
		Args:    someChanges,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.rule(cmd.Context(), portfolio.Rejected, reason, args)
		},
	}
	withReason(cmd, &reason)
	return cmd
}

func someChanges(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usageError("fieldfolio sync held lists them", "the change is missing")
	}
	return nil
}

// ruled says what a person has done with a held change.
func ruled(what portfolio.Ruling) string {
	if what == portfolio.Rejected {
		return "rejected"
	}
	return "accepted"
}

func (a *app) rule(ctx context.Context, what portfolio.Ruling, reason string, args []string) error {
	var ids []portfolio.ID
	for _, arg := range args {
		id, err := portfolio.ParseID(arg)
		if err != nil {
			return wrongUsage(err)
		}
		ids = append(ids, id)
	}
	return a.asOffice(ctx, func(s *session, person string) error {
		p, err := s.peer()
		if err != nil {
			return err
		}
		if err := p.Rule(ctx, person, what, reason, ids...); err != nil {
			return err
		}
		verb := ruled(what)
		for _, id := range ids {
			a.noted(access.Changed, verb+" "+id.String())
		}
		return a.say("%s %s; the next mail tells the office", verb,
			fmt.Sprint(portfolio.CountOf(len(ids), "change")))
	})
}
