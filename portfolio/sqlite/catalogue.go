package sqlite

import (
	"context"
	"database/sql"
	"sync"

	"fieldfolio/portfolio"
)

// catalogues keeps the lists that were read last, with the digests of their
// tables: they change only with an edition of the document. It is not locked
// while they are read: who reads them may wait for a connection, and who has all
// connections for the lists.
type catalogues struct {
	sync.Mutex
	digests string
	last    portfolio.Catalogue
}

// Catalogue returns the lists whose codes projects use, the day of the document
// and the reference date. The caller must not modify the lists.
func (s *Store) Catalogue(ctx context.Context) (*portfolio.Catalogue, error) {
	digests, days, err := s.catalogueState(ctx)
	if err != nil {
		return nil, err
	}
	c, known := s.catalogues.of(digests)
	if !known {
		lists, err := s.lists(ctx)
		if err != nil {
			return nil, err
		}
		c = *lists
		s.catalogues.keep(digests, c)
	}
	if c.Document, err = s.day(days[documentDate]); err != nil {
		return nil, err
	}
	c.Reference, err = s.day(days[referenceDate])
	return &c, err
}

// of returns the lists with some digests, and false if they are not known.
func (k *catalogues) of(digests string) (portfolio.Catalogue, bool) {
	k.Lock()
	defer k.Unlock()
	return k.last, digests != "" && digests == k.digests
}

func (k *catalogues) keep(digests string, lists portfolio.Catalogue) {
	k.Lock()
	defer k.Unlock()
	k.digests, k.last = digests, lists
}

// The settings that are dates.
const (
	documentDate  = "document_date"
	referenceDate = "reference_date"
)

// catalogueState returns the digests of the tables of which the catalogue consists, and its dates as they are set. It
// is one query, since every session and every command asks for it.
func (s *Store) catalogueState(ctx context.Context) (digests string, days map[string]string, err error) {
	days = map[string]string{}
	err = s.scan(ctx, `SELECT name, hash FROM digest WHERE name IN ('programme', 'line', 'place', 'source')
		UNION ALL SELECT name, value FROM setting WHERE name IN (?, ?) ORDER BY name`, []any{documentDate, referenceDate},
		func(rows *sql.Rows) error {
			var name, value string
			err := rows.Scan(&name, &value)
			if name == documentDate || name == referenceDate {
				days[name] = value
			} else {
				digests += value
			}
			return err
		})
	return digests, days, err
}

// lists reads the lists of the catalogue.
func (s *Store) lists(ctx context.Context) (*portfolio.Catalogue, error) {
	var c portfolio.Catalogue
	if err := s.programmes(ctx, &c); err != nil {
		return nil, err
	}
	err := s.scan(ctx, "SELECT code, label, name, scope, outcomes, dac FROM line ORDER BY id", nil,
		func(rows *sql.Rows) error {
			var l portfolio.Line
			err := rows.Scan(&l.Code, &l.Label, &l.Name, &l.Scope, &l.Outcomes, &l.DAC)
			c.Lines = append(c.Lines, l)
			return err
		})
	if err != nil {
		return nil, err
	}
	err = s.scan(ctx, "SELECT code, name, m49, within FROM place ORDER BY id", nil, func(rows *sql.Rows) error {
		var p portfolio.Place
		err := rows.Scan(&p.Code, &p.Name, &p.M49, &p.Within)
		c.Places = append(c.Places, p)
		return err
	})
	return &c, err
}

// day returns the date to which a setting is set, or today.
func (s *Store) day(text string) (portfolio.Date, error) {
	if text == "today" {
		return portfolio.DateOf(s.now()), nil
	}
	return portfolio.ParseDate(text)
}

func (s *Store) programmes(ctx context.Context, c *portfolio.Catalogue) error {
	err := s.scan(ctx, "SELECT code, name, list, first_year, last_year, states FROM programme ORDER BY id", nil,
		func(rows *sql.Rows) error {
			var p portfolio.Programme
			err := rows.Scan(&p.Code, &p.Name, &p.List, &p.From, &p.To, &p.States)
			c.Programmes = append(c.Programmes, p)
			return err
		})
	if err != nil {
		return err
	}
	sources, err := s.sources(ctx, "programme:*")
	for i := range c.Programmes {
		c.Programmes[i].Sources = sources["programme:"+c.Programmes[i].Code]
	}
	return err
}

// sources returns the sources of the records whose ids match a GLOB pattern, by
// record.
func (s *Store) sources(ctx context.Context, pattern string) (map[string][]portfolio.Source, error) {
	out := map[string][]portfolio.Source{}
	err := s.scan(ctx, `SELECT record, field, place, printed, taken, why, assumed FROM source
		WHERE record GLOB ? ORDER BY record, seq`, []any{pattern}, func(rows *sql.Rows) error {
		var x portfolio.Source
		err := rows.Scan(&x.Record, &x.Field, &x.Where, &x.Printed, &x.Taken, &x.Why, &x.Assumed)
		out[x.Record] = append(out[x.Record], x)
		return err
	})
	return out, err
}
