package tui

import (
	"context"

	"fieldfolio/portfolio"
)

// Source is what the screens ask.
type Source interface {
	catalogueSource
	listSource
	projectSource
	portfolio.CellSource
	findingSource
	planSource
}

type catalogueSource interface {
	Catalogue(ctx context.Context) (*portfolio.Catalogue, error)
}

type listSource interface {
	Projects(ctx context.Context, spec portfolio.ListSpec) ([]portfolio.Listed, error)
	// Totals ignores order, offset and limit.
	Totals(ctx context.Context, spec portfolio.ListSpec) (portfolio.ListTotals, error)
}

type projectSource interface {
	// Project returns a project with its sources by its number.
	Project(ctx context.Context, number string) (*portfolio.Project, error)
}

type findingSource interface {
	// Findings returns every published figure, recomputed and explained.
	Findings(ctx context.Context) ([]portfolio.Finding, error)
}

type planSource interface {
	// SubProgrammes returns the sub-programmes with their outcomes and
	// activities, and the sources of each.
	SubProgrammes(ctx context.Context) ([]portfolio.SubProgramme, error)
}

// detailSource is what the detail of a project asks: the project, and its
// neighbours in the list that it was opened from.
type detailSource interface {
	projectSource
	listSource
}

// request is one question under way. Answers carry it.
type request struct {
	ctx    context.Context //nolint:containedctx // a question is what a context is of
	cancel context.CancelFunc
}

// requests remembers the current question of one kind.
type requests struct {
	base    context.Context //nolint:containedctx // the life of the program
	current *request
}

// next starts a question and cancels the one before.
func (r *requests) next() *request {
	if r.current != nil {
		r.current.cancel()
	}
	ctx, cancel := context.WithCancel(r.base)
	r.current = &request{ctx: ctx, cancel: cancel}
	return r.current
}

// done reports whether an answer belongs to the current question, which is
// answered with it.
func (r *requests) done(q *request) bool {
	if q == nil || q != r.current {
		return false
	}
	q.cancel()
	r.current = nil
	return true
}

// waiting reports whether a question is under way.
func (r *requests) waiting() bool { return r.current != nil }
