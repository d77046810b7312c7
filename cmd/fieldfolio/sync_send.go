package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/sync"
	"fieldfolio/sync/mail"
)

func newSyncSend(a *app) *cobra.Command {
	out, show, readable := "", false, false
	cmd := &cobra.Command{
		Use:   "send [OFFICE…]",
		Short: "compose the mails that are owed",
		Long: `Composes a mail for each copy that has not acknowledged everything: all changes
since its last acknowledgement, signed. It may be sent again at any time; nothing
is applied twice. With --out the mail goes to a file, or each of several to a
file in a directory, to be sent with any mail program.`,
		Example: `  fieldfolio sync send --out outgoing
  fieldfolio sync send hq --show`,
		RunE: func(cmd *cobra.Command, args []string) error {
			which := sync.Which{Preview: show}
			for _, code := range args {
				which.Offices = append(which.Offices, strings.ToLower(code))
			}
			return a.send(cmd.Context(), which, out, readable)
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "`FILE` or directory for the mails")
	cmd.Flags().BoolVar(&show, "show", false, "show what would be sent, and send nothing")
	cmd.Flags().BoolVar(&readable, "readable", false, "never compress, so that people can read along; what is encrypted stays so")
	return cmd
}

func (a *app) send(ctx context.Context, which sync.Which, out string, readable bool) error {
	if out == "" && !which.Preview {
		return usageError("name a file or directory with --out, or look at it with --show", "it is not said where the mails go")
	}
	return a.with(ctx, func(s *session) error {
		p, err := s.peer()
		if err != nil {
			return err
		}
		p.Readable = readable
		st, err := p.Status(ctx)
		if err != nil {
			return err //nolint:wrapcheck // says what is wrong
		}
		// What cannot be written is owed still: the next round has it again.
		letters, err := p.Compose(ctx, which)
		if err != nil {
			return err //nolint:wrapcheck // says what is wrong
		}
		for i, o := range letters {
			carrier := outgoing(out)
			if file, one := carrier.(mail.File); one && i > 0 {
				ext := filepath.Ext(string(file))
				carrier = mail.File(fmt.Sprintf("%s.%d-%s%s", strings.TrimSuffix(string(file), ext), i+1, o.To.Office, ext))
			}
			if which.Preview {
				err = a.say("to %s%s\n\n%s", o.To, sealed(o), o.Text)
			} else {
				err = a.post(ctx, carrier, letterOf(st, o), o)
			}
			if err != nil {
				return err
			}
		}
		if err := barred(&st, which.Offices); err != nil || len(letters) > 0 {
			return err
		}
		return a.say("nothing is owed to anybody")
	})
}

// outgoing returns where --out leads: into a directory that exists or whose
// name ends in a slash, otherwise into a file.
func outgoing(out string) mail.Outgoing {
	info, err := os.Stat(out)
	if err == nil && info.IsDir() {
		return mail.Directory(out)
	}
	if errors.Is(err, fs.ErrNotExist) && strings.HasSuffix(out, "/") && os.MkdirAll(out, 0o700) == nil {
		return mail.Directory(out)
	}
	return mail.File(out)
}

// letterOf returns the mail around a diff.
func letterOf(st sync.Status, o sync.Outgoing) mail.Letter {
	l := mail.Letter{To: o.Email, Subject: fmt.Sprintf("fieldfolio %s", st.Self.Office), Body: o.Body, Date: time.Now()}
	if me, ok := st.Register.Office(st.Self.Office); ok {
		l.From = me.Email
	}
	if l.From == "" { // the register comes with headquarters' first answer
		l.From = st.Self.Email
	}
	if l.To == "" && o.To.Office == st.Self.Headquarter {
		l.To = st.Self.HQEmail
	}
	return l
}

func (a *app) post(ctx context.Context, carrier mail.Outgoing, l mail.Letter, o sync.Outgoing) error {
	if err := carrier.Send(ctx, l); err != nil {
		return err //nolint:wrapcheck // says where and what to do
	}
	more := ""
	if o.More > 0 {
		more = fmt.Sprintf("; %d more follow after its answer", o.More)
	}
	return a.say("to %s: %s, %d bytes%s%s", o.To.Office, portfolio.CountOf(o.Number, "change"), len(o.Body), sealed(o), more)
}
