package main

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync"
	"fieldfolio/sync/rejected"
	"fieldfolio/tui/ui"
)

func newSyncRejected(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "rejected",
		Short: "list mails that could not be received, and why",
		Long: `Lists the mails that could not be received and that nobody has dismissed, each with
its name in the directory rejected beside the database, the reason, and what can be
done. Exit status 3 if there are any.

The other formats have columns mail, day, why and do.`,
		Example: "  fieldfolio sync rejected",
		Args:    exactly(0, "", "fieldfolio sync rejected takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.whole(cmd.Context(), a.toCopy, func(s *session) error {
				list, err := refusedIn(rejectedBeside(s), math.MaxInt)
				if err != nil {
					return err
				}
				r := rejectedReport(list)
				if err := a.write(r.table, r.page); err != nil || len(list) == 0 {
					return err
				}
				return needed("once they are seen to, run fieldfolio sync dismiss MAIL…", "%s rejected",
					portfolio.CountOf(len(list), "mail"))
			})
		},
	}
}

// rejectedReport is a list of rejected mails.
type rejectedReport []ui.RefusedMail

// table returns the mails for programs.
func (r rejectedReport) table() portfolio.Table {
	t := portfolio.Table{Name: "rejected", Columns: []portfolio.Column{{Name: "mail"}, {Name: "day"}, {Name: "why"},
		{Name: "do"}}}
	for _, m := range r {
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(m.Name), portfolio.DateOf(m.At), portfolio.Text(m.Why),
			portfolio.Text(m.Do)})
	}
	return t
}

// page returns the mails for people, with a paragraph each.
func (r rejectedReport) page() portfolio.Table {
	t := portfolio.Table{Name: "rejected", Title: portfolio.CountOf(len(r), "mail") + " rejected"}
	for i, m := range r {
		if i > 0 {
			t.Notes = append(t.Notes, fault.Remark{})
		}
		t.Notes = append(t.Notes, fault.Remarks(portfolio.DateOf(m.At).Shown()+"  "+m.Name, "  "+m.Why, "  "+m.Do)...)
	}
	return t
}

func newSyncDismiss(a *app) *cobra.Command {
	all := false
	cmd := &cobra.Command{
		Use:   "dismiss MAIL|CHANGE…",
		Short: "take rejected mails and changes off the list",
		Long: `Moves rejected mails with their reasons into the directory rejected/done, so that
no person is needed for them any more. A mail is named as fieldfolio sync rejected
lists it, or by the file in which it came.

Changes of this office that headquarters has rejected are named by their ids, as
fieldfolio sync held --rejected lists them. They stay there and in the history, and
no person is needed for them on this copy unless headquarters rules on them again.
Changes that this copy has set aside are named so too, as fieldfolio sync status
lists them.`,
		Example: `  fieldfolio sync dismiss 20261111T091500.000000000-1a2b3c4d5e6f
  fieldfolio sync dismiss mail.eml
  fieldfolio sync dismiss roea.k3f9ab12:118-7qd2m0xz
  fieldfolio sync dismiss --all`,
		RunE: func(cmd *cobra.Command, names []string) error {
			if all == (len(names) > 0) {
				return usageError("name them, or use --all alone for all mails; fieldfolio sync rejected lists mails, "+
					"fieldfolio sync held --rejected changes", "it is not clear what to dismiss")
			}
			changes, mails := changesAmong(names)
			if len(changes) > 0 {
				if err := a.dismissChanges(cmd.Context(), changes); err != nil || len(mails) == 0 {
					return err
				}
			}
			return a.whole(cmd.Context(), a.toCopy, func(s *session) error { return a.dismissMails(s, mails, all) })
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "all mails")
	return cmd
}

// changesAmong parts ids of changes from names of mails.
func changesAmong(names []string) (changes []portfolio.ID, mails []string) {
	for _, name := range names {
		if id, err := portfolio.ParseID(name); err == nil {
			changes = append(changes, id)
		} else {
			mails = append(mails, name)
		}
	}
	return changes, mails
}

func (a *app) dismissChanges(ctx context.Context, changes []portfolio.ID) error {
	return a.whole(ctx, a.toChange, func(s *session) error {
		if err := (&sync.Peer{Store: s.store}).Dismiss(ctx, changes...); err != nil {
			return err
		}
		a.done = "the changes are dismissed"
		for _, id := range changes {
			a.noted(access.Synced, dismissedChange(id))
		}
		return a.say("%s dismissed", portfolio.CountOf(len(changes), "change"))
	})
}

// dismissMails dismisses the mails with the names, or all.
func (a *app) dismissMails(s *session, names []string, all bool) error {
	dir := rejectedBeside(s)
	list, err := refusedIn(dir, math.MaxInt)
	if err != nil {
		return err
	}
	if !all {
		if list, err = refusedNamed(list, names); err != nil {
			return err
		}
	}
	for _, m := range list {
		if err := dismiss(dir, m.Name); err != nil {
			return err
		}
		a.noted(access.Synced, dismissedMail(m.Name))
	}
	return a.say("%s dismissed", portfolio.CountOf(len(list), "mail"))
}

// refusedNamed returns the mails that a person names, each once.
func refusedNamed(list []ui.RefusedMail, names []string) (out []ui.RefusedMail, err error) {
	for _, name := range names {
		var found []string
		for _, m := range list {
			if (*rejected.Mail)(&m).Is(name) {
				found = append(found, m.Name)
				if !slices.Contains(out, m) {
					out = append(out, m)
				}
			}
		}
		switch {
		case len(found) == 0:
			return nil, &hinted{oneLine(name) + " is not a rejected mail", "fieldfolio sync rejected lists them; nothing was dismissed"}
		case len(found) > 1:
			return nil, &hinted{fmt.Sprintf("%d rejected mails have the name %s", len(found), oneLine(name)),
				"name one of them: " + strings.Join(found, ", ") + "; nothing was dismissed"}
		}
	}
	return out, nil
}
