package sqlite

import (
	"context"

	"fieldfolio/portfolio"
)

// Facets returns how many of the projects that a query selects have each value
// of a dimension, the most frequent first: see portfolio.NewFacets.
func (s *Store) Facets(ctx context.Context, q portfolio.Query, asOf portfolio.Date, d portfolio.Dimension) ([]portfolio.Facet, error) {
	spec, err := portfolio.FacetSpec(q, asOf, d)
	if err != nil {
		return nil, err
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	cells, err := s.Cells(ctx, spec)
	if err != nil {
		return nil, err
	}
	return portfolio.NewFacets(q, d, cat, cells), nil
}
