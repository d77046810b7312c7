package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync"
	"fieldfolio/sync/mail/compose"
	"fieldfolio/sync/mailbox"
	"fieldfolio/sync/wire"
)

func newSyncSend(a *app) *cobra.Command {
	var what sending
	var readable, armoured bool
	host := ""
	cmd := &cobra.Command{
		Use:   "send [OFFICE…]",
		Short: "compose the mails that are owed",
		Long: `Composes a mail for each copy that has not acknowledged everything: all changes
since its last acknowledgement, signed. It may be sent again at any time; nothing
is applied twice. It goes out as the configuration says (fieldfolio config). With
--out each mail goes to a file of its own in a directory, or the first to the file
of this name and others beside it, to be sent with any mail program.

With --ssh it exchanges both ways in one connection with the office at that host,
by the ssh program and its configuration: the same diffs, compressed. A connection
that breaks loses nothing; the next one goes on from there, and so does mail. On
the host, fieldfolio sync exchange answers. Program, options and command are those
of [ssh] in the configuration.`,
		Example: `  fieldfolio sync send --out outgoing/
  fieldfolio sync send hq --show
  fieldfolio sync send --ssh ff@hq.example.org`,
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, code := range args {
				what.which.Offices = append(what.which.Offices, strings.ToLower(code))
			}
			switch {
			case readable && armoured:
				return usageError("leave one of them out", "--readable and --armoured exclude one another")
			case readable:
				what.form = wire.FormReadable
			case armoured:
				what.form = wire.FormArmoured
			}
			bySSH := cmd.Flags().Changed("ssh")
			if bySSH && (len(args) > 0 || what.out != "" || what.show || readable || armoured) {
				return usageError("leave out everything but --ssh HOST: both sides exchange all that they owe one another",
					"--ssh exchanges with the office at that host")
			}
			return a.send(cmd.Context(), what, bySSH, host)
		},
	}
	cmd.Flags().StringVar(&host, "ssh", "", "exchange both ways over SSH with the office at this `HOST`")
	cmd.Flags().StringVar(&what.out, "out", "", "`FILE` or directory for the mails; a new directory ends in a slash")
	cmd.Flags().BoolVar(&what.show, "show", false, "show what would be sent, and send nothing")
	cmd.Flags().BoolVar(&readable, "readable", false,
		"never compress, so that people can read along; what is encrypted stays so")
	cmd.Flags().BoolVar(&armoured, "armoured", false,
		"write every diff as letters and digits only, which mail programs alter less")
	return cmd
}

// sending says what is sent and where.
type sending struct {
	which sync.Which
	out   string // file or directory; empty: as configured
	show  bool   // only print it
	form  wire.Form
}

// send sends mails, or exchanges over SSH with a host if that was said, or is all that is configured.
func (a *app) send(ctx context.Context, what sending, bySSH bool, host string) error {
	c, err := a.configuration()
	if err != nil && !what.show && what.out == "" {
		return err
	}
	if bySSH || c.SSH != nil && c.Out() == nil && !what.show && what.out == "" && len(what.which.Offices) == 0 {
		call := c.call()
		if bySSH {
			call.Host = host
		}
		return a.sendBySSH(ctx, call)
	}
	by, err := c.wayOut(what)
	if err != nil {
		return err
	}
	return a.sendMails(ctx, what, by)
}

func (a *app) sendMails(ctx context.Context, what sending, by mailbox.Outgoing) error {
	return a.exchanging(ctx, func(s *session) error {
		p, err := s.peer()
		if err != nil {
			return err
		}
		p.Form = what.form
		st, err := p.Status(ctx)
		if err != nil {
			return err
		}
		if err := addressees(&st, what.which.Offices); err != nil {
			return err
		}
		what.which.Preview = what.show
		list, err := p.Compose(ctx, what.which)
		switch {
		case err != nil:
			return err
		case what.show:
			if p.KeysOf != "" {
				a.tell("shown without a signature: the signing key belongs to the user " + p.KeysOf)
			}
			err = a.showMails(list)
		default:
			err = dispatch(ctx, p, by, list, a.gone)
		}
		if err == nil {
			err = barred(&st, what.which.Offices)
		}
		if err != nil || len(list) > 0 {
			return err
		}
		return a.say("nothing is owed to anybody")
	})
}

// addressees returns an error that names an office to which no mail can be sent, nil if there is
// none.
func addressees(st *exchange.SyncStatus, offices []string) error {
	var codes []string
	for _, o := range st.Register.Offices() {
		codes = append(codes, o.Code)
	}
	for _, code := range offices {
		o, known := st.Register.Office(code)
		switch {
		case st.Self.Alone(), code == st.Self.Headquarter && !known: // this copy does not have the register yet
		case !known:
			return &hinted{oneLine(code) + " is not an office of the register",
				near(code, codes, "fieldfolio office list shows them")}
		case code == st.Self.Office:
			return &hinted{code + " is this office itself", "name the other one, or none for all"}
		case o.Retired:
			return &hinted{code + " is retired, so nothing is sent to it",
				"at headquarters, fieldfolio office rekey " + code + " brings it back"}
		}
	}
	return nil
}

func (a *app) showMails(list []exchange.Mail) error {
	for i := range list {
		m := &list[i]
		to := wire.Copy{Office: m.Link.Office, Incarnation: m.Link.Incarnation}
		if err := a.say("to %s%s\n\n%s", to, encrypted(m), m.Text); err != nil {
			return err
		}
	}
	return nil
}

// wayOut returns what sends the mails: --out, else the configuration.
func (c *configuration) wayOut(what sending) (mailbox.Outgoing, error) {
	if what.show {
		return nil, nil //nolint:nilnil // nothing is sent
	}
	if what.out != "" {
		return outgoing(what.out), nil
	}
	by := c.Out()
	if by == nil {
		return nil, usageError("name a file or directory with --out, look at it with --show, or say in the configuration how mail goes out: fieldfolio config --init",
			"it is not said where the mails go")
	}
	return by, nil
}

// outgoing returns the target of --out: a directory if it exists as one or ends in a slash,
// otherwise a file.
func outgoing(out string) mailbox.Outgoing {
	info, err := os.Stat(out)
	if err == nil && info.IsDir() {
		return mailbox.Directory(out)
	}
	if errors.Is(err, fs.ErrNotExist) && os.IsPathSeparator(out[len(out)-1]) && durable.MakeDir(out, 0o700) == nil {
		return mailbox.Directory(out)
	}
	return &files{name: out}
}

// files writes the first letter to the named file, and each further one to a file beside it, named
// after its receiver.
type files struct {
	name string
	n    int
}

func (f *files) Send(ctx context.Context, l compose.Letter) (string, error) {
	name := f.name
	if f.n++; f.n > 1 {
		ext := filepath.Ext(name)
		to, _, _ := strings.Cut(l.To, "@")
		name = fmt.Sprintf("%s.%d-%s%s", strings.TrimSuffix(name, ext), f.n, mailbox.FileSafe(to), ext)
	}
	return mailbox.File(name).Send(ctx, l)
}

// Close does nothing: the letters are on the disk.
func (f *files) Close() error { return nil }
