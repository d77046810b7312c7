package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync"

	"fieldfolio/portfolio"
)

// answers keeps the expensive answers that were given last, for all who ask the
// store: see once and Shared.
type answers struct {
	mu   sync.Mutex
	all  map[string]*answer // by question
	uses int64
}

// mostAnswers is how many answers are kept at most. Those that were not asked for
// the longest time go first.
const mostAnswers = 64

// answer is an answer with the state of which it is.
type answer struct {
	turn  chan struct{} // full while somebody reads or writes state and value
	state string
	value any   // nil until there is one
	used  int64 // when it was asked for last, in uses
}

// of returns the place of the answer to a question.
func (a *answers) of(question string) *answer {
	a.mu.Lock()
	defer a.mu.Unlock()
	x := a.all[question]
	if x == nil {
		a.makeRoom()
		x = &answer{turn: make(chan struct{}, 1)}
		a.all[question] = x
	}
	a.uses++
	x.used = a.uses
	return x
}

func (a *answers) makeRoom() {
	if a.all == nil {
		a.all = map[string]*answer{}
	}
	if len(a.all) < mostAnswers {
		return
	}
	oldest, used := "", a.uses+1
	for question, x := range a.all {
		if x.used < used {
			oldest, used = question, x.used
		}
	}
	delete(a.all, oldest)
}

// once returns the answer to a question: the one that was given before, as long
// as the log is the same, or else what read returns. The answer must rest on nothing
// but what State.Log covers, and nobody may modify it. The past is read anew each
// time: its store is for one person.
func once[T any](ctx context.Context, s *Store, question string, read func(*Store) (T, error)) (answer T, err error) {
	if s.past != 0 || s.pool == nil {
		return read(s)
	}
	log := func(is State) string { return is.Log }
	return given(ctx, s, question, log, func(tx *sql.Tx) (T, error) { return read(s.sharing(tx)) })
}

// Shared returns the answer to a question: the one that was given before, to whichever
// session, as long as state and time, in whole seconds, are the same, or else what read
// returns. As in OneState, read asks with the context that it is given. The answer must
// rest on nothing that differs between sessions and that the question does not name, and
// nobody may modify it.
func (s *Store) Shared(ctx context.Context, question string, read func(context.Context) (any, error)) (any, error) {
	if s.past != 0 || s.pool == nil {
		return read(ctx)
	}
	moment := func(is State) string { return fmt.Sprint(is, s.now().Unix()) }
	return given(ctx, s, "shared "+question, moment, func(tx *sql.Tx) (any, error) {
		return read(context.WithValue(ctx, stateKey{}, heldState{s.pool, tx}))
	})
}

// given returns the answer to a question that was given before, as long as what of says of
// the state is the same, or else what read returns. State and answer are those of one
// transaction. Of several who ask at once, one reads and the others wait.
func given[T any](ctx context.Context, s *Store, question string, of func(State) string,
	read func(*sql.Tx) (T, error)) (answer T, err error) {
	x := s.answers.of(question)
	held := stateIn(ctx, s.pool)
	select {
	case x.turn <- struct{}{}:
		defer func() { <-x.turn }()
	default:
		if held != nil { // who has the turn may wait for a writer that waits for the end of OneState
			return read(held)
		}
		select {
		case x.turn <- struct{}{}:
			defer func() { <-x.turn }()
		case <-ctx.Done():
			return answer, ctx.Err()
		}
	}
	err = s.transact(ctx, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error {
		is, err := s.marked(ctx, tx)
		state := of(is)
		if err != nil || x.value != nil && x.state == state {
			return err
		}
		value, err := read(tx)
		if err == nil {
			x.state, x.value = state, value
		}
		return err
	})
	if err == nil {
		answer = x.value.(T) // a question has answers of one type
	}
	return answer, err
}

// sharing returns the store as a transaction sees it, with the lists that were
// read before.
func (s *Store) sharing(tx *sql.Tx) *Store {
	x := s.within(tx)
	x.catalogues = s.catalogues
	return x
}

// question names a question about the projects of a query by all that it consists
// of.
func question(what string, q portfolio.Query, asOf portfolio.Date, of ...any) string {
	var b strings.Builder
	_, _ = fmt.Fprintf(&b, "%s %d %#v", what, asOf, of) // writing to a builder never fails
	writeTerms(&b, q)
	return b.String()
}

// writeTerms writes all that a query consists of: %#v alone would write where
// spans and groups lie, not what they are.
func writeTerms(b *strings.Builder, q portfolio.Query) {
	for _, t := range q.Terms {
		count, sides := t.Count, t.Any
		t.Count, t.Any = nil, nil
		_, _ = fmt.Fprintf(b, " %#v", t)
		if count != nil {
			_, _ = fmt.Fprintf(b, " %#v", *count)
		}
		for _, side := range sides {
			b.WriteString(" (")
			writeTerms(b, side)
			b.WriteString(")")
		}
	}
}
