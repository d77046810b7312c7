package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report"
)

func newConflicts(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "conflicts",
		Short: "list conflicts, and values that do not fit together",
		Long: `Lists the fields that were set to different values by changes of which none was
made in the knowledge of the others: every value, who set it and when, what was
there before, and which is shown meanwhile. fieldfolio resolve settles one.

Below are values that do not fit together though each is right by itself, and
numbers that several projects have.

Exit status 3 if there is any. The other formats have rows of kind, record, name,
field, value, person, office, at, change, shown, before and what.`,
		Example: `  fieldfolio conflicts
  fieldfolio conflicts --format csv`,
		Args: exactly(0, "", "fieldfolio conflicts takes no arguments; it lists all"),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.conflicts(cmd.Context()) },
	}
}

func (a *app) conflicts(ctx context.Context) error {
	return a.with(ctx, func(s *session) error {
		r := report.Conflicts{}
		var err error
		if r.Conflicts, r.Wrong, err = s.store.Conflicts(ctx); err != nil {
			return fmt.Errorf("look for conflicts: %w", err)
		}
		if err := a.write(r.Table, r.Page); err != nil {
			return err
		}
		if r.Needed() {
			do := "fieldfolio resolve settles a conflict, fieldfolio edit the rest"
			others := func(c provenance.Conflict) bool { return !c.OfRegister() }
			if len(r.Wrong) == 0 && !slices.ContainsFunc(r.Conflicts, others) {
				do = "headquarters settles what is in the register of offices"
			}
			return needed(do, "%s", r.Summary())
		}
		return nil
	})
}

func newResolve(a *app) *cobra.Command {
	reason := ""
	cmd := &cobra.Command{
		Use:   "resolve RECORD FIELD VALUE",
		Short: "settle a conflict: one of the values, or another one",
		Long: `Settles a conflict by a change that is over all its values. VALUE is one of them or
any other; an empty one ("") empties the field. For the field withdrawn it is yes
or no. All values stay in the history.`,
		Example: `  fieldfolio resolve XEAU75 end 2011-12-31
  fieldfolio resolve BOLU43 withdrawn no --reason "it goes on"`,
		Args: exactly(3, "the record, the field or the value",
			"write fieldfolio resolve XEAU75 end 2011-12-31; fieldfolio conflicts lists what there is"),
		ValidArgsFunction: a.completeNumber,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.resolve(cmd.Context(), args[0], args[1], args[2], reason)
		},
	}
	withReason(cmd, &reason)
	return cmd
}

func (a *app) resolve(ctx context.Context, record, field, value, reason string) error {
	return a.writing(ctx, func(s *session, person string) error {
		r, err := s.store.Record(ctx, record)
		if err != nil {
			return err
		}
		spec, err := portfolio.FindField(r.Kind, field)
		if err != nil {
			return wrongUsage(err)
		}
		if !r.InConflict(spec.Name) {
			return &hinted{fmt.Sprintf("%s of %s is not in conflict", spec.Name, r.Name()),
				"fieldfolio conflicts lists what is; fieldfolio edit changes a value"}
		}
		if spec.Name == portfolio.FieldWithdrawn && strings.EqualFold(value, "no") {
			value = ""
		}
		edit := portfolio.Edit{Record: r.ID, Fields: []portfolio.Setting{{Field: spec.Name, Value: value}}, Reason: reason}
		made, err := s.store.Change(ctx, person, edit)
		if err != nil {
			return err
		}
		return a.changed(ctx, s, made)
	})
}
