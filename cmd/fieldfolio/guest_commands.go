package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"fieldfolio/portfolio/access"
)

// guestCommand is a command that sessions over SSH have.
type guestCommand struct {
	name  string      // with that of the command above it
	least access.Role // that may run it
	off   []string    // flags that sessions do not have: whatever names a file
}

// guestCommands are all commands of sessions.
var guestCommands = []guestCommand{
	{name: "list", least: access.Viewer},
	{name: "show", least: access.Viewer},
	{name: "breakdown", least: access.Viewer},
	{name: "programme", least: access.Viewer},
	{name: "reconcile", least: access.Viewer},
	{name: "timeline", least: access.Viewer},
	{name: "funding", least: access.Viewer},
	{name: "history", least: access.Viewer},
	{name: "why", least: access.Viewer},
	{name: "conflicts", least: access.Viewer},
	{name: "help", least: access.Viewer},
	{name: "sync status", least: access.Viewer},
	{name: "add", least: access.Editor},
	{name: "edit", least: access.Editor},
	{name: "note", least: access.Editor},
	{name: "withdraw", least: access.Editor},
	{name: "undo", least: access.Editor},
	{name: "redo", least: access.Editor},
	{name: "resolve", least: access.Editor},
	{name: "sync receive", least: access.Editor},
	{name: "sync exchange", least: access.Viewer}, // what comes has its rights from the office's signature
	{name: "sync held", least: access.Viewer},
	{name: "audit", least: access.Coordinator},
	{name: "login list", least: access.Coordinator},
	{name: "login add", least: access.Coordinator},
	{name: "login remove", least: access.Coordinator},
	{name: "sync accept", least: access.Coordinator},
	{name: "sync reject", least: access.Coordinator},
	{name: "sync rejected", least: access.Coordinator},
	{name: "sync dismiss", least: access.Coordinator},
	{name: "sync retire", least: access.Coordinator},
}

// guestFlags are the flags of every command, and of the screens, that sessions have. The others name
// files, or say who somebody is.
var guestFlags = []string{"as-of", "at", "format", "bom", "no-color", "linear", "help", "version"}

// commandsOf returns the commands of a role, by their names.
func commandsOf(role access.Role) (names []string) {
	for _, c := range guestCommands {
		if slices.Index(access.Roles, role) >= slices.Index(access.Roles, c.least) {
			names = append(names, c.name)
		}
	}
	return names
}

const guestLong = `You are logged in to a server of fieldfolio, which holds the portfolio. Without a
command, ssh shows the screens. The commands are those below; each is written after
the host, with or without the word fieldfolio. There is no shell, and no file of the
server can be read or written: tables go to standard output.

Your own shell takes quotes away, so put what follows the host into quotes where it
has some itself, or one of the signs < > ( ) | & ; $.`

const guestExample = `  ssh HOST
  ssh HOST list region:west-africa
  ssh HOST 'list "region:West Africa" end<2012'
  ssh HOST list --format csv > portfolio.csv
  ssh HOST breakdown --by region,line
  ssh -t HOST -- --linear    # line by line, for a screen reader`

// newGuestRoot returns the commands of a session: those of its role with the flags that it has.
func newGuestRoot(a *app) *cobra.Command {
	root := newRoot(a)
	root.Long, root.Example = guestLong, guestExample
	root.CompletionOptions.DisableDefaultCmd = true
	keepCommands(root, "", commandsOf(a.guest.login.Role))
	keepBelow(root)
	if !a.guest.login.Role.Edits() {
		looksOn(root)
	}
	keepFlags(root, func(name string) bool { return slices.Contains(guestFlags, name) })
	return root
}

// looksOn describes the commands of the exchange to those who take no part in it.
func looksOn(root *cobra.Command) {
	for _, c := range root.Commands() {
		if c.Name() == "sync" {
			c.Short, c.Example = "show how the exchange with other offices stands", "  ssh HOST sync status"
			c.Long = "Shows how the exchange of changes with other offices stands."
		}
	}
}

// keepBelow removes the flags that sessions do not have from all commands below one.
func keepBelow(cmd *cobra.Command) {
	root := cmd.Root()
	for _, sub := range cmd.Commands() {
		_, name, _ := strings.Cut(sub.CommandPath(), " ")
		var off []string
		for _, c := range guestCommands {
			if c.name == name {
				off = c.off
			}
		}
		keepFlags(sub, func(name string) bool {
			return root.PersistentFlags().Lookup(name) == nil && !slices.Contains(off, name)
		})
		keepBelow(sub)
	}
}

// keepCommands removes all commands below cmd but those named. path is that of cmd, with a blank at its end.
func keepCommands(cmd *cobra.Command, path string, names []string) {
	for _, sub := range cmd.Commands() {
		name := path + sub.Name()
		below := name + " "
		switch {
		case slices.Contains(names, name):
		case slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, below) }):
			keepCommands(sub, below, names)
		default:
			cmd.RemoveCommand(sub)
		}
	}
}

// keepFlags removes the flags of a command that are not kept.
func keepFlags(cmd *cobra.Command, kept func(name string) bool) {
	own, all := cmd.Flags(), cmd.PersistentFlags()
	cmd.ResetFlags()
	move := func(to *pflag.FlagSet) func(*pflag.Flag) {
		return func(f *pflag.Flag) {
			if kept(f.Name) {
				to.AddFlag(f)
			}
		}
	}
	all.VisitAll(move(cmd.PersistentFlags()))
	own.VisitAll(func(f *pflag.Flag) {
		if all.Lookup(f.Name) == nil {
			move(cmd.Flags())(f)
		}
	})
}

// allowed returns the arguments of a session with the command first, so that nothing else among them
// can be taken for one, and an error for a command that the session does not have.
func (a *app) allowed(root *cobra.Command, words []string) ([]string, error) {
	if len(words) > 0 && words[0] == root.Name() {
		words = words[1:]
	}
	at := commandAt(root, words)
	if at < 0 {
		return words, nil
	}
	name := words[at]
	args := slices.Concat([]string{name}, words[:at], words[at+1:])
	below := ""
	if i := commandAt(root, args[1:]); i >= 0 {
		below = args[1+i]
	}
	cmd, _, err := root.Find([]string{name})
	switch {
	case err != nil || cmd == root:
		return nil, a.notAllowed(name, below)
	case below == "" || !cmd.HasSubCommands():
		return args, nil
	}
	if sub, _, err := root.Find([]string{name, below}); err != nil || sub == cmd {
		return nil, a.notAllowed(name, below)
	}
	return args, nil
}

// notAllowed returns the error for a command that a session does not have. It names those that it has.
func (a *app) notAllowed(name, below string) error {
	role := a.guest.login.Role
	for _, c := range guestCommands {
		if c.name == name || c.name == name+" "+below {
			return role.Refusal("run " + c.name)
		}
	}
	if name == "sync" || name == "login" {
		name = strings.TrimSpace(name + " " + below)
	}
	return usageError("help lists those of your role, "+string(role), "there is no command %q over SSH", name)
}
