package sqlite

import (
	"context"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// Facets returns how many of the projects that a query selects have each value
// of a dimension, the most frequent first: see breakdown.NewFacets.
func (s *Store) Facets(ctx context.Context, q portfolio.Query, asOf portfolio.Date,
	d breakdown.Dimension) ([]breakdown.Facet, error) {
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	cells, err := s.Cells(ctx, breakdown.FacetSpec(q, asOf, d))
	if err != nil {
		return nil, err
	}
	return breakdown.NewFacets(q, d, cat, cells), nil
}
