package main

import (
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/sync"
)

func newOfficeRules(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "rules",
		Short: "list which changes headquarters holds for review",
		Long: `Lists the rules by which headquarters holds changes: of which field, above which
amount, share or length of time, and who set the rule when. An office without
rules of its own has those of all offices.

The other formats have columns office (all for all offices), field, above,
person, day and change.`,
		Example: "  fieldfolio office rules --format csv",
		Args:    exactly(0, "", "fieldfolio office rules takes no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), func(s *session) error {
				p, err := s.reader()
				if err != nil {
					return err
				}
				r, err := p.Rules(cmd.Context())
				if err != nil {
					return err
				}
				return a.write(r.Table, r.Page)
			})
		},
	}
}

func newOfficeHold(a *app) *cobra.Command {
	var spec sync.HoldSpec
	cmd := &cobra.Command{
		Use:   "hold FIELD…",
		Short: "hold changes of a field for review, all or above a limit",
		Long: `Sets the rules by which headquarters holds changes of fields. Without --above it
holds every change. A limit is an amount in US dollars or a share of the value
before for budgets and expenditure, a length of time for dates, and a share of
the project for service_lines and places; both directions count. Of several
limits, a change beyond any of them is held.

The rule is a change of the register: it applies to changes that reach
headquarters from now on. It replaces the earlier rules of the field; those of
other fields stay. An office gets rules of its own with --office; until then it
has those of all offices.`,
		Example: `  fieldfolio office hold approved --above 100000 --above 10%
  fieldfolio office hold end --above 6m
  fieldfolio office hold spent --above 20% --office roea
  fieldfolio office hold shortfall --off`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case spec.Reset && len(args)+len(spec.Above) > 0, spec.Off && (spec.Reset || len(spec.Above) > 0):
				return usageError("use --above, --off or --default, and no field with --default", "these flags exclude each other")
			case !spec.Reset && len(args) == 0:
				return usageError("write fieldfolio office hold end --above 6m", "the field is missing")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			spec.Fields, spec.Office = args, strings.ToLower(spec.Office)
			return a.asOffice(cmd.Context(), func(s *session, person string) error {
				p, err := s.peer()
				if err != nil {
					return err
				}
				rules, err := p.Hold(cmd.Context(), person, spec)
				if err != nil {
					return err
				}
				of := "all offices"
				if spec.Office != "" {
					of = spec.Office
				}
				return a.say("rules of %s: %s", of, strings.ReplaceAll(rules.String(), ",", ", "))
			})
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&spec.Above, "above", nil, "hold only changes beyond `LIMIT`, such as 100000, 10% or 6m; can be repeated")
	f.StringVar(&spec.Office, "office", "", "`CODE` of the office whose rules to set (default: all offices)")
	f.BoolVar(&spec.Off, "off", false, "hold no changes of the fields")
	f.BoolVar(&spec.Reset, "default", false, "remove the rules that were set")
	return cmd
}
