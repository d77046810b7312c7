package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

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
	spec := breakdown.FacetSpec(q, asOf, d)
	if d == breakdown.ByCountry {
		counts, err := s.byPlaces(ctx, spec)
		return breakdown.NewFacets(q, d, cat, breakdown.PlaceCells(cat, counts)), err
	}
	cells, err := s.Cells(ctx, spec)
	if err != nil {
		return nil, err
	}
	return breakdown.NewFacets(q, d, cat, cells), nil
}

// byPlaces counts the projects of a breakdown's query by their places: see
// breakdown.PlaceCells.
func (s *Store) byPlaces(ctx context.Context, spec breakdown.BreakdownSpec) (map[string]int64, error) {
	t, err := s.listTables(ctx, breakdown.ListSpec{Query: spec.Query, AsOf: spec.AsOf})
	if err != nil {
		return nil, err
	}
	places, _ := portfolio.KeyCountry.Field()
	all := "''"
	for _, c := range places.Project.Portions() {
		all += " || ' ' || " + textSQL(c)
	}
	var text []byte
	err = s.db.QueryRowContext(ctx, "SELECT tally("+all+") FROM "+t.from+t.where.clause(), t.where.args...).Scan(&text)
	if err != nil {
		return nil, fileError(s.path, err)
	}
	var counts map[string]int64
	if err := json.Unmarshal(text, &counts); err != nil {
		return nil, fmt.Errorf("read the counts by place: %w", err)
	}
	return counts, nil
}
