package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report/facts"
)

// namedFigure is what the arguments of the command why name: a figure, or a
// field that is none, of which only the origin can be shown. Both are nil if
// the arguments are a query.
type namedFigure struct {
	spec   proof.Spec
	origin *facts.FieldOrigin
}

// figureNames finds figures by their names.
type figureNames struct {
	ctx context.Context //nolint:containedctx // of the one command that it belongs to
	s   *session
}

// wholeProgramme is the name of the whole programme as a part of the plan.
const wholeProgramme = "programme"

// find returns the figure that arguments name: a published figure by its id, a
// part of the plan, or a project with a field of it.
func (q figureNames) find(args []string) (namedFigure, error) {
	if len(args) == 0 || len(args) > 2 {
		return namedFigure{}, nil
	}
	field := ""
	if len(args) == 2 {
		if field = args[1]; strings.ContainsAny(field, ":<>=") {
			return namedFigure{}, nil
		}
	}
	if kind, ok := planKind(args[0]); ok {
		return q.plan(kind, args[0], field)
	}
	if strings.ContainsAny(args[0], ":<>=") && !strings.HasPrefix(args[0], portfolio.ByID("")) {
		return namedFigure{}, nil
	}
	if field != "" {
		return q.project(args[0], field)
	}
	ids, err := q.published()
	if slices.Contains(ids, args[0]) {
		return namedFigure{spec: proof.PublishedFigure{ID: args[0]}}, err
	}
	return namedFigure{}, err
}

// planKind returns the kind of a part of the plan by its name, such as
// outcome:2.3; ok is false for other names.
func planKind(name string) (_ portfolio.RecordKind, ok bool) {
	kind, _, _ := strings.Cut(name, ":")
	of := portfolio.RecordKind(kind)
	return of, name == wholeProgramme || strings.Contains(name, ":") && slices.Contains([]portfolio.RecordKind{
		portfolio.SubProgrammeRecord, portfolio.OutcomeRecord, portfolio.ActivityRecord}, of)
}

// plan returns a figure of the plan, by default the budget, or the shortfall of
// an activity.
func (q figureNames) plan(kind portfolio.RecordKind, name, field string) (namedFigure, error) {
	if field == "" {
		field = portfolio.FieldBudget
		if kind == portfolio.ActivityRecord {
			field = portfolio.FieldShortfall
		}
	}
	if name == wholeProgramme {
		name = ""
	} else if err := q.planned(name); err != nil {
		return namedFigure{}, err
	}
	if field == portfolio.FieldBudget && kind != portfolio.ActivityRecord || field == portfolio.FieldShortfall {
		return namedFigure{spec: proof.PlanFigure{Record: name, Field: field}}, nil
	}
	if name == "" {
		return namedFigure{}, usageError(fault.Suggest(field, []string{portfolio.FieldBudget, portfolio.FieldShortfall}),
			"the programme has no figure %q", field)
	}
	return q.origin(name, field, nil)
}

// planned returns an error if no part of the plan has a name.
func (q figureNames) planned(name string) error {
	subs, err := q.s.store.SubProgrammes(q.ctx)
	if err != nil {
		return err
	}
	names := planNames(subs)
	if slices.Contains(names, name) {
		return nil
	}
	kind, code, _ := strings.Cut(name, ":")
	names = slices.DeleteFunc(names, func(n string) bool { return !strings.HasPrefix(n, kind+":") })
	return usageError(fault.Suggest(name, names), "there is no %s %q", kind, code)
}

// planNames returns the names of all parts of the plan.
func planNames(subs []portfolio.SubProgramme) []string {
	names := []string{wholeProgramme}
	for _, s := range subs {
		names = append(names, s.Record())
		for _, o := range s.Outcomes {
			names = append(names, o.Record())
			for _, a := range o.Activities {
				names = append(names, a.Record())
			}
		}
	}
	return names
}

// project returns a field of a project. Two words of which neither is a number
// or a field may be a query.
func (q figureNames) project(number, field string) (namedFigure, error) {
	p, err := q.s.store.Project(q.ctx, number)
	if err == nil {
		return q.origin(portfolio.ByID(p.ID), field, p)
	}
	_, unknown := portfolio.FindField(portfolio.ProjectRecord, field)
	if unknown != nil && errors.Is(err, fault.ErrNotFound) {
		err = nil
	}
	return namedFigure{}, err
}

// origin returns the origin of a field that is no figure. p is the project with
// the field, nil if it is one of the plan.
func (q figureNames) origin(name, field string, p *portfolio.Project) (namedFigure, error) {
	r, err := q.s.store.Record(q.ctx, name)
	if err != nil {
		return namedFigure{}, err
	}
	spec, err := portfolio.FindField(r.Kind, field)
	if err != nil {
		return namedFigure{}, wrongUsage(err)
	}
	fields := []string{spec.Name}
	value := spec.WithUnit(r.Value(spec.Name))
	if p != nil && spec.Project != nil {
		view := portfolio.View{Catalogue: q.s.catalogue, AsOf: q.s.asOf}
		if value = spec.InFull(p, view); spec.Shared() {
			value = spec.InList(p, view)
		}
		if !r.Value(spec.Name).Known {
			fields = append(fields, proof.FollowsFrom(spec.Name)...)
		}
	}
	all, err := q.s.store.Origins(q.ctx, []string{r.ID}, fields...)
	if err != nil {
		return namedFigure{}, err
	}
	out := &facts.FieldOrigin{Record: r, Field: spec, Value: value}
	for i, f := range fields {
		o := all[provenance.FieldOf{Record: r.ID, Field: f}]
		o.Kind, o.Field = r.Kind, f
		if p != nil {
			o = proof.Assigned(o, p)
		}
		if i == 0 {
			out.Origin = o
		} else {
			out.From = append(out.From, o)
		}
	}
	return namedFigure{origin: out}, nil
}

// check returns an error that names the nearest figures if a single word is
// neither a figure nor found in any project.
func (q figureNames) check(word string, as proof.ListFigure) error {
	totals, err := q.s.store.Totals(q.ctx, breakdown.ListSpec{Query: as.Query, AsOf: as.AsOf})
	if err != nil || totals.Projects > 0 || strings.ContainsAny(word, ":<>=") {
		return err
	}
	names, err := q.all()
	if err != nil {
		return err
	}
	return usageError(fault.Suggest(word, names), "there is no figure %q, and no project has the word", word)
}

// all returns the names of published figures, parts of the plan and projects.
func (q figureNames) all() ([]string, error) {
	names, err := q.published()
	if err != nil {
		return nil, err
	}
	subs, err := q.s.store.SubProgrammes(q.ctx)
	if err != nil {
		return nil, err
	}
	numbers, err := q.s.store.Numbers(q.ctx, "", 10_000)
	for _, n := range numbers {
		names = append(names, n.Code)
	}
	return append(names, planNames(subs)...), err
}

func (q figureNames) published() ([]string, error) {
	all, err := q.s.store.Published(q.ctx)
	ids := make([]string, len(all))
	for i, p := range all {
		ids[i] = p.ID
	}
	return ids, err
}

// completeFigure completes the name of a figure, or a term of a query; then a
// field of the record that was named.
func (a *app) completeFigure(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	terms, still := a.completeQuery(cmd, args, begun)
	kind := portfolio.ProjectRecord
	if len(args) == 1 {
		if of, ok := planKind(args[0]); ok {
			kind = of
		}
		for _, f := range portfolio.FieldsOf(kind) {
			terms = append(terms, f.Name)
		}
	}
	if len(args) > 0 {
		return terms, still
	}
	for _, n := range a.numbers(cmd, strings.ToUpper(begun)) {
		terms = append(terms, n.Code+"\t"+oneLine(n.Name))
	}
	store := a.existing(cmd)
	if store == nil {
		return terms, still
	}
	defer func() { _ = store.Close() }() // only read from
	q := figureNames{cmd.Context(), &session{store: store}}
	ids, err := q.published()
	if subs, failed := store.SubProgrammes(cmd.Context()); err == nil && failed == nil {
		terms = append(append(terms, ids...), planNames(subs)...)
	}
	return terms, still
}
