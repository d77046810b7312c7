package main

import (
	"context"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/tui"
	"fieldfolio/tui/ui"
)

// asGuest fits the screens to a session over SSH: its terminal, who else is there, and what its role may do.
func (a *app) asGuest(o *tui.Options) {
	if a.guest == nil {
		return
	}
	o.Company, o.Session, o.Login = a.guest.enter(), a.guest.session, loginShown(&a.guest.login)
	o.In, o.Out, o.Terminal = a.stdin, reporting{a.lines}, a.guest.screen
	if role := a.guest.login.Role; !role.Edits() && o.Frozen == "" {
		o.Frozen = role.Refusal("change records").Error() + "; ask a coordinator"
	}
}

// loginShown says who has logged in, such as Awa Diop, editor of roea.
func loginShown(l *access.Login) string {
	who := l.Person + ", " + string(l.Role)
	if l.Office != "" {
		who += " of " + l.Office
	}
	return who
}

// guestMailroom is the exchange with other offices in a session: with all that the copy may for coordinators,
// and to be looked at for others.
type guestMailroom struct{ mailroom }

// off returns why the role of the session may not take part, nil if it may.
func (x guestMailroom) off() error {
	if role := x.app.guest.login.Role; !role.Reviews() {
		return role.Refusal("take part in the exchange with other offices")
	}
	return nil
}

// Frozen says why the role, or the copy, takes no part here.
func (x guestMailroom) Frozen() string {
	if why := x.off(); why != nil {
		return why.Error()
	}
	return x.mailroom.Frozen()
}

// Status returns the status. Mails are pasted: a session has no files, and no paths of the server.
func (x guestMailroom) Status(ctx context.Context) (ui.MailroomStatus, error) {
	st, err := x.mailroom.Status(ctx)
	st.Pasting, st.Words = true, x.app.guest.remedies()
	for i := range st.Refused {
		st.Refused[i].File, st.Refused[i].Do = "", x.app.guest.at.toType(st.Refused[i].Do)
	}
	return st, err
}

// Mails is as that of the copy, for coordinators.
func (x guestMailroom) Mails(ctx context.Context, offices []string) (ui.Outgoing, error) {
	if err := x.off(); err != nil {
		return ui.Outgoing{}, err
	}
	return x.mailroom.Mails(ctx, offices)
}

// Send is as that of the copy, for coordinators.
func (x guestMailroom) Send(ctx context.Context, mails []exchange.Mail) error {
	if err := x.off(); err != nil {
		return err
	}
	return x.mailroom.Send(ctx, mails)
}

// Receive receives the mailbox or the text of a mail.
func (x guestMailroom) Receive(ctx context.Context, from ui.MailSource, far func(string)) (exchange.Reception, error) {
	if err := x.off(); err != nil {
		return exchange.Reception{}, err
	}
	if from.File != "" {
		return exchange.Reception{}, noFiles("a mail")
	}
	got, err := x.mailroom.Receive(ctx, from, far)
	x.app.taken(&got)
	return got, err
}

// Judge is as that of the copy, for coordinators.
func (x guestMailroom) Judge(ctx context.Context, person string, id portfolio.ID, what portfolio.Ruling,
	why string) error {
	if err := x.off(); err != nil {
		return err
	}
	err := x.mailroom.Judge(ctx, person, id, what, why)
	if err == nil {
		x.app.noted(access.Changed, ruled(what)+" "+id.String())
	}
	return err
}

// RetireCopy is as that of the copy, for coordinators.
func (x guestMailroom) RetireCopy(ctx context.Context, name string) error {
	if err := x.off(); err != nil {
		return err
	}
	err := x.mailroom.RetireCopy(ctx, name)
	if err == nil {
		x.app.noted(access.Synced, retiredCopy(name))
	}
	return err
}

// Dismiss is as that of the copy, for coordinators.
func (x guestMailroom) Dismiss(ctx context.Context, refused string) error {
	if err := x.off(); err != nil {
		return err
	}
	err := x.mailroom.Dismiss(ctx, refused)
	if err == nil {
		x.app.noted(access.Synced, dismissedMail(refused))
	}
	return err
}

// DismissChange is as that of the copy, for coordinators.
func (x guestMailroom) DismissChange(ctx context.Context, id portfolio.ID) error {
	if err := x.off(); err != nil {
		return err
	}
	err := x.mailroom.DismissChange(ctx, id)
	if err == nil {
		x.app.noted(access.Synced, dismissedChange(id))
	}
	return err
}
