package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/cmd/fieldfolio/share"
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/format"
)

func newCheck(a *app) *cobra.Command {
	rebuild := false
	cmd := &cobra.Command{
		Use:   "check [--rebuild]",
		Short: "check whether the database is sound",
		Long: `Checks the database: the file itself, what the document says, the log of changes,
and by deriving it again everything that follows from these two: projects, their
slices, sums, the search index. What was changed behind the program's back is
found. It changes nothing.

Files of a shared database that the group cannot use are listed, with who can
share them (exit status 3).

Days of receipt that cannot be right, because a clock was wrong, are listed; they
are no fault of the database.

If a newer release has changed figures of this database, it says which, and why.

If there are faults, it says whether --rebuild repairs them, or only fieldfolio
restore does.

With --rebuild it writes everything that follows from the document and the
changes again, and says whether that is identical to what was there. The indices
of a file with faults are made again too. What is faulty after that is listed. A
database of an earlier release is brought up to date first; a copy of it is kept.

Exit status 4 if there is a fault, or was one. The other formats have rows of
where and what.`,
		Example: `  fieldfolio check
  fieldfolio check --db copy.db --format csv`,
		Args: exactly(0, "", "fieldfolio check takes no arguments; --db names another database"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if rebuild {
				return a.rebuild(cmd.Context())
			}
			return a.check(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&rebuild, "rebuild", false, "write everything that is derived again, and compare")
	return cmd
}

func (a *app) rebuild(ctx context.Context) error {
	return a.whole(ctx, a.toChange, func(s *session) error {
		found, left, err := s.store.Rebuild(ctx)
		if err != nil {
			return err
		}
		a.done = "the database is rebuilt"
		if len(found)+len(left) == 0 && a.format == format.TableFormat {
			return a.say("%s is rebuilt from the document and the changes: identical to what was there", s.store.Path())
		}
		if len(left) > 0 {
			return errors.Join(a.writeTable(faultTable(left)), differs("database %s has faults that --rebuild cannot repair, "+
				"%d in all; %s", s.store.Path(), len(left), commands[fault.RestoreDatabase]))
		}
		if err := a.writeTable(faultTable(found)); err != nil {
			return err
		}
		if len(found) > 0 {
			return differs("database %s had faults, %d in all; they are repaired", s.store.Path(), len(found))
		}
		return nil
	})
}

func (a *app) check(ctx context.Context) error {
	return a.whole(ctx, a.toCopy, func(s *session) error {
		faults, err := s.store.Check(ctx)
		if err != nil {
			return fmt.Errorf("check: %w", err)
		}
		if len(faults) == 0 && a.format == format.TableFormat {
			return a.saySound(ctx, s)
		}
		if err := a.writeTable(faultTable(faults)); err != nil {
			return err
		}
		if len(faults) == 0 {
			return nil
		}
		mends, err := s.store.Rebuildable(ctx)
		if err != nil {
			return fmt.Errorf("check: %w", err)
		}
		do := commands[fault.RestoreDatabase]
		if mends {
			do = "fieldfolio check --rebuild repairs all of them"
		}
		return differs("database %s has faults, %d in all; %s", s.store.Path(), len(faults), do)
	})
}

// saySound says that a database is sound, and what upgrades changed in its figures.
func (a *app) saySound(ctx context.Context, s *session) error {
	if err := a.say("%s is sound: no fault found", s.store.Path()); err != nil {
		return err
	}
	days, err := s.store.DoubtfulDays(ctx, true)
	if err != nil {
		return fmt.Errorf("look at the days of receipt: %w", err)
	}
	for _, d := range days {
		if err := a.say("%s", d.Sentence()); err != nil {
			return err
		}
	}
	closed, err := share.Faults(s.store.Path())
	if err != nil {
		return fmt.Errorf("look at what the group can use: %w", err)
	}
	all, err := s.store.Revisions(ctx)
	if err != nil {
		return fmt.Errorf("read what upgrades changed: %w", err)
	}
	for i := range all {
		lines := append([]string{""}, revisionLines(&all[i], a.tableWidth(a.stdout))...)
		if err := a.say("%s", strings.Join(lines, "\n")); err != nil {
			return err
		}
	}
	return a.closedFiles(closed)
}

func faultTable(faults []breakdown.Fault) portfolio.Table {
	t := portfolio.Table{Name: "fault", Columns: []portfolio.Column{{Name: "where", Head: "WHERE"},
		{Name: "what", Head: "FAULT"}}}
	for _, f := range faults {
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(f.Where), portfolio.Text(f.What)})
	}
	return t
}
