package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/format"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/tui/ui"
)

func newAudit(a *app) *cobra.Command {
	var since string
	var kinds []string
	limit := 0
	cmd := &cobra.Command{
		Use:   "audit [TEXT]",
		Short: "show who logged in, was refused, exported or changed what",
		Long: `Lists what happened over SSH, the newest first: logins and their ends, refusals,
exports, changes, what came from other offices, changes of logins, and the server's
starts and stops; with TEXT, what has it in person, office,
address or event, and with --person what that person did. Times are UTC. The trail
belongs to this copy; it has no keys but their fingerprints, and no values of fields.

The other formats have rows of at, kind, person, office, from, session and what.`,
		Example: `  fieldfolio audit
  fieldfolio audit --kind refused --since 2026-11-01
  fieldfolio audit --format csv > audit.csv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			spec := sqlite.AuditSpec{Person: a.person, Text: joined(args), Limit: limit}
			for _, k := range kinds {
				kind := access.EventKind(k)
				if !slices.Contains(eventKinds, kind) {
					return usageError("use "+strings.Join(kindNames(), ", "), "--kind: %q is not a kind of event", k)
				}
				spec.Kinds = append(spec.Kinds, kind)
			}
			if since != "" {
				day, err := portfolio.ParseDate(since)
				if err != nil {
					return usageError("use a date such as 2026-11-30", "--since: %q is not a date", since)
				}
				if spec.Since, err = time.Parse(time.DateOnly, day.Plain()); err != nil {
					return usageError("use a date such as 2026-11-30", "--since: %q is not a date", since)
				}
			}
			if !cmd.Flags().Changed("limit") {
				spec.Limit = auditLimit(a.format)
			}
			return a.whole(cmd.Context(), a.toCopy, func(s *session) error {
				events, err := s.store.Audit(cmd.Context(), spec)
				if err != nil {
					return err
				}
				return a.write(func() portfolio.Table { return auditTable(events) },
					func() portfolio.Table { return auditPage(events) })
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&since, "since", "", "not before `DATE`")
	f.StringSliceVar(&kinds, "kind", nil, "`KIND` of event: "+strings.Join(kindNames(), ", "))
	f.IntVar(&limit, "limit", 100, "at most `N` events (default 100 for people, 100,000 for programs)")
	a.complete(cmd, "kind", fixed(kindNames()...))
	return cmd
}

// auditLimit returns how many events a format has: for programs, as many as are kept.
func auditLimit(kind string) int {
	if format.ForPeople(kind) {
		return 100
	}
	return 100_000
}

// eventKinds are all kinds of events.
var eventKinds = []access.EventKind{access.LoggedIn, access.LoggedOut, access.Refused, access.Exported, access.Changed,
	access.Synced, access.Managed, access.Served}

func kindNames() []string {
	names := make([]string, len(eventKinds))
	for i, k := range eventKinds {
		names[i] = string(k)
	}
	return names
}

// auditPage returns the events for people, each with all that was done.
func auditPage(events []access.Event) portfolio.Table {
	t := portfolio.Table{Name: "event", Title: portfolio.CountOf(len(events), "event")}
	for i := range events {
		e := &events[i]
		who := e.Person
		if e.Office != "" {
			who += " (" + e.Office + ")"
		}
		if who != "" {
			who += ": "
		}
		t.Notes = append(t.Notes, fault.Remarks(fmt.Sprintf("%s %s %s%s", e.At.UTC().Format(time.DateTime), e.Kind, who,
			e.What))...)
	}
	return t
}

func auditTable(events []access.Event) portfolio.Table {
	t := portfolio.Table{Name: "event", Title: portfolio.CountOf(len(events), "event"), Columns: []portfolio.Column{
		{Name: "at", Head: "AT, UTC"}, {Name: "kind", Head: "KIND"}, {Name: "person", Head: "PERSON"},
		{Name: "office", Head: "OFFICE"}, {Name: "from", Head: "FROM"}, {Name: "session", Head: "SESSION"},
		{Name: "what", Head: "WHAT"}}}
	for i := range events {
		e := &events[i]
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(e.At.UTC().Format(time.DateTime)), portfolio.Text(e.Kind),
			portfolio.Text(e.Person), portfolio.Text(e.Office), portfolio.Text(e.From), portfolio.Text(e.Session),
			portfolio.Text(e.What)})
	}
	return t
}

// trail is the audit trail of a store, for the screens.
type trail struct{ store *sqlite.Store }

// Trail returns the latest events, the newest first.
func (t trail) Trail(ctx context.Context, most int) ([]access.Event, error) {
	return t.store.Audit(ctx, sqlite.AuditSpec{Limit: most})
}

// trailOf returns the audit trail for whoever may read it, nil for others: the owner of a database, and coordinators
// in a session.
func (a *app) trailOf(s *session) ui.Trail {
	if s.past.Known() || a.guest != nil && !a.guest.login.Role.Reviews() {
		return nil
	}
	return trail{s.store}
}
