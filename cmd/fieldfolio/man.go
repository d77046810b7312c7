package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newMan returns the command that makes man pages from the help texts.
func newMan(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "man [DIR]",
		Short: "write man pages, made from the help texts",
		Long: `Writes the man page fieldfolio(1), or, with DIR, that page and one of each
command into the directory.`,
		Example: `  fieldfolio man | man -l -
  fieldfolio man ~/.local/share/man/man1`,
		Args: cobra.MatchAll(func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError("write fieldfolio man DIR", "%q is one argument too many", args[1])
			}
			return nil
		}),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				_, err := a.out.WriteString(manPage(cmd.Root()))
				return err //nolint:wrapcheck // finish names the output
			}
			return writeManPages(cmd.Root(), args[0])
		},
	}
}

func writeManPages(root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // man pages are public
		return fmt.Errorf("make the directory of the man pages: %w", err)
	}
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		if c.Hidden || c.Name() == "help" {
			continue
		}
		file := filepath.Join(dir, manName(c)+".1")
		if err := os.WriteFile(file, []byte(manPage(c)), 0o644); err != nil { //nolint:gosec // man pages are public
			return fmt.Errorf("write man page: %w", err)
		}
	}
	return nil
}

func manName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// manPage returns the man page of a command. It carries no date, so that the same program always
// makes the same page.
func manPage(c *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH %s 1 \"\" fieldfolio\n.SH NAME\n%s \\- %s\n", strings.ToUpper(manName(c)), manName(c),
		roff(c.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(c.UseLine()))
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(&b, ".br\n.B %s\n.I COMMAND\n", roff(c.CommandPath()))
	}
	b.WriteString(".SH DESCRIPTION\n")
	roffText(&b, c.Long)
	if c.HasAvailableSubCommands() {
		b.WriteString(".SH COMMANDS\n")
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(sub.Name()), roff(sub.Short))
			}
		}
	}
	b.WriteString(".SH OPTIONS\n")
	for _, set := range []*pflag.FlagSet{c.LocalFlags(), c.InheritedFlags()} {
		eachFlag(set, func(name, usage string) { fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(name), roff(usage)) })
	}
	b.WriteString(".SH EXAMPLES\n")
	roffText(&b, c.Example)
	b.WriteString(".SH EXIT STATUS\n")
	roffText(&b, exitText)
	return b.String()
}

// roffText writes paragraphs: indented lines stay as they are, others are filled.
func roffText(b *strings.Builder, text string) {
	kept := false
	for _, l := range strings.Split(text, "\n") {
		if keep := asItIs(l); keep != kept {
			if kept = keep; kept {
				b.WriteString(".nf\n")
			} else {
				b.WriteString(".fi\n")
			}
		}
		if l == "" {
			b.WriteString(".PP\n")
			continue
		}
		b.WriteString(roff(l) + "\n")
	}
	if kept {
		b.WriteString(".fi\n")
	}
}

// roff escapes a line so that no part of it is a request.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}
