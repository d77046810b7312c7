package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os/user"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/format"
	"fieldfolio/sync/mail/compose"
	"fieldfolio/sync/mailbox"
	"fieldfolio/tui/serve/words"
	"fieldfolio/tui/ui"
)

// guestExport is how tables leave the screens of a session, which has no files of the server: by a command that
// the person runs, by mail to the person, and by the clipboard. What leaves is in the audit trail: the command, too,
// once it runs.
type guestExport struct {
	guest *guest
	from  string // address of this office, or of the account that sends its mail; empty: none is sent
}

// exporter returns how tables leave the screens.
func (a *app) exporter(ctx context.Context, s *session) (ui.Exporter, error) {
	if a.guest == nil {
		return screenExport{a.place}, nil
	}
	own, err := s.store.OwnOffice(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the register: %w", err)
	}
	x := guestExport{guest: a.guest, from: own.Email}
	if smtp := a.guest.settings.SMTP; x.from == "" && smtp != nil && strings.Contains(smtp.User, "@") {
		x.from = smtp.User
	}
	return x, nil
}

// Ways are a command if one prints the table, mail if this server can send it to the person, and the clipboard.
func (x guestExport) Ways(of ui.Extract) (ways []ui.Way) {
	if of.Command != nil {
		ways = append(ways, ui.Way{Label: "a command for your own computer", Detail: of.File,
			Command: x.guest.at.command(of.Command, of.File)})
	}
	return append(ways, x.byMail(of), ui.Way{Label: "the clipboard", Clipboard: true})
}

// byMail is the way by mail, or why there is none.
func (x guestExport) byMail(of ui.Extract) ui.Way {
	by := ui.Way{Label: "mail", Detail: x.guest.login.Email}
	switch {
	case x.from == "" || x.guest.settings.Out() == nil:
		by.Off = "this server sends no mail; ask whoever runs it"
	case x.guest.login.Email == "":
		by.Off = "your login has no address; ask a coordinator: login add --email"
	default:
		by.Write = func(ctx context.Context, _ string, t portfolio.Table) (string, error) { return x.mail(ctx, of, t) }
	}
	return by
}

// Copied notes what goes to the clipboard.
func (x guestExport) Copied(_ context.Context, of ui.Extract, what string) {
	x.guest.record(access.Exported, fmt.Sprintf("%s to the clipboard, %s%s", of.At.Name, what, commandOf(of)))
}

// commandOf says which command prints a table, behind what was done with it.
func commandOf(of ui.Extract) string {
	if of.Command == nil {
		return ""
	}
	return ": " + words.Join(of.Command)
}

// exportKind is the format of tables that leave a session.
const exportKind = "csv"

// mail sends a table to the person, as a file for spreadsheets.
func (x guestExport) mail(ctx context.Context, of ui.Extract, t portfolio.Table) (told string, err error) {
	var content bytes.Buffer
	err = format.Write(patient{ctx, &content}, exportKind, t, format.Options{Words: commands, Mark: true})
	if err != nil {
		return "", fmt.Errorf("write the table: %w", err)
	}
	if content.Len() > compose.MaxAttachment {
		return "", &hinted{fmt.Sprintf("the table has %s, and at most %s go by mail", sizeOf(int64(content.Len())),
			sizeOf(compose.MaxAttachment)), "take the command, or select less"}
	}
	name := mailbox.FileSafe(strings.TrimSuffix(of.File, "."+exportKind)) + "." + exportKind
	rows := portfolio.CountOf(len(t.Rows), "row")
	by := x.guest.settings.Out()
	defer func() { err = errors.Join(err, by.Close()) }()
	file, err := by.Send(ctx, compose.Letter{From: x.from, To: x.guest.login.Email, Subject: "fieldfolio: " + name,
		Body: "Attached is the table that you have exported from fieldfolio,\n" + rows + ".\n", Date: now(),
		Attached: &compose.Attachment{Name: name, Type: "text/csv; charset=utf-8", Content: content.Bytes()}})
	if err != nil {
		return "", fmt.Errorf("send %s: %w", name, err)
	}
	x.guest.record(access.Exported, fmt.Sprintf("%s as %s by mail to %s, %s%s", t.Name, exportKind, x.guest.login.Email,
		rows, commandOf(of)))
	if file != "" { // another program sends it
		return fmt.Sprintf("%s with %s waits in the server's outgoing mail, to %s", name, rows, x.guest.login.Email), nil
	}
	return fmt.Sprintf("sent %s with %s to %s", name, rows, x.guest.login.Email), nil
}

// reached is where a person has reached the server.
type reached struct {
	name    string         // as the configuration has it; empty if it has none
	at      netip.AddrPort // invalid if it is not known
	account int            // of the system's SSH; -1: the server's own door, where the key decides
}

// command returns what the person types on their own computer to have a table in a file.
func (r reached) command(printing []string, file string) string {
	return r.login() + " " + words.Remote(append(printing[:len(printing):len(printing)],
		"--format", exportKind)) + " > " + words.Quote(file)
}

// login returns what the person types to come here.
func (r reached) login() string { return "ssh " + words.Join(r.host()) }

// host returns the words by which ssh finds the server: HOST if only the person knows.
func (r reached) host() (all []string) {
	if r.name != "" {
		return []string{r.name}
	}
	if !r.at.IsValid() {
		return []string{"HOST"}
	}
	if r.at.Port() != sshPort {
		all = []string{"-p", strconv.Itoa(int(r.at.Port()))}
	}
	host := r.at.Addr().WithZone("").String()
	if r.account >= 0 {
		if u, err := user.LookupId(strconv.Itoa(r.account)); err == nil {
			host = u.Username + "@" + host
		}
	}
	return append(all, host)
}

const sshPort = 22
