package ui

import (
	"context"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/reconcile"
)

// Source is where the screens load what they show.
type Source interface {
	ListSource
	projectSource
	CellSource
	FindingSource
	PlanSource
	proof.Source
	DeskSource
	preferenceSource
}

type catalogueSource interface {
	Catalogue(ctx context.Context) (*portfolio.Catalogue, error)
}

type sharedSource interface {
	// Shared returns the answer to a question that is the same for all who ask: what read returns, or what it
	// returned to somebody else in the same state.
	Shared(ctx context.Context, question string, read func(context.Context) (any, error)) (any, error)
}

type ListSource interface {
	// OneState runs fn. What fn asks with the context that it is given is answered from one state.
	OneState(ctx context.Context, fn func(context.Context) error) error
	Projects(ctx context.Context, spec breakdown.ListSpec) ([]breakdown.Listed, error)
	// Facets returns the number of matching projects for each value of a dimension, the most
	// frequent first.
	Facets(ctx context.Context, q portfolio.Query, asOf portfolio.Date, d breakdown.Dimension) ([]breakdown.Facet, error)
	exchange.FreshSource
}

// CellSource is where a breakdown loads its figures.
type CellSource interface {
	catalogueSource
	sharedSource
	// Published returns the figures that the document prints.
	Published(ctx context.Context) ([]portfolio.Published, error)
	breakdown.CellSource
	exchange.FreshSource
	// KnownDays returns the days for which CellsOn has figures.
	KnownDays(ctx context.Context) (portfolio.KnownDays, error)

	// CellsOn is as Cells, for the portfolio at the end of a day.
	CellsOn(ctx context.Context, day portfolio.Date, spec breakdown.BreakdownSpec) ([]breakdown.Cell, error)
}

type projectSource interface {
	// Project returns a project with its sources by its number.
	Project(ctx context.Context, number string) (*portfolio.Project, error)
}

type FindingSource interface {
	// Findings returns every published figure, recomputed and explained.
	Findings(ctx context.Context) ([]reconcile.Finding, error)
}

type PlanSource interface {
	// SubProgrammes returns the sub-programmes with their outcomes and
	// activities, and the sources of each.
	SubProgrammes(ctx context.Context) ([]portfolio.SubProgramme, error)
}

// DeskSource is what screens need that edit, and that show changes.
type DeskSource interface {
	RecordSource
	editSource
	historySource
	noteSource
	DraftSource
	conflictSource
}

type RecordSource interface {
	// Record returns a record by project number, key or id.
	Record(ctx context.Context, name string) (*portfolio.Record, error)
}

type editSource interface {
	// Change saves edits of a person, all or none.
	Change(ctx context.Context, person string, edits ...portfolio.Edit) ([]portfolio.Change, error)
	// Undo restores what was there before a change; the zero id means the person's latest step in
	// this copy.
	Undo(ctx context.Context, person string, id portfolio.ID, reason string) ([]portfolio.Change, error)
	// Redo makes again what the person's latest undo in this copy took back.
	Redo(ctx context.Context, person string) ([]portfolio.Change, error)
	// Undoing and Redoing return the changes that these would take back.
	Undoing(ctx context.Context, person string, id portfolio.ID) (provenance.Undoing, error)
	Redoing(ctx context.Context, person string) ([]portfolio.Change, error)
}

type historySource interface {
	// History returns the newest changes first, a line for each field.
	History(ctx context.Context, spec provenance.HistorySpec) (provenance.History, error)
}

type noteSource interface {
	// Notes returns the notes on a record, the newest first.
	Notes(ctx context.Context, record string) ([]portfolio.Note, error)
}

type DraftSource interface {
	// Draft returns a person's draft for a record, nil if there is none. An empty record means a
	// new one.
	Draft(ctx context.Context, person, record string) (*portfolio.Draft, error)
	Drafts(ctx context.Context, person string) ([]portfolio.Draft, error)
	SaveDraft(ctx context.Context, d portfolio.Draft) error
	DropDraft(ctx context.Context, person, record string) error
}

type conflictSource interface {
	// Conflicts returns the conflicts and the inconsistencies that a person has to settle.
	Conflicts(ctx context.Context) ([]provenance.Conflict, []portfolio.Inconsistency, error)
}

// DetailSource is where the page of a project loads the project, its neighbours in the list, and
// its changes.
type DetailSource interface {
	catalogueSource
	projectSource
	ListSource
	DeskSource
}
