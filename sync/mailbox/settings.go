package mailbox

import (
	"cmp"
	_ "embed" // the template
	"path/filepath"
	"strings"

	"fieldfolio/portfolio/fault"
)

// Settings are the user's settings of how mail is sent and where it arrives,
// from the configuration file. One way of each is used.
type Settings struct {
	SMTP     *Server          `toml:"smtp"`
	Sendmail *SendmailProgram `toml:"sendmail"`
	Outgoing *Folder          `toml:"outgoing"`
	IMAP     *Mailbox         `toml:"imap"`
	Maildir  *Folder          `toml:"maildir"`
}

// SendmailProgram is a program that takes the arguments of sendmail.
type SendmailProgram struct {
	Program string `toml:"program"` // /usr/sbin/sendmail if empty
}

// Folder is a directory.
type Folder struct {
	Directory string `toml:"directory"`
}

// Mailbox is one on an IMAP server.
type Mailbox struct {
	Server
	Mailbox string `toml:"mailbox"` // INBOX if empty
	Days    int    `toml:"days"`    // how old mail may be on the first visit; 90 if 0
}

// Template is a configuration file with everything that can be set in it, in
// comments.
//
//go:embed settings.toml
var Template string

// Check returns an error for the first invalid setting, with its table and key.
func (s *Settings) Check() error {
	out := map[string]bool{"smtp": s.SMTP != nil, "sendmail": s.Sendmail != nil, "outgoing": s.Outgoing != nil}
	in := map[string]bool{"imap": s.IMAP != nil, "maildir": s.Maildir != nil}
	switch {
	case count(out) > 1:
		return wrong("there is more than one way out among [smtp], [sendmail] and [outgoing]", "leave one of them")
	case count(in) > 1:
		return wrong("there is more than one mailbox, [imap] and [maildir]", "leave one of them")
	case s.Outgoing != nil && s.Outgoing.Directory == "":
		return wrong("directory is missing in [outgoing]", "name the directory for the mails")
	case s.Maildir != nil && s.Maildir.Directory == "":
		return wrong("directory is missing in [maildir]", "name the maildir, the directory in which new and cur are")
	}
	if s.SMTP != nil {
		if err := s.SMTP.check("smtp"); err != nil {
			return err
		}
	}
	if s.IMAP == nil {
		return nil
	}
	if s.IMAP.Days < 0 {
		return wrong("days in [imap] is less than 0", "write how many days old mail may be, such as 90")
	}
	return s.IMAP.check("imap")
}

func wrong(what, do string) *Trouble { return &Trouble{What: what, Do: fault.Remedy{Text: do}} }

func count(set map[string]bool) (n int) {
	for _, is := range set {
		if is {
			n++
		}
	}
	return n
}

// Beside makes the names of files and directories in the settings relative to
// the directory of the configuration file.
func (s *Settings) Beside(dir string) {
	for _, f := range []*Folder{s.Outgoing, s.Maildir} {
		if f != nil {
			f.Directory = within(dir, f.Directory)
		}
	}
	if s.Sendmail != nil && strings.ContainsAny(s.Sendmail.Program, `/\`) { // otherwise one that the shell would find
		if s.Sendmail.Program = within(dir, s.Sendmail.Program); !filepath.IsAbs(s.Sendmail.Program) {
			s.Sendmail.Program = "." + string(filepath.Separator) + s.Sendmail.Program
		}
	}
	servers := []*Server{s.SMTP}
	if s.IMAP != nil {
		servers = append(servers, &s.IMAP.Server)
	}
	for _, v := range servers {
		if v != nil {
			v.PasswordFile, v.Authorities = within(dir, v.PasswordFile), within(dir, v.Authorities)
		}
	}
}

func within(dir, name string) string {
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}

// Out returns the configured way to send mail, nil if there is none.
func (s *Settings) Out() Outgoing {
	switch {
	case s.SMTP != nil:
		return &SMTP{Server: *s.SMTP}
	case s.Sendmail != nil:
		return Sendmail{Program: s.Sendmail.Program}
	case s.Outgoing != nil:
		return Directory(s.Outgoing.Directory)
	}
	return nil
}

// In returns the configured mailbox, nil if there is none.
func (s *Settings) In() Incoming {
	switch {
	case s.IMAP != nil:
		return IMAP{Mailbox: *s.IMAP}
	case s.Maildir != nil:
		return Maildir(s.Maildir.Directory)
	}
	return nil
}

// WayOut names the way to send mail, such as by mail.example.org; empty if
// there is none.
func (s *Settings) WayOut() string {
	switch {
	case s.SMTP != nil:
		return "by " + s.SMTP.Host
	case s.Sendmail != nil:
		return "by " + cmp.Or(s.Sendmail.Program, usualSendmail)
	case s.Outgoing != nil:
		return "as files in " + s.Outgoing.Directory + ", for any mail program to send"
	}
	return ""
}

// WayIn names the mailbox; empty if there is none.
func (s *Settings) WayIn() string {
	switch {
	case s.IMAP != nil:
		return "the mailbox " + s.IMAP.name() + " at " + s.IMAP.Host
	case s.Maildir != nil:
		return "the maildir " + s.Maildir.Directory
	}
	return ""
}
