package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fieldfolio/cmd/fieldfolio/share"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/tui/paint"
	"fieldfolio/tui/serve"
	"fieldfolio/tui/serve/words"

	gossh "golang.org/x/crypto/ssh"
)

// host is the database that people share over SSH.
type host struct {
	app   *app
	store *sqlite.Store
	views *sqlite.Host
	here  access.Presence // of the sessions with screens
	log   *slog.Logger
	alone bool // it serves a session of its own process, beside any server: see attachDirect

	begin sync.Mutex             // from reading a login until its session is in began
	began map[string]access.Role // roles with which the sessions began, by their names
}

// newHost returns the host of an open database.
func (a *app) newHost(ctx context.Context, s *session, log *slog.Logger) (*host, error) {
	peer, err := s.peer()
	if err != nil {
		return nil, err
	}
	s.store.SetReview(peer.Judge)
	views, err := s.store.Host(ctx)
	if err != nil {
		return nil, err
	}
	return &host{app: a, store: s.store, views: views, log: log, began: map[string]access.Role{}}, nil
}

// server returns the server of the host.
func (h *host) server(key gossh.Signer, limits serve.Limits) (*serve.Server, error) {
	return serve.New(serve.Config{HostKey: key, Group: share.Group(h.store.Path()), Limits: limits, Log: h.log,
		Handle: h.handle, Refused: h.refused,
		Login: func(ctx context.Context, key gossh.PublicKey) (serve.Person, error) {
			return personOf(h.store.LoginOfKey(ctx, gossh.FingerprintSHA256(key)))
		},
		Person: func(ctx context.Context, name string) (serve.Person, error) {
			return personOf(h.store.Login(ctx, name))
		},
	})
}

func personOf(l *access.Login, err error) (serve.Person, error) {
	if err != nil {
		return serve.Person{}, &hinted{err.Error(), hintOf(err)}
	}
	return serve.Person{Name: l.Person, Office: l.Office}, nil
}

// refused adds a refused login to the audit trail.
func (h *host) refused(r serve.Refusal) {
	what := r.Door.String() + ": " + r.Reason
	if r.User != "" {
		what += ", user " + r.User
	}
	if !strings.Contains(what, r.Fingerprint) { // the reason may name it
		what += ", key " + r.Fingerprint
	}
	h.note(h.store, access.Event{Kind: access.Refused, From: r.From, What: what})
}

// note adds an event to the audit trail, also after the end of a session.
func (h *host) note(store *sqlite.Store, e access.Event) {
	if err := store.Note(context.Background(), e); err != nil {
		h.log.Error("the audit trail cannot be written", "err", err.Error())
	}
}

// begins notes that the server has started, and before that the end of sessions that have none: the process that
// served them was killed. Sessions that have no server may still go on.
func (h *host) begins(ctx context.Context) error {
	mayGoOn, release := aloneLock(h.store.Path()).anybody()
	defer release()
	events, err := h.store.Audit(ctx, sqlite.AuditSpec{Kinds: []access.EventKind{access.LoggedIn, access.LoggedOut},
		Limit: auditLimit(exportKind)})
	if err != nil {
		return err
	}
	ended := map[string]bool{}
	var open []access.Event
	for _, e := range events { // the newest first
		switch {
		case e.Kind == access.LoggedOut:
			ended[e.Session] = true
		case ended[e.Session], mayGoOn && strings.HasPrefix(e.What, withoutServer):
		default:
			open = append(open, e)
		}
	}
	for _, e := range slices.Backward(open) {
		e.Kind, e.What = access.LoggedOut, "cut off: the server was killed"
		h.note(h.store, e)
	}
	h.note(h.store, access.Event{Kind: access.Served, What: "started"})
	return nil
}

// kickChanged ends the sessions of logins that are gone, or have another role than the one for which the session
// has been made.
func (h *host) kickChanged(ctx context.Context, server *serve.Server) {
	h.begin.Lock()
	defer h.begin.Unlock()
	for _, s := range server.Sessions() {
		role, known := h.began[s.ID]
		why := ""
		switch l, err := h.store.Login(ctx, s.Person.Name); {
		case notThere(err):
			why = "your login was removed; what you have typed is kept"
		case err == nil && known && l.Role != role:
			why = "your role has changed to " + string(l.Role) + "; log in again, what you have typed is kept"
		}
		if why != "" && server.Kick(s.Person.Name, why) > 0 {
			h.log.Info("session ended", "person", s.Person.Name, "session", s.ID, "reason", why)
		}
	}
}

// enter reads the login of a session that begins, and notes its role until leave is called.
func (h *host) enter(ctx context.Context, v access.Visitor) (login *access.Login, leave func(), err error) {
	h.begin.Lock()
	defer h.begin.Unlock()
	if login, err = h.store.Login(ctx, v.Person); err != nil {
		return nil, nil, err
	}
	h.began[v.Session] = login.Role
	return login, func() {
		h.begin.Lock()
		defer h.begin.Unlock()
		delete(h.began, v.Session)
	}, nil
}

// handle runs a session, and returns its exit status.
func (h *host) handle(ctx context.Context, s *serve.Session) int {
	v := &visitor{of: access.Visitor{Session: s.ID, Person: s.Person.Name, From: s.From}, door: s.Door,
		at: reached{at: s.Reached, account: s.Account}, raw: s.Raw,
		streams: guestStreams{in: s.Stdin, out: s.Stdout, err: s.Stderr, env: guestEnv(s.Env), terminal: s.Terminal != nil}}
	if s.Terminal != nil {
		v.streams.columns = s.Terminal.Width
		if s.Raw == "" { // the server writes a screen as it is
			v.streams.out, v.streams.err = serve.Lines{To: s.Stdout}, serve.Lines{To: s.Stderr}
		}
		done := make(chan struct{})
		defer close(done)
		v.screen = &paint.Terminal{In: s.Stdin, Out: s.Stdout, Env: v.streams.variables(), Width: s.Terminal.Width,
			Height: s.Terminal.Height, Sizes: later(s.Terminal.Sizes, done)}
	}
	return h.visit(ctx, v)
}

// later returns the later sizes of a terminal until done.
func later(sizes <-chan serve.Size, done <-chan struct{}) <-chan paint.Size {
	out := make(chan paint.Size)
	go func() {
		defer close(out)
		for size := range sizes {
			select {
			case out <- paint.Size(size):
			case <-done:
				return
			}
		}
	}()
	return out
}

// visitor is a session with all that it has brought.
type visitor struct {
	of      access.Visitor
	door    serve.Door
	at      reached
	raw     string // the command, not split; empty for the screens
	streams guestStreams
	screen  *paint.Terminal // nil without one
}

// visit runs a session with a view of its own, and notes when it begins and why it ends.
func (h *host) visit(ctx context.Context, v *visitor) int {
	login, leave, err := h.enter(ctx, v.of)
	var settings configuration
	if err == nil {
		defer leave()
		settings, err = h.app.configuration()
		v.at.name = settings.Serve.Host
	}
	var view *sqlite.Store
	if err == nil {
		view, err = h.views.Enter(v.of)
	}
	if err != nil {
		return exitStatus(v.streams.err, err)
	}
	var present *access.Attendee
	defer func() { // after the view: who sees the session leave finds its drafts
		if present != nil {
			present.Leave()
		}
	}()
	defer view.Leave()
	log := h.log.With("session", v.of.Session, "person", v.of.Person, "from", v.of.From)
	record := func(kind access.EventKind, what string) {
		log.Info(string(kind), "what", what)
		h.note(view, access.Event{Kind: kind, Office: login.Office, What: what})
	}
	split, err := words.Split(v.raw)
	a := newGuest(&guest{login: *login, session: v.of.Session, store: view, copy: h.store, settings: settings,
		record: record, screen: v.screen, at: v.at, command: split}, v.streams)
	a.guest.enter = func() *access.Attendee {
		present = h.here.Enter(access.Present{Visitor: v.of, Role: login.Role, Office: login.Office, Since: a.now()})
		return present
	}
	if err != nil {
		record(access.Refused, err.Error())
		return exitStatus(a.notes, wrongUsage(err))
	}
	by := v.door.String()
	if h.alone {
		by = withoutServer
	}
	record(access.LoggedIn, by+", "+commandName(split))
	end := "an internal error"
	defer func() { record(access.LoggedOut, end) }()
	status := a.runGuest(ctx, split)
	end = endOf(ctx)
	if ctx.Err() != nil && status == exitDone {
		return exitFailed // the client is told why
	}
	return status
}

// maxCommand is how many characters of an unknown command are in the audit trail.
const maxCommand = 40

// commandName names what a session runs, without what may be secret.
func commandName(split []string) string {
	for i, w := range split {
		if slices.ContainsFunc(guestCommands, func(c guestCommand) bool {
			return c.name == w || strings.HasPrefix(c.name, w+" ")
		}) {
			return strings.Join(split[i:min(i+1, len(split))], " ")
		}
	}
	if len(split) == 0 {
		return "screens"
	}
	return "unknown command " + strconv.Quote(string([]rune(split[0])[:min(len([]rune(split[0])), maxCommand)]))
}

// endOf says why a session has ended.
func endOf(ctx context.Context) string {
	if ctx.Err() == nil {
		return "ended"
	}
	return cmp.Or(context.Cause(ctx), errors.New("stopped")).Error()
}

// variables returns the environment of a session as NAME=VALUE.
func (s *guestStreams) variables() []string {
	var all []string
	for name, value := range s.env {
		all = append(all, name+"="+value)
	}
	slices.Sort(all)
	return all
}
