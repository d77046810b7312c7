package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/sync"
	"fieldfolio/sync/mail"
	"fieldfolio/tui"
)

// mailroom is the exchange with other offices as the view Sync asks it.
type mailroom struct {
	app     *app
	session *session
}

// Status returns how this copy stands.
func (x mailroom) Status(ctx context.Context) (tui.ExchangeStatus, error) {
	p, err := x.session.peer()
	if err != nil {
		return tui.ExchangeStatus{}, err
	}
	st, err := p.Status(ctx)
	if err != nil {
		return tui.ExchangeStatus{}, err //nolint:wrapcheck // says what is wrong
	}
	c, err := x.app.configuration()
	if err != nil {
		return tui.ExchangeStatus{}, err
	}
	out := tui.ExchangeStatus{Self: st.Self, Register: st.Register, Waiting: st.Waiting, Mailbox: c.In() != nil, Now: st.Now}
	for _, l := range st.Links {
		out.Links = append(out.Links, tui.ExchangeLink{Link: l.Link, ToSend: l.ToSend, Open: l.Open, Barred: l.Barred != nil})
	}
	if st.Self.Office == portfolio.LocalOffice {
		return out, nil
	}
	if out.Judged, err = judgedOf(ctx, p, &st); err != nil {
		return out, err
	}
	out.Refused, err = refusedIn(rejectedBeside(x.session))
	return out, err
}

// judgedOf returns the changes that are held at headquarters; elsewhere those
// of the office itself that are held or rejected, as long as it has not put
// others in their place.
func judgedOf(ctx context.Context, p *sync.Peer, st *sync.Status) ([]tui.JudgedChange, error) {
	rulings := []portfolio.Ruling{portfolio.Held, portfolio.Rejected}
	headquarters := st.Self.Office == st.Self.Headquarter
	if headquarters {
		rulings = rulings[:1]
	}
	var out []tui.JudgedChange
	for _, what := range rulings {
		held, err := p.Held(ctx, what)
		if err != nil {
			return nil, err //nolint:wrapcheck // says what is wrong
		}
		for i := range held {
			h := &held[i]
			if headquarters || h.Office == st.Self.Office && !h.Overtaken() {
				out = append(out, tui.JudgedChange{Change: h.Change, Record: h.Record, Judgement: h.Judgement})
			}
		}
	}
	return out, nil
}

// Mails returns the mails that would go now.
func (x mailroom) Mails(ctx context.Context, offices []string) ([]tui.OutMail, error) {
	p, err := x.session.peer()
	if err != nil {
		return nil, err
	}
	st, err := p.Status(ctx)
	if err != nil {
		return nil, err //nolint:wrapcheck // says what is wrong
	}
	list, err := p.Compose(ctx, sync.Which{Offices: offices})
	if err != nil {
		return nil, err //nolint:wrapcheck // says what is wrong
	}
	_, way, err := x.carrier()
	if err != nil {
		return nil, err
	}
	out := make([]tui.OutMail, len(list))
	for i, o := range list {
		l := letterOf(st, o)
		out[i] = tui.OutMail{Office: o.To.Office, Copy: o.To.Incarnation, Address: l.To, Subject: l.Subject, Text: o.Text, Size: len(o.Body),
			Packed: strings.TrimSpace(o.Body) != strings.TrimSpace(o.Text), Sealed: o.Sealed, Number: o.Number, More: o.More, Way: way}
	}
	return out, nil
}

// carrier returns what takes mails away from here, and says so: without a
// configuration the directory outgoing beside the database.
func (x mailroom) carrier() (by mail.Outgoing, way string, err error) {
	c, err := x.app.configuration()
	if err != nil {
		return nil, "", err
	}
	if c.Out() == nil {
		c.Outgoing = &mail.Folder{Directory: filepath.Join(filepath.Dir(x.session.store.Path()), "outgoing")}
	}
	return c.Out(), c.WayOut(), nil
}

// Send sends what is owed.
func (x mailroom) Send(ctx context.Context, offices []string) (string, error) {
	p, err := x.session.peer()
	if err != nil {
		return "", err
	}
	by, way, err := x.carrier()
	if err != nil {
		return "", err
	}
	st, err := p.Status(ctx)
	if err != nil {
		return "", err //nolint:wrapcheck // says what is wrong
	}
	list, err := p.Compose(ctx, sync.Which{Offices: offices})
	if err != nil {
		return "", err //nolint:wrapcheck // says what is wrong
	}
	if len(list) == 0 {
		return "nothing is owed to anybody", barred(&st, offices)
	}
	number, to := 0, []string{}
	err = dispatch(ctx, p, st, by, list, func(o sync.Outgoing, _ string) error {
		number += o.Number
		to = append(to, o.To.Office)
		return nil
	})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s to %s, %s, %s", portfolio.CountOf(len(to), "mail"), strings.Join(to, ", "), portfolio.CountOf(number, "change"), way), nil
}

// Receive takes in a file, the files of a directory, or what has come into the
// mailbox, and reports how far it is.
func (x mailroom) Receive(ctx context.Context, name string, report func(string)) ([]string, error) {
	p, err := x.session.peer()
	if err != nil {
		return nil, err
	}
	var said bytes.Buffer
	quiet := *x.app
	quiet.out = bufio.NewWriter(&said)
	r := quiet.reception(x.session, p)
	r.report = report
	if name == "" {
		err = x.fetch(ctx, r)
	} else {
		err = r.takeNamed(ctx, name)
	}
	_ = quiet.out.Flush() // to memory
	return strings.FieldsFunc(said.String(), func(c rune) bool { return c == '\n' }), err
}

// fetch takes in what has come into the mailbox.
func (x mailroom) fetch(ctx context.Context, r *reception) error {
	c, err := x.app.configuration()
	if err != nil {
		return err
	}
	in := c.In()
	if in == nil {
		return &hinted{"there is no mailbox to fetch from", "name the file in which the mail was saved"}
	}
	if err := in.Fetch(ctx, x.session.store, r.fetched(ctx)); err != nil {
		return err //nolint:wrapcheck // says what is wrong
	}
	if r.mails == 0 {
		return r.say("nothing new in %s", c.WayIn())
	}
	return nil
}

// takeNamed takes in what a person names: a file or a directory.
func (r *reception) takeNamed(ctx context.Context, name string) error {
	name = fileNamed(name)
	if info, err := os.Stat(name); err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		return &hinted{name + " is neither a file nor a directory", "name the file in which the mail was saved"}
	}
	files, err := filesIn([]string{name})
	if err != nil {
		return err
	}
	return r.takeFiles(ctx, files)
}

// fileNamed returns the file that a person names: as pasted from a terminal or
// a file manager, with quotes, as file:// or from the home directory.
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

// Judge accepts or rejects a held change.
func (x mailroom) Judge(ctx context.Context, person string, id portfolio.ID, what portfolio.Ruling, why string) error {
	p, err := x.session.peer()
	if err != nil {
		return err
	}
	return p.Rule(ctx, person, what, why, id) //nolint:wrapcheck // says what is wrong
}

// rejectedBeside returns the directory of the mails that were not taken in.
func rejectedBeside(s *session) string {
	return filepath.Join(filepath.Dir(s.store.Path()), "rejected")
}

// mostRefused is how many refused mails the screen lists.
const mostRefused = 50

// refusedIn returns the mails that were not taken in, the newest first.
func refusedIn(dir string) ([]tui.RefusedMail, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &hinted{fmt.Sprintf("%s cannot be read: %s", dir, plainly(err)), "make it readable for yourself"}
	}
	var out []tui.RefusedMail
	for _, e := range slices.Backward(entries) { // their names begin with the time
		base, is := strings.CutSuffix(e.Name(), ".txt")
		if !is || !e.Type().IsRegular() || len(out) == mostRefused {
			continue
		}
		at, err := time.Parse("20060102T150405", base[:min(len(base), len("20060102T150405"))])
		text, read := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil || read != nil {
			continue
		}
		why, do, _ := strings.Cut(strings.TrimSpace(string(text[:min(len(text), 4000)])), "\n")
		out = append(out, tui.RefusedMail{Name: base, File: filepath.Join(dir, base+".eml"), At: at, Why: why, Do: do})
	}
	return out, nil
}

// Dismiss puts a refused mail with its reason into the directory done below.
func (x mailroom) Dismiss(_ context.Context, refused string) error {
	dir := rejectedBeside(x.session)
	if filepath.Base(refused) != refused {
		return &hinted{"this is no refused mail", "open it from the list"}
	}
	done := filepath.Join(dir, "done")
	err := os.MkdirAll(done, 0o700)
	for _, ext := range []string{".eml", ".txt"} {
		if err == nil {
			err = os.Rename(filepath.Join(dir, refused+ext), filepath.Join(done, refused+ext))
		}
	}
	if err != nil {
		return &hinted{"it cannot be moved: " + plainly(err), "make the directory rejected writable"}
	}
	return nil
}
