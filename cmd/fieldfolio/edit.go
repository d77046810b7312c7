package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/cells"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report"
)

// editLong is the help of the command, with the existing fields.
func editLong() string {
	says := map[string]string{
		portfolio.FieldStatus: " (suspended, closed, cancelled; the others follow from the days)",
		portfolio.FieldLines:  " (shares that add up to 100)",
		portfolio.FieldSpent:  " (an amount, or an amount and its day: 250,000 on 30 Jun 2011)",
	}
	var names []string
	for _, f := range portfolio.FormFields(portfolio.ProjectRecord) {
		names = append(names, f.Name+says[f.Name])
	}
	last := len(names) - 1
	var others strings.Builder
	for _, k := range portfolio.RecordKinds {
		if k.Plural == "" || k.Kind == portfolio.ProjectRecord {
			continue
		}
		var names []string
		for _, f := range k.Fields {
			names = append(names, f.Name)
		}
		others.WriteString(" Of " + k.Plural + ": " + strings.Join(names, ", ") + ".")
	}
	all := "Fields of projects: " + strings.Join(names[:last], ", ") + " and " + names[last] + "." + others.String()
	return `Changes fields of one record, all at once or none. RECORD is a project number in
any printing, outcome:2.3, activity:2.3/1, subprogramme:evaluation, or the id of
a record. FIELD= without a value empties the field.

` + strings.Join(cells.Clusters.WrapWords(all, 81), "\n") + `

Days are written 2011-06-30, 30 Jun 2011, 2011-06 or 2011 (the first or last day of
it, as the field says), end 2012, or counted: +6m, +1y, -90d, from the day that the
field has now; where it has none from the other day of the duration, otherwise from
the reference day. Shares are DRG:60, LEI:40; DRG LEI for equal ones; LEI:* for the
rest. Expenditure without a day is as of the as-of date of the portfolio, or of the
day of the figure that it replaces if that is later.

Texts are plain, without control characters: a title has at most 400 characters, a
country 120, a label 400, a note 4,000, a reason 500.

Nothing is lost: every change is kept with who and when, fieldfolio history shows
it, fieldfolio undo takes it back. Exit status 3 if a field of the record is in
conflict.`
}

func newEdit(a *app) *cobra.Command {
	reason := ""
	cmd := &cobra.Command{
		Use:   "edit RECORD FIELD=VALUE…",
		Short: "change fields of a project, an outcome or an activity",
		Long:  editLong(),
		Example: `  fieldfolio edit PERU08 end=2013-06-30 approved=2.4m
  fieldfolio edit PERU08 end=+6m "service_lines=DRG:60, LEI:*"
  fieldfolio edit PERU08 status=suspended --reason "funds are late"
  fieldfolio edit activity:2.3/1 shortfall=450000`,
		Args:              recordAndValues,
		ValidArgsFunction: a.completeEdit,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.edit(cmd.Context(), args[0], args[1:], reason)
		},
	}
	withReason(cmd, &reason)
	return cmd
}

func withReason(cmd *cobra.Command, reason *string) {
	cmd.Flags().StringVar(reason, "reason", "", "`TEXT` that says why, kept with the change")
}

// recordAndValues checks the arguments RECORD FIELD=VALUE….
func recordAndValues(cmd *cobra.Command, args []string) error {
	example, _, _ := strings.Cut(strings.TrimSpace(cmd.Example), "\n")
	hint := "write " + strings.TrimSpace(example) + "; --help lists the fields"
	switch len(args) {
	case 0:
		return usageError(hint, "the record and what to change are missing")
	case 1:
		return usageError(hint, "what to change of %s is missing", oneLine(args[0]))
	}
	for _, arg := range args[1:] {
		if name, _, ok := strings.Cut(arg, "="); !ok || name == "" {
			return usageError(hint, "%q is no FIELD=VALUE", arg)
		}
	}
	return nil
}

// settingsOf parses FIELD=VALUE arguments, which were checked before.
func settingsOf(args []string) []portfolio.Setting {
	out := make([]portfolio.Setting, len(args))
	for i, arg := range args {
		name, value, _ := strings.Cut(arg, "=")
		out[i] = portfolio.Setting{Field: name, Value: value}
	}
	return out
}

func (a *app) edit(ctx context.Context, record string, values []string, reason string) error {
	return a.writing(ctx, func(s *session, person string) error {
		r, err := s.store.Record(ctx, record)
		if err != nil {
			return err
		}
		made, err := s.store.Change(ctx, person, portfolio.Edit{Record: r.ID, Fields: settingsOf(values), Reason: reason})
		if err != nil {
			return err
		}
		return a.changed(ctx, s, made)
	})
}

// changed reports what was changed. If a changed record has a conflict, or values that do not fit
// together, it returns an error with exitNeeded.
func (a *app) changed(ctx context.Context, s *session, made []portfolio.Change) error {
	a.done = changeSaved
	var report report.Changed
	open, warning := "", ""
	for i := range made {
		r, err := s.store.Record(ctx, portfolio.ByID(made[i].Target()))
		if err != nil {
			return fmt.Errorf("what was changed cannot be shown: %w", err)
		}
		for _, e := range provenance.HistoryOf(r) {
			if e.Change.ID == made[i].ID {
				report.Entries = append(report.Entries, e)
			}
		}
		if len(provenance.ConflictsOf(r)) > 0 {
			open = r.Name()
		}
		if p, wrong := r.Project(s.catalogue); r.Kind == portfolio.ProjectRecord && p != nil && len(wrong) > 0 {
			warning = wrong[0].String()
		}
	}
	if err := a.write(report.Table, report.Page); err != nil {
		return err
	}
	switch {
	case open != "":
		return needed("fieldfolio conflicts shows the values", "done; %s has a field in conflict", open)
	case warning != "":
		return needed("fieldfolio conflicts lists what does not fit together", "done; %s", warning)
	}
	return nil
}

// completeEdit completes the record, then the fields, then their values.
func (a *app) completeEdit(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return a.completeNumber(cmd, args, begun)
	}
	const still = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	kind := portfolio.KindOf(args[0])
	var out []string
	if name, value, ok := strings.Cut(begun, "="); ok {
		if spec, err := portfolio.FindField(kind, name); err == nil {
			for _, c := range spec.Complete(a.catalogue(cmd), a.offices(cmd, kind), value) {
				out = append(out, name+"="+c.Text+"\t"+oneLine(c.Name))
			}
		}
		return out, still
	}
	for _, f := range portfolio.FormFields(kind) {
		out = append(out, f.Name+"=\t"+f.Form)
	}
	return out, still
}
