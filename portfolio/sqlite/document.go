package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/reconcile"
)

// The tables of the plan: current, or as in the document.
const (
	ofToday    = ""
	ofDocument = "base_"
)

// SubProgrammes returns the sub-programmes with their outcomes and priority
// activities, in the document's order, with their sources. The caller must not modify them.
func (s *Store) SubProgrammes(ctx context.Context) ([]portfolio.SubProgramme, error) {
	return once(ctx, s, "plan", func(s *Store) ([]portfolio.SubProgramme, error) {
		sources, err := s.sources(ctx, "*:*")
		if err != nil {
			return nil, err
		}
		return s.plan(ctx, ofToday, sources)
	})
}

func (s *Store) plan(ctx context.Context, of string, sources map[string][]portfolio.Source) ([]portfolio.SubProgramme,
	error) {
	parts, err := s.activityParts(ctx)
	if err != nil {
		return nil, err
	}
	activities := map[string][]portfolio.Activity{}
	err = s.scan(ctx, "SELECT outcome, code, label, shortfall, places FROM "+of+"activity ORDER BY outcome, seq", nil,
		func(rows *sql.Rows) error {
			var a portfolio.Activity
			var outcome, places string
			var shortfall sql.NullInt64
			err := rows.Scan(&outcome, &a.Code, &a.Label, &shortfall, &places)
			if places != "" {
				a.Places = strings.Fields(places)
			}
			a.Shortfall, a.Parts, a.Sources = amount(shortfall), parts[a.Code], sources[a.Record()]
			activities[outcome] = append(activities[outcome], a)
			return err
		})
	if err != nil {
		return nil, err
	}
	outcomes := map[string][]portfolio.Outcome{}
	err = s.scan(ctx, "SELECT subprogramme, code, label, budget FROM "+of+"outcome ORDER BY code", nil,
		func(rows *sql.Rows) error {
			var o portfolio.Outcome
			var sub string
			var budget sql.NullInt64
			err := rows.Scan(&sub, &o.Code, &o.Label, &budget)
			o.Budget, o.Activities, o.Sources = amount(budget), activities[o.Code], sources[o.Record()]
			outcomes[sub] = append(outcomes[sub], o)
			return err
		})
	if err != nil {
		return nil, err
	}
	var out []portfolio.SubProgramme
	err = s.scan(ctx, "SELECT code, label, requirement, shortfall FROM "+of+"subprogramme ORDER BY seq", nil,
		func(rows *sql.Rows) error {
			var sp portfolio.SubProgramme
			var requirement, shortfall sql.NullInt64
			err := rows.Scan(&sp.Code, &sp.Label, &requirement, &shortfall)
			sp.Requirement, sp.Shortfall = amount(requirement), amount(shortfall)
			sp.Outcomes, sp.Sources = outcomes[sp.Code], sources[sp.Record()]
			out = append(out, sp)
			return err
		})
	return out, err
}

func (s *Store) activityParts(ctx context.Context) (map[string][]portfolio.ActivityPart, error) {
	parts := map[string][]portfolio.ActivityPart{}
	err := s.scan(ctx, "SELECT activity, label, shortfall, printed FROM activity_part ORDER BY activity, seq", nil,
		func(rows *sql.Rows) error {
			var p portfolio.ActivityPart
			var activity string
			err := rows.Scan(&activity, &p.Label, &p.Shortfall, &p.Printed)
			parts[activity] = append(parts[activity], p)
			return err
		})
	return parts, err
}

// Published returns the published figures in the document's order. The caller must not modify them.
func (s *Store) Published(ctx context.Context) ([]portfolio.Published, error) {
	return once(ctx, s, "published", func(s *Store) ([]portfolio.Published, error) { return s.published(ctx) })
}

func (s *Store) published(ctx context.Context) ([]portfolio.Published, error) {
	var out []portfolio.Published
	err := s.scan(ctx, `SELECT id, place, statement, printed, unit, value, rounded_to, wording, note,
		records, measure, query, codes, share_of, why, spread, listed FROM published ORDER BY seq`, nil, func(rows *sql.Rows) error {
		var p portfolio.Published
		r, codes, listed := &p.Rule, "", ""
		err := rows.Scan(&p.ID, &p.Where, &p.Statement, &p.Printed, &p.Unit, &p.Value, &p.RoundedTo, &p.Wording, &p.Note,
			&r.Records, &r.Measure, &r.Query, &codes, &r.Of, &r.Why, &p.Spread, &listed)
		r.Codes = strings.Fields(codes)
		if listed != "" {
			lines := strings.Split(listed, "\n")
			r.ListedIn, r.Listed = lines[0], lines[1:]
		}
		out = append(out, p)
		return err
	})
	return out, err
}

// found returns the projects that a query finds, as they are or as the document
// has them. Words of the document's titles are looked for here, for the search
// index has those of today.
func (s *Store) found(ctx context.Context, of string, q portfolio.Query, cat *portfolio.Catalogue) ([]portfolio.Project,
	error) {
	var inSQL portfolio.Query
	for _, t := range q.Terms {
		if of == ofToday || !containsText(portfolio.Query{}.And(t)) {
			inSQL.Terms = append(inSQL.Terms, t)
		}
	}
	c := s.where(inSQL, cat, cat.Document)
	var out []portfolio.Project
	err := s.scan(ctx, "SELECT "+projectColumns+" FROM "+of+"project p"+c.clause()+" ORDER BY p.number, p.id", c.args,
		func(rows *sql.Rows) error {
			var p portfolio.Project
			err := scanProject(rows, &p)
			if p, in := breakdown.Confined(q, &p, cat, cat.Document); in {
				out = append(out, p)
			}
			return err
		})
	return out, err
}

// Findings recomputes every published figure from the base, that is from the
// document's own rows, or from today's values. With explain it looks for the
// cause of each difference. The caller must not modify them.
func (s *Store) Findings(ctx context.Context, explain, current bool) ([]reconcile.Finding, error) {
	return once(ctx, s, fmt.Sprint("findings ", explain, current), func(s *Store) ([]reconcile.Finding, error) {
		return s.findings(ctx, explain, current)
	})
}

func (s *Store) findings(ctx context.Context, explain, current bool) ([]reconcile.Finding, error) {
	of := ofDocument
	if current {
		of = ofToday
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	in := reconcile.Input{Explain: explain}
	if in.Published, err = s.published(ctx); err != nil {
		return nil, err
	}
	sources, err := s.sources(ctx, "*")
	if err != nil {
		return nil, err
	}
	if in.SubProgrammes, err = s.plan(ctx, of, sources); err != nil {
		return nil, err
	}
	in.Find = func(text string) ([]portfolio.Project, error) {
		q, err := portfolio.ParseQuery(text, cat)
		if err != nil {
			return nil, err
		}
		found, err := s.found(ctx, of, q, cat)
		for i := range found {
			found[i].Sources = sources[found[i].ID]
		}
		return found, err
	}
	return reconcile.Findings(in)
}
