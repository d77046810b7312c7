package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"fieldfolio/portfolio/cells"
)

// helpText returns the help of a command as plain text without colour. It does not use a template,
// since text/template makes the linker keep every exported method of the program.
func helpText(c *cobra.Command) string {
	inherited := c.InheritedFlags() // also adds them to the command's own, of which the usage line takes account
	var b strings.Builder
	part := func(head, text string) {
		if text != "" {
			b.WriteString(head + "\n" + text + "\n\n")
		}
	}
	if text := strings.TrimRightFunc(cmp.Or(c.Long, c.Short), unicode.IsSpace); text != "" {
		b.WriteString(filled(text) + "\n\n")
	}
	part("Usage", usageLines(c))
	part("Examples", c.Example)
	if c.HasAvailableSubCommands() {
		part("Commands", commandLines(c))
	}
	if c.HasAvailableLocalFlags() {
		part("Flags", flagsHelp(c.LocalFlags()))
	}
	if c.HasAvailableInheritedFlags() {
		part("Flags of every command", flagsHelp(inherited))
	}
	b.WriteString("Exit status\n" + exitText + "\n")
	if c.HasAvailableSubCommands() {
		b.WriteString("\n" + c.CommandPath() + " COMMAND --help says more of a command.\n")
	}
	return b.String()
}

// helpWidth is the maximum width of a line of help, in columns.
const helpWidth = 80

// asItIs reports whether a line of a help text is not filled: one of an example or a list, which is indented.
func asItIs(line string) bool { return strings.HasPrefix(line, "  ") }

// filled returns a help text with filled paragraphs.
func filled(text string) string {
	var lines, paragraph []string
	end := func() {
		if len(paragraph) > 0 {
			lines = append(lines, cells.Clusters.WrapWords(strings.Join(paragraph, " "), helpWidth)...)
		}
		paragraph = nil
	}
	for _, l := range strings.Split(text, "\n") {
		if l != "" && !asItIs(l) {
			paragraph = append(paragraph, l)
			continue
		}
		end()
		lines = append(lines, l)
	}
	end()
	return strings.Join(lines, "\n")
}

func usageLines(c *cobra.Command) string {
	var lines []string
	if c.Runnable() && (!c.HasAvailableSubCommands() || !c.HasParent()) {
		for i, l := range cells.Clusters.WrapWords(c.UseLine(), helpWidth-len("    ")) {
			lines = append(lines, strings.Repeat("  ", min(i, 1)+1)+l)
		}
	}
	if c.HasAvailableSubCommands() {
		lines = append(lines, "  "+c.CommandPath()+" COMMAND")
	}
	return strings.Join(lines, "\n")
}

func commandLines(c *cobra.Command) string {
	var lines []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			lines = append(lines, fmt.Sprintf("  %-*s  %s", sub.NamePadding(), sub.Name(), sub.Short))
		}
	}
	return strings.Join(lines, "\n")
}

// loadedBy are the commands that load the completion of a shell.
var loadedBy = map[string]string{
	"bash":       "  source <(fieldfolio completion bash)",
	"fish":       "  fieldfolio completion fish > ~/.config/fish/completions/fieldfolio.fish",
	"powershell": "  fieldfolio completion powershell | Out-String | Invoke-Expression",
	"zsh":        "  source <(fieldfolio completion zsh)",
}

// setHelp gives every command its help, and adds the help command.
func setHelp(root *cobra.Command) {
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { _, _ = io.WriteString(c.OutOrStdout(), helpText(c)) })
	root.SetHelpCommand(newHelp(root))
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd("completion")
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Short = "write completion for bash, zsh, fish or powershell"
			c.Long = "Writes a script that completes commands, flags and codes in a shell."
			c.Example = strings.Join([]string{loadedBy["bash"], loadedBy["fish"]}, "\n")
			for _, shell := range c.Commands() {
				shell.Long = "Writes the script that completes commands, flags and codes in " + shell.Name() + "."
				shell.Example = loadedBy[shell.Name()]
			}
		}
	}
	nameHelpFlag(root)
}

// nameHelpFlag describes the flag --help of a command and of those below it.
func nameHelpFlag(c *cobra.Command) {
	c.InitDefaultHelpFlag()
	c.Flags().Lookup("help").Usage = "show this help"
	for _, sub := range c.Commands() {
		nameHelpFlag(sub)
	}
}

// flagsHelp describes flags, one in a line, in 80 columns.
func flagsHelp(flags *pflag.FlagSet) string {
	const column, width = 26, 54
	var b strings.Builder
	eachFlag(flags, func(name, usage string) {
		head := "  " + name
		if len(head) >= column-1 {
			b.WriteString(head + "\n")
			head = ""
		}
		for _, l := range cells.Clusters.WrapWords(usage, width) {
			fmt.Fprintf(&b, "%-*s%s\n", column, head, l)
			head = ""
		}
	})
	return strings.TrimRight(b.String(), "\n")
}

// eachFlag calls fn with every flag, such as --db FILE, and its description.
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
		if !slices.Contains([]string{"", "false", "[]"}, f.DefValue) && !strings.Contains(usage, "(default ") {
			usage += " (default " + f.DefValue + ")"
		}
		fn(name, usage)
	})
}

// newHelp returns the command that shows the help of another one.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "show the help of a command",
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
