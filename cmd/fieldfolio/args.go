package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"fieldfolio/portfolio"
)

// takesQuery marks commands whose arguments are a query.
const takesQuery = "query"

// queryArgs moves query terms that begin with a minus behind --, unless they are flags. The order
// of terms does not matter. Arguments of other commands, and those behind -- already, are left as
// they are.
func queryArgs(root *cobra.Command, args []string) []string {
	if !asksQuery(root, args) {
		return args
	}
	var before, terms []string
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case arg == "--":
			return slices.Concat(before, []string{"--"}, terms, args[i+1:])
		case negated(root, arg):
			terms = append(terms, arg)
		case needsValue(root, arg) && i+1 < len(args):
			before = append(before, arg, args[i+1])
			i++
		default:
			before = append(before, arg)
		}
	}
	if len(terms) == 0 {
		return args
	}
	return slices.Concat(before, []string{"--"}, terms)
}

// asksQuery reports whether the first command among the arguments takes a query.
func asksQuery(root *cobra.Command, args []string) bool {
	at := commandAt(root, args)
	if at < 0 {
		return false
	}
	for _, c := range root.Commands() {
		if c.Name() == args[at] {
			return c.Annotations[takesQuery] != ""
		}
	}
	return false
}

// commandAt returns where among the arguments the command is, -1 if there is none.
func commandAt(root *cobra.Command, args []string) int {
	for i := 0; i < len(args); i++ {
		if needsValue(root, args[i]) {
			i++
			continue
		}
		if !strings.HasPrefix(args[i], "-") {
			return i
		}
	}
	return -1
}

// negated reports whether an argument is a negated term, and not a flag or a flag that lacks its
// second minus.
func negated(root *cobra.Command, arg string) bool {
	if len(arg) < 2 || arg[0] != '-' || arg[1] == '-' || arg == "-h" {
		return false
	}
	name, _, _ := strings.Cut(arg[1:], "=")
	return findFlag(root, name) == nil
}

// needsValue reports whether an argument is a flag whose value is the next argument.
func needsValue(root *cobra.Command, arg string) bool {
	name, long := strings.CutPrefix(arg, "--")
	if !long || name == "" || strings.Contains(name, "=") {
		return false
	}
	f := findFlag(root, name)
	return f != nil && f.NoOptDefVal == ""
}

// findFlag returns the flag of the program or any command with a name, nil if there is none.
func findFlag(root *cobra.Command, name string) *pflag.Flag {
	if f := root.PersistentFlags().Lookup(name); f != nil {
		return f
	}
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		if f := c.Flags().Lookup(name); f != nil {
			return f
		}
	}
	return nil
}

// asQuery makes a command run with the terms of a query, to which the flag --years adds one.
func (a *app) asQuery(cmd *cobra.Command, run func(ctx context.Context, terms []string) error) *cobra.Command {
	within := yearsFlag(cmd)
	cmd.Annotations = map[string]string{takesQuery: "yes"}
	cmd.ValidArgsFunction = a.completeQuery
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		terms, err := within(args)
		if err != nil {
			return err
		}
		return run(cmd.Context(), terms)
	}
	return cmd
}

// yearsFlag adds the flag --years, and returns a function that adds its term to
// those of a query.
func yearsFlag(cmd *cobra.Command) func(terms []string) ([]string, error) {
	years := cmd.Flags().String("years", "", "only the amounts in the years `A-B`, the same as the term year:A..B")
	return func(terms []string) ([]string, error) {
		if *years == "" {
			return terms, nil
		}
		term, ok := portfolio.ParseYears(*years)
		if !ok {
			return nil, usageError("use 2012, 2010-2013 or unknown", "--years: %q is not a year or a range of years", *years)
		}
		return append(slices.Clip(terms), term.String()), nil
	}
}

// joined joins arguments with blanks into one query.
func joined(args []string) string { return strings.Join(args, " ") }
