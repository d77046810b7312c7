package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/format"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// app is what every command uses: the streams, the place where it runs, and the global flags.
type app struct {
	place
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	notes  io.Writer     // standard error, for what people read
	out    *bufio.Writer // to lines; finish flushes it
	lines  *output
	done   string // what the command has done so far that stays, for errors; empty: nothing
	told   bool   // standard output says so, mail by mail

	db      string
	config  string
	asOf    string
	at      string
	person  string
	format  string
	bom     bool
	noColor bool
	screen  screenFlags
	founds  bool   // makes this copy an office's: the key beside it may be of use
	group   string // that is to use the database, see share; empty: as its directory says
	socket  string // Unix socket of the server; empty: beside the database
	signed  bool   // takes only what has its rights from signatures, whoever hands it over
	quiet   bool   // nobody reads standard error now: revisions are told later, or by the screens
}

func newApp(stdin io.Reader, stdout, stderr io.Writer) *app {
	a := &app{place: ownPlace(), stdin: stdin, stdout: stdout, stderr: stderr, format: format.TableFormat}
	a.lines = &output{to: &asciiTerminal{a: a, to: stdout}}
	a.notes = &asciiTerminal{a: a, to: stderr}
	a.out = bufio.NewWriter(a.lines)
	return a
}

// finish flushes the output, and returns the error of the command or that of the output. What was
// done before the failure, or before a person stopped the command, is said.
func (a *app) finish(err error) error {
	_ = a.out.Flush() // lines keeps the error
	switch {
	case err == nil || a.done == "" || withStatus(err):
	case errors.Is(err, context.Canceled):
		err = &hinted{"stopped", a.done}
	case !a.told || a.lines.failed != nil:
		err = &afterward{err, a.done}
	}
	if a.lines.failed == nil || !done(err) {
		return err
	}
	if errors.Is(a.lines.failed, syscall.EPIPE) && a.done == "" && err == nil {
		return silent(exitClosed)
	}
	why := "standard output cannot be written: " + durable.Reason(a.lines.failed).Error()
	unwritten := &hinted{why, "write to another place, or make room there"}
	if a.done != "" {
		unwritten.hint = a.done
	}
	if err != nil {
		return &statusError{exitNeeded, bothOf(err, unwritten)}
	}
	return unwritten
}

// output is standard output. It keeps the first failure to write instead of returning it, so that a
// command that changes something does all it has to do, and says all of it at the end.
type output struct {
	to     io.Writer
	failed error
}

func (o *output) Write(p []byte) (int, error) {
	if o.failed == nil {
		_, o.failed = o.to.Write(p)
	}
	return len(p), nil
}

// reporting writes to an output and returns its failure, for screens that are said line by line:
// they end then, and finish says why.
type reporting struct{ *output }

func (r reporting) Write(p []byte) (int, error) {
	n, _ := r.output.Write(p)
	return n, r.failed
}

// session is an open database, its catalogue, and the date for which everything is shown.
type session struct {
	store     *sqlite.Store
	catalogue *portfolio.Catalogue
	asOf      portfolio.Date
	past      portfolio.Date // the date of --at; 0 for today
	login     string         // see place
}

// with opens the database for reading, calls fn and closes it.
func (a *app) with(ctx context.Context, fn func(s *session) error) error {
	return a.opened(ctx, a.toRead, func(s *session) error { return a.informed(ctx, s, fn) })
}

// informed calls fn after it has said what this copy does not know of the day of --at.
func (a *app) informed(ctx context.Context, s *session, fn func(s *session) error) error {
	if err := a.tellGaps(ctx, s, 0); err != nil {
		return err
	}
	return fn(s)
}

// tellGaps says what this copy does not know of the day of --at, or of a day that is compared with.
func (a *app) tellGaps(ctx context.Context, s *session, since portfolio.Date) error {
	if a.quiet || !s.past.Known() && !since.Known() {
		return nil
	}
	notes, err := exchange.FreshnessNotes(ctx, s.store, breakdown.ListSpec{AsOf: s.asOf}, since)
	if err != nil {
		return fmt.Errorf("read what is not known: %w", err)
	}
	for _, g := range notes {
		a.tell(g.Shown())
	}
	return a.tellDays(ctx, s.store)
}

// whole is as with, for commands about the file as a whole.
func (a *app) whole(ctx context.Context, open opener, fn func(s *session) error) error {
	if a.at != "" {
		return usageError("leave out --at: this looks at the whole file", "--at has no meaning here")
	}
	return a.opened(ctx, open, fn)
}

// exchanging is as with, for commands that exchange changes with other offices.
func (a *app) exchanging(ctx context.Context, fn func(s *session) error) error {
	return a.opened(ctx, a.toChange, func(s *session) error { return a.informed(ctx, s, fn) })
}

// document is this release's edition of the document.
var document = sqlite.Edition{Name: seed.Edition(), Read: seed.Document}

// slowUpgrade is the delay before an upgrade reports its progress, and the interval between
// reports.
const slowUpgrade = 2 * time.Second

// upgrading returns a function that reports the progress of a slow upgrade.
func (a *app) upgrading() sqlite.Progress {
	said := time.Now()
	return func(done, all int64) {
		if now := time.Now(); now.Sub(said) >= slowUpgrade {
			said = now
			_, _ = fmt.Fprintf(a.notes, "bringing the database up to date: %s of %s records\n",
				portfolio.Count(done).Shown(), portfolio.Count(all).Shown())
		}
	}
}

func (a *app) opened(ctx context.Context, open opener, fn func(s *session) error) (err error) {
	if err := format.CheckFormat(a.format); err != nil {
		return wrongUsage(err)
	}
	if err := a.checkDays(); err != nil {
		return err
	}
	store, shut, err := a.openedBy(ctx, open)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shut()) }()
	s, err := a.session(ctx, store)
	if err != nil {
		return err
	}
	if err := a.tellRevisions(ctx, store); err != nil {
		return err
	}
	if s.past, _ = portfolio.ParseDate(a.at); s.past.Known() { // was checked before
		past, err := store.At(ctx, s.past)
		if err != nil {
			return lookBack("--at", s.past, err)
		}
		defer func() { err = errors.Join(err, past.Close()) }()
		s.store = past
	}
	return fn(s)
}

// openedBy returns the open database, and what closes it: for a guest the session's view.
func (a *app) openedBy(ctx context.Context, open opener) (*sqlite.Store, func() error, error) {
	if a.guest != nil && a.signed {
		return a.guest.copy, func() error { return nil }, nil
	}
	if a.guest != nil {
		return a.guest.store, func() error { return nil }, nil
	}
	path, err := a.database()
	if err != nil {
		return nil, nil, err
	}
	store, err := open(ctx, path)
	if err != nil {
		return nil, nil, err
	}
	store.SetLogin(a.login())
	store.SetClock(a.now)
	return store, store.Close, nil
}

// lookBack is the error of a flag that opens the portfolio of a day.
func lookBack(flag string, day portfolio.Date, err error) error {
	var unknown *fault.Invalid
	if errors.As(err, &unknown) {
		return wrongUsage(fmt.Errorf("%s: %w", flag, err))
	}
	return fmt.Errorf("look back to %s: %w", day.Plain(), err)
}

// changeSaved tells of a change, although the command cannot go on.
const changeSaved = "the change is saved; fieldfolio history shows it"

// writing is as with, for commands that change the portfolio.
func (a *app) writing(ctx context.Context, fn func(s *session, person string) error) error {
	return a.changing(ctx, a.toMake, fn)
}

// asOffice is writing for what only a copy that is an office's can do: it makes no database.
func (a *app) asOffice(ctx context.Context, fn func(s *session, person string) error) error {
	return a.changing(ctx, a.toChange, fn)
}

func (a *app) changing(ctx context.Context, open opener, fn func(s *session, person string) error) error {
	if a.at != "" {
		return usageError("leave out --at: only the present can be changed",
			"the portfolio as it stood on %s cannot be changed", a.at)
	}
	person, err := a.who()
	if err != nil {
		return err
	}
	return a.opened(ctx, open, func(s *session) error {
		if err := a.tellClock(ctx, s.store); err != nil {
			return err
		}
		err := fn(s, person)
		if a.done == "" && done(err) {
			a.done = changeSaved
		}
		return err
	})
}

func (a *app) session(ctx context.Context, store *sqlite.Store) (*session, error) {
	cat, err := store.Catalogue(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the catalogue: %w", err)
	}
	s := &session{store: store, catalogue: cat, asOf: cat.Reference, login: a.login()}
	switch a.asOf {
	case "":
	case "today":
		s.asOf = portfolio.DateOf(time.Now())
	default:
		s.asOf, _ = portfolio.ParseDate(a.asOf) // was checked before
	}
	return s, nil
}

// checkMark refuses --bom with a format that takes no byte order mark.
func (a *app) checkMark(cmd *cobra.Command) error {
	if !a.bom || !cmd.HasParent() {
		return nil
	}
	if err := format.CheckFormat(a.format); err != nil {
		return wrongUsage(err)
	}
	if !format.TakesMark(a.format) {
		return usageError("add --format csv, or leave out --bom", "--bom: is for csv and tsv, not for %s", a.format)
	}
	return nil
}

func (a *app) checkDays() error {
	if _, err := portfolio.ParseDate(a.asOf); err != nil && a.asOf != "" && a.asOf != "today" {
		return usageError("use a date such as 2011-12-31, or today", "--as-of: %q is not a date", a.asOf)
	}
	if _, err := portfolio.ParseDate(a.at); err != nil && a.at != "" {
		return usageError("use a date such as 2011-12-31", "--at: %q is not a date", a.at)
	}
	return nil
}

// query parses the arguments of a command as a query.
func (s *session) query(args []string) (portfolio.Query, error) {
	q, err := portfolio.ParseQuery(joined(args), s.catalogue)
	return q, wrongUsage(err)
}

// write writes the table for programs or the one for people, depending on the format.
func (a *app) write(programs, people func() portfolio.Table) error {
	t := programs
	if format.ForPeople(a.format) {
		t = people
	}
	return a.writeTable(t())
}

func (a *app) writeTable(t portfolio.Table) error {
	if day, err := portfolio.ParseDate(a.at); err == nil && t.Title != "" {
		t.Title += ", as it stood on " + day.Shown()
	}
	a.exported(t.Name, a.format, len(t.Rows))
	return format.Write(a.out, a.format, t, a.drawing())
}

// drawing returns the options for drawing tables here.
func (a *app) drawing() format.Options {
	return format.Options{Width: a.tableWidth(a.stdout), Bold: a.color(), Words: a.words(), Mark: a.bom}
}

// color reports whether bold heads are wanted and possible.
func (a *app) color() bool {
	return !a.noColor && a.env("NO_COLOR") == "" && a.env("TERM") != "dumb" && a.isTerminal(a.stdout)
}
