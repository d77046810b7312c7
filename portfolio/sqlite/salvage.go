package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
)

// salvage reads a damaged database and skips what cannot be read.
type salvage struct {
	ctx     context.Context //nolint:containedctx // lives as long as the reading
	db      *sql.DB
	lost    bool // something could not be read
	authors map[int64]author
	records map[int64]string
	doubts  map[portfolio.ID]string
}

// save reads what it can from the damaged file: changes whose content matches
// the hash in their id. If the list of doubts is unreadable, only the authors
// of this office's own changes are certain.
func (r *Restoring) save(ctx context.Context, from string) (err error) {
	var own exchange.Self
	err = r.Store.Exchange(ctx, func(x exchange.Tx) (err error) {
		own, err = x.Self()
		return err
	})
	if err != nil {
		return err
	}
	db, err := single(from, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	v := &salvage{ctx: ctx, db: db, authors: map[int64]author{}, records: map[int64]string{},
		doubts: map[portfolio.ID]string{}}
	is := map[string]string{}
	v.rows("SELECT name, value FROM setting", func(rows *sql.Rows) error {
		var name, value string
		err := rows.Scan(&name, &value)
		is[name] = value
		return err
	}, "name")
	if office := is[setOffice]; office != "" && office != portfolio.LocalOffice && office != own.Office {
		return &fault.Invalid{Field: "backup",
			Why: "is of office " + own.Office + ", the damaged database of " + office, Action: fault.NameBackupOf,
			Of: office, Do: unchanged}
	}
	roots := exchange.Roots(strings.Fields(is[setRoot]))
	foreign := len(roots) > 0 && len(own.Roots) > 0 && !roots.Meets(own.Roots)
	if foreign && own.AtHeadquarters() {
		return &fault.Invalid{Field: "backup", Why: "is of another headquarters with the code " + own.Office +
			" than the damaged database", Action: fault.NameBackupOf, Of: own.Office, Do: unchanged}
	}
	v.names()
	sure := v.readDoubts()
	v.changes(func(c *portfolio.Change) {
		doubt, known := v.doubts[c.ID]
		mine := c.ID.Office == own.Office || own.Was(c.ID)
		if !foreign && (sure || known) || mine { // what another headquarters says has no meaning here
			r.Saved = append(r.Saved, exchange.Incoming{Change: *c, Doubt: doubt})
		} else {
			v.lost = true
		}
	})
	r.Lost = v.lost
	return r.keepChoices(v)
}

// scan reads rows until one cannot be read, and reports whether it came to the
// end.
func (v *salvage) scan(query string, args []any, each func(*sql.Rows) error) (whole bool) {
	rows, err := v.db.QueryContext(v.ctx, query, args...)
	if err != nil {
		return false
	}
	defer func() { whole = errors.Join(err, rows.Err(), rows.Close()) == nil }()
	for rows.Next() && err == nil {
		err = each(rows)
	}
	return true
}

// rows reads a table in one order after the other, each from both ends, until
// it has seen all, and reports whether it has. An index may be sound where its
// table is not, and a damaged page in the middle hides no other one.
func (v *salvage) rows(query string, each func(*sql.Rows) error, orders ...string) bool {
	for _, by := range orders {
		if v.scan(query+" ORDER BY "+by, nil, each) {
			return true
		}
		v.scan(query+" ORDER BY "+strings.ReplaceAll(by, ",", " DESC,")+" DESC", nil, each)
	}
	return false
}

// names reads which authors and records there are.
func (v *salvage) names() {
	authors := v.rows("SELECT id, office, incarnation FROM author", func(rows *sql.Rows) error {
		var id int64
		var a author
		err := rows.Scan(&id, &a.office, &a.incarnation)
		v.authors[id] = a
		return err
	}, "id", "office, incarnation")
	records := v.rows("SELECT id, name FROM record", func(rows *sql.Rows) error {
		var id int64
		var name string
		err := rows.Scan(&id, &name)
		v.records[id] = name
		return err
	}, "id", "name")
	v.lost = !authors || !records
}

// readDoubts reads which changes have an uncertain author, and reports whether
// it could read all.
func (v *salvage) readDoubts() bool {
	return v.rows("SELECT n, author, hash, why FROM doubt", func(rows *sql.Rows) error {
		var id portfolio.ID
		var by int64
		var why string
		err := rows.Scan(&id.N, &by, &id.Hash, &why)
		id.Office, id.Incarnation = v.authors[by].office, v.authors[by].incarnation
		v.doubts[id] = why
		return err
	}, "n, author, hash")
}

// changes reads the log record by record: a damaged page hides the records on
// it alone.
func (v *salvage) changes(each func(*portfolio.Change)) {
	for id, name := range v.records {
		whole := v.scan("SELECT n, author, hash, body FROM change WHERE record = ? ORDER BY n, author, hash", []any{id},
			func(rows *sql.Rows) error {
				var c portfolio.Change
				var by int64
				var body []byte
				if err := rows.Scan(&c.ID.N, &by, &c.ID.Hash, &body); err != nil {
					return err
				}
				c.ID.Office, c.ID.Incarnation = v.authors[by].office, v.authors[by].incarnation
				if c.SetBody(body) != nil {
					v.lost = true
					return nil
				}
				if c.Creates == "" {
					c.Record = name
				}
				if c.Check() != nil {
					v.lost = true
					return nil
				}
				each(&c)
				return nil
			})
		v.lost = v.lost || !whole
	}
}
