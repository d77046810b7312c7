package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// helpTemplate is calm on purpose: plain words in one order, no colours.
const helpTemplate = `{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}Usage
{{if and .Runnable (or (not .HasAvailableSubCommands) (not .HasParent))}}  {{.UseLine}}
{{end}}{{if .HasAvailableSubCommands}}  {{.CommandPath}} COMMAND
{{end}}{{if .HasExample}}
Examples
{{.Example}}
{{end}}{{if .HasAvailableSubCommands}}
Commands
{{range .Commands}}{{if .IsAvailableCommand}}  {{rpad .Name .NamePadding}}  {{.Short}}
{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}
Flags
{{flags .LocalFlags}}
{{end}}{{if .HasAvailableInheritedFlags}}
Flags of every command
{{flags .InheritedFlags}}
{{end}}
Exit status
{{exits}}
{{if .HasAvailableSubCommands}}
{{.CommandPath}} COMMAND --help says more of a command.
{{end}}`

// setHelp gives every command the template and the help command.
func setHelp(root *cobra.Command) {
	cobra.AddTemplateFunc("flags", flagsHelp)
	cobra.AddTemplateFunc("exits", func() string { return exitText })
	root.SetHelpTemplate(helpTemplate)
	root.InitDefaultHelpFlag()
	root.Flags().Lookup("help").Usage = "this text"
	for _, c := range root.Commands() {
		c.InitDefaultHelpFlag()
		c.Flags().Lookup("help").Usage = "this text"
	}
	root.SetHelpCommand(newHelp(root))
	root.InitDefaultCompletionCmd("completion")
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Short = "completion for bash, zsh, fish or powershell"
			c.Example = "  source <(fieldfolio completion bash)\n  fieldfolio completion fish > ~/.config/fish/completions/fieldfolio.fish"
		}
	}
}

// flagsHelp describes flags, one below the other, in 80 columns.
func flagsHelp(flags *pflag.FlagSet) string {
	const column, width = 26, 54
	var b strings.Builder
	eachFlag(flags, func(name, usage string) {
		head := "  " + name
		if len(head) >= column-1 {
			b.WriteString(head + "\n")
			head = ""
		}
		for _, l := range wrapWords(usage, width) {
			fmt.Fprintf(&b, "%-*s%s\n", column, head, l)
			head = ""
		}
	})
	return strings.TrimRight(b.String(), "\n")
}

// eachFlag calls fn with every flag, such as --db FILE, and what it does.
func eachFlag(flags *pflag.FlagSet, fn func(name, usage string)) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if f.Value.Type() != "bool" {
			name += " " + value
		}
		if f.DefValue != "" && f.DefValue != "false" {
			usage += " (default " + f.DefValue + ")"
		}
		fn(name, usage)
	})
}

func wrapWords(s string, width int) []string {
	lines := []string{""}
	for _, w := range strings.Fields(s) {
		last := len(lines) - 1
		switch {
		case lines[last] == "":
			lines[last] = w
		case len(lines[last])+1+len(w) <= width:
			lines[last] += " " + w
		default:
			lines = append(lines, w)
		}
	}
	return lines
}

// newHelp returns the command that shows the help of another one.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "the help of a command",
		Long:    "Shows the help of a command, the same as COMMAND --help.",
		Example: "  fieldfolio help breakdown",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return noSuchCommand(root, args)
			}
			return cmd.Help()
		},
	}
}
