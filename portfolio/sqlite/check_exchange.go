package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/exchange"
)

// checkExchange compares the stored rulings with the receipts in the log, and
// the list of arrivals with the log.
func (s *Store) checkExchange(ctx context.Context) ([]breakdown.Fault, error) {
	wanted, err := s.receiptLines(ctx)
	if err != nil {
		return nil, err
	}
	var faults []breakdown.Fault
	judged := map[portfolio.ID]portfolio.Judgement{}
	fault := func(where, what string) {
		if len(faults) < 20 {
			faults = append(faults, breakdown.Fault{Where: where, What: what})
		}
	}
	err = s.scan(ctx, `SELECT t.n, a.office, a.incarnation, t.hash, t.more, t.by, t.day, t.given, t.verdict, t.why, t.person,
		t.login, t.corrects FROM receipt t JOIN author a ON a.id = t.author`, nil, func(rows *sql.Rows) error {
		var id portfolio.ID
		var r exchange.Receipt
		var more, by string
		var reached sql.NullInt64
		if err := rows.Scan(&id.N, &id.Office, &id.Incarnation, &id.Hash, &more, &by, &reached, &r.Given, &r.Ruling,
			&r.Why, &r.Person, &r.Login, &r.Corrects); err != nil {
			return err
		}
		r.ID, _ = portfolio.ParseID(by) // an unreadable one is in no receipt
		r.Day = portfolio.Date(reached.Int64)
		line := receiptLine(id, more, &r)
		if !wanted[line] {
			fault("receipt of "+id.String(), "is not in the receipt that it is said to be from")
		}
		delete(wanted, line)
		j := judged[id]
		exchange.AddReceipt(&j, &r, more)
		judged[id] = j
		return nil
	})
	for line := range wanted {
		fault("receipt", "is missing: "+line)
	}
	if err == nil {
		err = s.checkRuled(ctx, judged, fault)
	}
	if err != nil {
		return faults, err
	}
	for _, l := range exchangeLists {
		err = s.scan(ctx, "SELECT a.office || '.' || a.incarnation || ':' || c.n || '-' || c.hash FROM change c JOIN author a ON a.id = c.author WHERE "+
			l.wrong+" LIMIT 20", nil, func(rows *sql.Rows) error {
			var id string
			err := rows.Scan(&id)
			fault("change "+id, l.what)
			return err
		})
		if err != nil {
			return faults, err
		}
	}
	return faults, nil
}

// receiptLines returns what the receipts in the log say, in the form of
// receiptLine.
func (s *Store) receiptLines(ctx context.Context) (map[string]bool, error) {
	lines := map[string]bool{}
	given, err := s.correctedDays(ctx)
	if err != nil {
		return nil, err
	}
	err = s.scan(ctx, "SELECT "+changeColumns+" WHERE r.kind = 'receipt'", nil, func(rows *sql.Rows) error {
		var c portfolio.Change
		err := scanChange(rows, &c)
		if r, ok := exchange.ReceiptOf(&c); ok {
			if day := given[c.ID].Day; day.Known() {
				r.Given = day
			}
			for _, ref := range r.Changes {
				lines[receiptLine(ref.ID, ref.More, &r)] = true
			}
		}
		return err
	})
	return lines, err
}

// checkRuled compares the list of changes that are held or rejected with the
// rulings.
func (s *Store) checkRuled(
	ctx context.Context, judged map[portfolio.ID]portfolio.Judgement, fault func(where, what string),
) error {
	err := s.scan(ctx, "SELECT u.n, a.office, a.incarnation, u.hash, u.verdict FROM ruled u JOIN author a ON a.id = u.author", nil,
		func(rows *sql.Rows) error {
			var id portfolio.ID
			var ruling portfolio.Ruling
			err := rows.Scan(&id.N, &id.Office, &id.Incarnation, &id.Hash, &ruling)
			if judged[id].Ruling != ruling {
				fault("change "+id.String(), "is listed with another ruling than its receipts give")
			}
			delete(judged, id)
			return err
		})
	for id, j := range judged {
		if j.Ruling != portfolio.Taken {
			fault("change "+id.String(), "is held or rejected, and is not listed as such")
		}
	}
	return err
}

// exchangeLists are conditions on changes that are not in the lists in which
// they should be.
var exchangeLists = []struct{ wrong, what string }{
	{`NOT EXISTS (SELECT 1 FROM arrival v WHERE v.n = c.n AND v.author = c.author AND v.hash = c.hash)`,
		"is not in the list of arrivals, so it would never be sent"},
	{`c.record NOT IN (SELECT id FROM record WHERE kind = 'receipt')
		AND EXISTS (SELECT 1 FROM receipt t WHERE t.n = c.n AND t.author = c.author AND t.hash = c.hash
			AND t.day IS NOT NULL AND NOT t.corrects)
		= EXISTS (SELECT 1 FROM unjudged u WHERE u.n = c.n AND u.author = c.author AND u.hash = c.hash)`,
		"has a receipt and is listed as without, or the reverse"},
}

// correctedDays returns what corrections say of changes, by their ids.
func (s *Store) correctedDays(ctx context.Context) (map[portfolio.ID]portfolio.Judgement, error) {
	out := map[portfolio.ID]portfolio.Judgement{}
	err := s.scan(ctx, "SELECT "+changeColumns+" WHERE r.kind = 'receipt'", nil, func(rows *sql.Rows) error {
		var c portfolio.Change
		err := scanChange(rows, &c)
		r, ok := exchange.ReceiptOf(&c)
		if !ok || !r.Corrects {
			return err
		}
		for _, ref := range r.Changes {
			j := out[ref.ID]
			exchange.AddReceipt(&j, &r, ref.More)
			out[ref.ID] = j
		}
		return err
	})
	return out, err
}

func receiptLine(id portfolio.ID, more string, r *exchange.Receipt) string {
	return fmt.Sprintf("%s%s by %s: %d %d %s %q %q %q %t", id, more, r.ID, r.Day, r.Given, r.Ruling, r.Why, r.Person,
		r.Login, r.Corrects)
}
