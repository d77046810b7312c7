package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	stdsync "sync"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/format"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/sync"
	"fieldfolio/sync/ssh"
	"fieldfolio/tui/paint"
	"fieldfolio/tui/serve/words"
	"fieldfolio/tui/ui"
)

// guest is a person who has logged in over SSH, with all that a command of the session has of the
// server: no file, no variable, no database but its view of the one that is served.
type guest struct {
	login    access.Login
	session  string                                   // its name
	store    *sqlite.Store                            // the view of the session, which the server closes
	copy     *sqlite.Store                            // the copy itself, for what has its rights from a signature
	settings configuration                            // the server's
	at       reached                                  // where the person came in
	command  []string                                 // its words, or flags; none for the screens
	screen   *paint.Terminal                          // nil without a terminal
	enter    func() *access.Attendee                  // has the others see the session, until it ends
	record   func(kind access.EventKind, what string) // adds to the audit trail
	remedies func() map[fault.Action]string           // words for remedies on its screens
}

// guestStreams are the streams of a session.
type guestStreams struct {
	in       io.Reader
	out, err io.Writer
	columns  int               // of the terminal, 0 if they are not known
	terminal bool              // the streams are a terminal
	env      map[string]string // of the client, as guestEnv lets it through
}

// guestVariables are what a client may say of its terminal. Everything else that it sends is ignored.
var guestVariables = []string{"TERM", "COLORTERM", "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR"}

// guestEnv returns the variables of a client that count, from NAME=VALUE.
func guestEnv(sent []string) map[string]string {
	env := map[string]string{}
	for _, s := range sent {
		if name, value, ok := strings.Cut(s, "="); ok && slices.Contains(guestVariables, name) {
			env[name] = value
		}
	}
	return env
}

// newGuest returns the app of a session. Its place has nothing of the process.
func newGuest(g *guest, s guestStreams) *app {
	g.remedies = stdsync.OnceValue(func() map[fault.Action]string { return g.at.wordsOf(ui.Remedies) })
	a := newApp(s.in, s.out, s.err)
	a.notes = guestNotes{a.notes, g.at}
	a.place = place{guest: g, now: now,
		env:   func(name string) string { return s.env[name] },
		login: func() string { return "" },
		width: func(any) (int, bool) { return s.columns, s.terminal },
	}
	return a
}

// noFiles is the error of a command that would use a file of the server.
func noFiles(what string) error {
	return usageError("send it on standard input, and take the answer from standard output; nothing was changed",
		"%s: a session over SSH has no files of the server", what)
}

// exported records in the audit trail that a session took a table for programs.
func (p *place) exported(name, kind string, rows int) {
	if p.guest != nil && !format.ForPeople(kind) {
		p.guest.record(access.Exported, fmt.Sprintf("%s as %s, %s: %s", name, kind, portfolio.CountOf(rows, "row"),
			words.Join(p.guest.command)))
	}
}

// noted records in the audit trail what a session did that the store does not note itself.
func (p *place) noted(kind access.EventKind, what string) {
	if p.guest != nil {
		p.guest.record(kind, what)
	}
}

// taken records in the audit trail what a session took in from other offices.
func (p *place) taken(r *exchange.Reception) {
	for i := range r.Mails {
		m := &r.Mails[i]
		for j := range m.Diffs {
			p.noted(access.Synced, "by mail from "+diffShown(&m.Diffs[j]))
		}
		if m.Refused != nil {
			p.noted(access.Synced, "a mail was rejected: "+m.Refused.Error())
		}
	}
}

// exchanged records in the audit trail what came of an exchange over SSH, and whether a diff was rejected.
func (p *place) exchanged(so *ssh.Result, err error) {
	var refused *sync.Refused
	rejected := errors.As(err, &refused)
	if so.With == "" && !rejected {
		return // nobody has proven to be an office
	}
	got := so.Got
	got.From = cmp.Or(so.With, "an office")
	what := fmt.Sprintf("over SSH from %s; sent %s", diffShown(&got), portfolio.CountOf(so.Changes, "change"))
	if rejected {
		what += "; a diff was rejected: " + refused.Error()
	}
	p.noted(access.Synced, what)
}

// sent records in the audit trail that a session has sent a mail to another office.
func (p *place) sent(m *exchange.Mail) {
	p.noted(access.Synced, "by mail to "+m.Link.Office+": "+portfolio.CountOf(m.Number, "change"))
}

// What the audit trail says of what a session takes off the lists of the exchange.
func retiredCopy(name string) string         { return "retired the copy " + name }
func dismissedMail(name string) string       { return "dismissed the rejected mail " + name }
func dismissedChange(id portfolio.ID) string { return "dismissed the change " + id.String() }

// diffShown says of a diff from whom it is, and how much was in it.
func diffShown(d *exchange.ReceivedDiff) string {
	said := d.From + ": " + portfolio.CountOf(d.Fresh, "new change")
	if d.Held > 0 {
		said += fmt.Sprintf(", %d held", d.Held)
	}
	return said
}

// runGuest runs the command with these words for a session, the screens without words, and returns the
// exit status.
func (a *app) runGuest(ctx context.Context, words []string) int {
	err := a.permitted(ctx, words)
	if failed, is := errors.AsType[*paint.PanicError](err); is {
		panic(failed) // the server ends the session, says so and writes it into its log
	}
	return exitStatus(a.notes, a.finish(err))
}

func (a *app) permitted(ctx context.Context, words []string) error {
	if len(words) == 0 { // most sessions: without all the commands, which would last as long
		return a.openScreens(ctx)
	}
	root := newGuestRoot(a)
	args, err := a.allowed(root, words)
	if err != nil {
		a.guest.record(access.Refused, sentenceOf(err))
		return err
	}
	root.SetArgs(append(make([]string, 0, len(args)), queryArgs(root, args)...)) // nil would mean those of the process
	root.SetIn(a.stdin)
	root.SetOut(a.out)
	root.SetErr(a.notes)
	return root.ExecuteContext(ctx) //nolint:wrapcheck // it is the command's
}
