package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
)

func newAdd(a *app) *cobra.Command {
	reason := ""
	cmd := &cobra.Command{
		Use:   "add NUMBER FIELD=VALUE…",
		Short: "add a project",
		Long: `Adds a project. Needed are title, programme and service_lines; places follow from
country where that names one, kind from the programme. A number that is not given
yet is PROV and two to four digits; edit gives the real one later, and the
history stays. fieldfolio edit --help lists the fields.`,
		Example: `  fieldfolio add MLIX12 title="Border posts" programme=west-africa \
      country=Mali service_lines=BOR start=2012-01-01 end=2013-12-31 \
      approved=450000`,
		Args:              recordAndValues,
		ValidArgsFunction: a.completeEdit,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.add(cmd.Context(), args[0], args[1:], reason)
		},
	}
	withReason(cmd, &reason)
	return cmd
}

func (a *app) add(ctx context.Context, number string, values []string, reason string) error {
	return a.writing(ctx, func(s *session, person string) error {
		fields := append(settingsOf(values), portfolio.Setting{Field: portfolio.FieldNumber, Value: number})
		fields = portfolio.NewProjectDefaults(s.catalogue, fields)
		made, err := s.store.Change(ctx, person, portfolio.Edit{Creates: portfolio.ProjectRecord, Fields: fields,
			Reason: reason})
		if err != nil {
			return err
		}
		return a.changed(ctx, s, made)
	})
}

func newNote(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "note NUMBER TEXT",
		Short: "write a note on a project, an outcome or an activity",
		Long: `Writes a note. Notes are shown with their record, with who wrote them and when; two
notes never conflict. fieldfolio undo takes a note back.`,
		Example: `  fieldfolio note LBRU97 "visited, see minutes of 12 April"
  fieldfolio note outcome:2.3 "donors meet in June"`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usageError("write fieldfolio note LBRU97 \"visited, see minutes\"", "the record or the text is missing")
			}
			return nil
		},
		ValidArgsFunction: a.completeNumber,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.note(cmd.Context(), args[0], strings.Join(args[1:], " "))
		},
	}
}

func (a *app) note(ctx context.Context, on, text string) error {
	return a.writing(ctx, func(s *session, person string) error {
		r, err := s.store.Record(ctx, on)
		if err != nil {
			return err
		}
		fields := []portfolio.Setting{{Field: portfolio.FieldOn, Value: r.ID}, {Field: portfolio.FieldText, Value: text}}
		made, err := s.store.Change(ctx, person, portfolio.Edit{Creates: portfolio.NoteRecord, Fields: fields})
		if err != nil {
			return err
		}
		return a.changed(ctx, s, made)
	})
}

func newWithdraw(a *app) *cobra.Command {
	reason := ""
	cmd := &cobra.Command{
		Use:   "withdraw NUMBER",
		Short: "take a project out of the portfolio",
		Long: `Takes a project out of every list and total. Nothing is deleted: fieldfolio show
and history still have it, and fieldfolio undo brings it back.`,
		Example:           `  fieldfolio withdraw BOLU43 --reason "merged with BOLU44"`,
		Args:              exactly(1, "the number of the project", "fieldfolio list lists the numbers"),
		ValidArgsFunction: a.completeNumber,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.edit(cmd.Context(), args[0], []string{portfolio.FieldWithdrawn + "=" + portfolio.Yes}, reason)
		},
	}
	withReason(cmd, &reason)
	return cmd
}

func newUndo(a *app) *cobra.Command {
	reason := ""
	cmd := &cobra.Command{
		Use:   "undo [CHANGE]",
		Short: "take back a change: yours, or with a reason somebody else's",
		Long: `Takes back your latest change here, with all changes of the same step, or the
change whose id is given. Taking back is a change too: it restores what was there
before, and the history shows both. Called again, it takes back the one before.

A field that was changed again since is not touched; that change comes first.`,
		Example: `  fieldfolio undo
  fieldfolio undo local.k3f9ab12:12-7qd2m0xz --reason "wrong project"`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError("fieldfolio undo CHANGE takes one id; fieldfolio history lists them",
					"%q is one argument too many", args[1])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.undo(cmd.Context(), slices.Concat(args, []string{""})[0], reason)
		},
	}
	withReason(cmd, &reason)
	return cmd
}

func newRedo(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "redo",
		Short: "redo what you undid last",
		Long: `Makes again what your latest fieldfolio undo here took back, with all changes of the
same step, as new changes. Called again, it makes again what the undo before took
back. Once you have changed something else, nothing is left to redo.`,
		Example: `  fieldfolio undo
  fieldfolio redo`,
		Args: exactly(0, "", "fieldfolio redo takes no arguments; fieldfolio undo CHANGE also undoes an undo"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.writing(cmd.Context(), func(s *session, person string) error {
				made, err := s.store.Redo(cmd.Context(), person)
				if err != nil {
					return err
				}
				return a.changed(cmd.Context(), s, made)
			})
		},
	}
}

func (a *app) undo(ctx context.Context, change, reason string) error {
	var id portfolio.ID
	if change != "" {
		var err error
		if id, err = portfolio.ParseID(change); err != nil {
			return wrongUsage(err)
		}
	}
	return a.writing(ctx, func(s *session, person string) error {
		of, err := s.store.Undoing(ctx, person, id)
		if err != nil {
			return err
		}
		made, err := s.store.Undo(ctx, person, of.Changes[0].ID, reason)
		if err != nil {
			return err
		}
		if passed := of.PassedOver(); passed != "" {
			a.tell(passed)
		}
		return a.changed(ctx, s, made)
	})
}
