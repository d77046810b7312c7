package sync

import (
	"context"
	"database/sql"
	"testing"
)

// TestCheckFinds has check find what was altered in the tables of exchange
// behind the program's back.
func TestCheckFinds(t *testing.T) {
	ctx := context.Background()
	w := newWorldWith(t, 3, nil, true)
	if why := w.play(25); why != "" {
		t.Fatal(why)
	}
	if faults, err := w.hq().real.real.Check(ctx); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	file := w.backUp(w.hq()).file
	for _, query := range []string{
		"UPDATE receipt SET verdict = 'held' WHERE verdict = ''", "UPDATE receipt SET day = 20100101", "DELETE FROM receipt",
		"UPDATE receipt SET why = 'no' WHERE verdict <> ''", "DELETE FROM arrival WHERE seq = 1", "UPDATE receipt SET more = '00000000'",
	} {
		s := w.database(w.copyOf(file))
		db, err := sql.Open("sqlite", s.Path())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.ExecContext(ctx, query); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if faults, err := s.Check(ctx); err != nil || len(faults) == 0 {
			t.Errorf("%s: not found (%v)", query, err)
		}
	}
}
