package main

import (
	"context"
	"os"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync"
	"fieldfolio/sync/mailbox"
	"fieldfolio/tui/ui"
)

// mailroom is the exchange with other offices, for the view Sync.
type mailroom struct {
	app     *app
	session *session
}

func (x mailroom) Status(ctx context.Context) (st ui.MailroomStatus, err error) {
	p, err := x.session.reader()
	if err != nil {
		return st, err
	}
	of, err := x.app.exchangedOf(ctx, x.session, p)
	if err != nil {
		return st, err
	}
	if st.SyncStatus, err = x.app.withDesk(x.session, of); err != nil {
		return st, err
	}
	c, err := x.app.configuration()
	if err != nil {
		return st, err
	}
	if st.Mailbox, st.Judged = c.In() != nil, of.judged; st.Self.Alone() {
		return st, nil
	}
	st.Refused, err = refusedIn(rejectedBeside(x.session), mostRefused)
	return st, err
}

func (x mailroom) Mails(ctx context.Context, offices []string) (out ui.Outgoing, err error) {
	p, err := x.session.peer()
	if err != nil {
		return out, err
	}
	if out.Mails, err = p.Compose(ctx, sync.Which{Offices: offices, Preview: true}); err != nil {
		return out, err
	}
	_, out.Way, err = x.carrier()
	return out, err
}

// carrier returns what sends mails, and a description of it. Without a configuration it is the
// directory outgoing beside the database.
func (x mailroom) carrier() (by mailbox.Outgoing, way string, err error) {
	c, err := x.app.configuration()
	if err != nil {
		return nil, "", err
	}
	if c.Out() == nil {
		c.Outgoing = &mailbox.Folder{Directory: besideDatabase(x.session, "outgoing")}
	}
	return c.Out(), c.WayOut(), nil
}

// peer returns this copy as one that exchanges changes, unless it can only be read.
func (x mailroom) peer() (*sync.Peer, error) {
	if err := x.session.store.Frozen(); err != nil {
		return nil, err
	}
	return x.session.peer()
}

func (x mailroom) Send(ctx context.Context, mails []exchange.Mail) error {
	p, err := x.peer()
	if err != nil {
		return err
	}
	by, _, err := x.carrier()
	if err != nil {
		return err
	}
	same, err := p.Unchanged(ctx, mails)
	switch {
	case err != nil:
		return err
	case !same:
		return exchange.ErrMailChanged
	}
	return dispatch(ctx, p, by, mails, func(m *exchange.Mail, _ string) error {
		x.app.sent(m)
		return nil
	})
}

// Frozen says why nothing can be sent, received or ruled on.
func (x mailroom) Frozen() string {
	if x.session.store.Frozen() != nil {
		return frozen
	}
	return ""
}

func (x mailroom) Receive(ctx context.Context, from ui.MailSource, report func(string)) (exchange.Reception, error) {
	p, err := x.peer()
	if err != nil {
		return exchange.Reception{}, err
	}
	r := x.app.reception(x.session, p)
	switch r.report = report; {
	case from.Text != "":
		err = r.takeText(ctx, from.Text)
	case from.File != "":
		err = x.takeNamed(ctx, r, from.File)
	default:
		err = x.fetch(ctx, r)
	}
	return r.Reception, err
}

// fetch receives the mailbox.
func (x mailroom) fetch(ctx context.Context, r *reception) error {
	c, err := x.app.configuration()
	if err != nil {
		return err
	}
	if c.In() == nil {
		return &hinted{"there is no mailbox to fetch from", "name the file in which the mail was saved"}
	}
	return r.fetch(ctx, &c)
}

// takeNamed receives the file or directory that a person names.
func (x mailroom) takeNamed(ctx context.Context, r *reception, name string) error {
	name = fileNamed(name)
	if info, err := os.Stat(name); err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		return &hinted{name + " is neither a file nor a directory", "name the file in which the mail was saved"}
	}
	files, err := x.app.filesIn([]string{name})
	if err != nil {
		return err
	}
	return r.takeFiles(ctx, files)
}

// takeText receives what a person has pasted.
func (r *reception) takeText(ctx context.Context, text string) error {
	var some letters
	r.add(&some, source{name: "pasted text"}, []byte(text))
	if _, err := r.open(ctx, some.all); err != nil {
		return r.cancelled(err)
	}
	return r.bound(ctx)
}

// fileNamed returns the path that a person means: as pasted from a terminal or a file manager, in
// quotes, with file://, or relative to the home directory.
func fileNamed(text string) string {
	text = strings.Trim(strings.TrimSpace(text), `"'`)
	text = strings.TrimPrefix(text, "file://")
	if rest, ok := strings.CutPrefix(text, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			text = home + rest
		}
	}
	if text == "-" { // standard input is the keyboard here
		return "./-"
	}
	return text
}

func (x mailroom) Judge(ctx context.Context, person string, id portfolio.ID, what portfolio.Ruling, why string) error {
	p, err := x.peer()
	if err != nil {
		return err
	}
	return p.Rule(ctx, person, what, why, id)
}

func (x mailroom) RetireCopy(ctx context.Context, name string) error {
	c, err := sync.ParseCopy(name)
	if err != nil {
		return err
	}
	if err := x.session.store.Frozen(); err != nil {
		return err
	}
	return (&sync.Peer{Store: x.session.store}).RetireCopies(ctx, c)
}

// Dismiss moves a rejected mail with its reason into the directory done.
func (x mailroom) Dismiss(_ context.Context, refused string) error {
	return dismiss(rejectedBeside(x.session), refused)
}

// DismissChange takes a rejected change of this office off what needs a person.
func (x mailroom) DismissChange(ctx context.Context, id portfolio.ID) error {
	if err := x.session.store.Frozen(); err != nil {
		return err
	}
	return (&sync.Peer{Store: x.session.store}).Dismiss(ctx, id)
}
