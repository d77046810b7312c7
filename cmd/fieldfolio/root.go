package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"fieldfolio/portfolio/format"
)

const rootLong = `fieldfolio shows the portfolio of the thematic programme "Action against
transnational organized crime and illicit trafficking, 2011-2013": its projects,
what each costs, where and until when it runs, and whether the printed figures
add up.

Without a command it opens the screens. The first run makes the database and
puts the document's portfolio into it; there is nothing to set up. Commands that
only read make no file: until there is one they show the document.

A QUERY is any number of terms between blanks, all of which must hold:
  piracy                    words in number, title, country, programme or line
  region:west-africa        a value; the keys are the columns of list
  'region:West Africa'      a name as the screens print it
  line:DRG,BOR              either value; short names and full names
  title:piracy,maritime     either word, in the title
  approved>1m end<2012      amounts and days; also >= <= =
  end:6m                    within six months of the as-of date; end:-1y before
  year:2010..2013           amounts in these years only; also year>=2012
  place:west-africa         amounts in this place and the places within it only
  scope:west-africa,KE      what an office with this scope receives
  -region:west-africa       a minus turns a term round
  piracy OR maritime        either; terms beside one another go together first,
                            and parentheses group: '(a OR b) line:BOR'
All terms compare whole projects, but for year and place: these select the
projects with an amount there, and every amount shown, sorted by and added up is
the part within. What is outside is stated.`

const rootExample = `  fieldfolio                                    # the screens
  fieldfolio list region:west-africa
  fieldfolio breakdown --by region,line kind:field
  fieldfolio reconcile --explain
  fieldfolio list approved\>1m --format csv > large.csv`

const exitText = `  0 done   1 failed   2 wrong usage   3 done, but a person is needed
  4 something differs (where asked to compare)`

// newRoot returns the root command with all its commands.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:               "fieldfolio",
		Short:             "browse, break down and reconcile the portfolio of the thematic programme",
		Long:              rootLong,
		Example:           rootExample,
		Version:           versionText(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		DisableAutoGenTag: true,
		Args:              noSuchCommand,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.checkMark(cmd) },
		RunE:              func(cmd *cobra.Command, _ []string) error { return a.openScreens(cmd.Context()) },
	}
	f := root.PersistentFlags()
	fileFlagsOf(f, a)
	f.StringVar(&a.asOf, "as-of", "", "`DATE` or today: decides what is planned, active and ended (default the portfolio's reference date)")
	f.StringVar(&a.at, "at", "", "`DATE`: the portfolio as it stood at the end of that day, by when changes reached headquarters, or this copy; not before the document")
	f.StringVar(&a.format, "format", format.TableFormat, "`FORMAT` of tables: "+strings.Join(format.Formats, ", "))
	f.BoolVar(&a.bom, "bom", false, "begin csv and tsv with a byte order mark, as exports from the screens do: Excel reads a file as UTF-8 only if it has one")
	f.BoolVar(&a.noColor, "no-color", false, "no bold and no colour; also with NO_COLOR set")
	a.screenFlagsOf(root, &a.screen)
	groupFlagOf(root, a)
	root.SetFlagErrorFunc(flagError)
	a.complete(root, "format", fixed(format.Formats...))
	a.complete(root, "as-of", fixed("today"))
	root.AddCommand(newList(a), newShow(a), newBreakdown(a), newProgramme(a), newFunding(a), newReconcile(a),
		newTimeline(a), newWhy(a), newAdd(a), newEdit(a), newNote(a), newWithdraw(a), newUndo(a), newRedo(a), newHistory(a),
		newConflicts(a), newResolve(a), newOffice(a), newSync(a), newConfig(a), newBackup(a), newRestore(a),
		newCheck(a), newShare(a), newServe(a), newAttach(a), newLogin(a), newAudit(a), newGuide(a), newMan(a))
	root.SetVersionTemplate("fieldfolio {{.Version}}\n")
	setHelp(root)
	return root
}

// fileFlagsOf adds the flags that say which database it is, and who uses it.
func fileFlagsOf(f *pflag.FlagSet, a *app) {
	f.StringVar(&a.db, "db", "", defaultDatabase())
	f.StringVar(&a.config, "config", "", "configuration `FILE` (default $FIELDFOLIO_CONFIG, else beside the database)")
	f.StringVar(&a.person, "person", "", "`NAME` of who changes something (default $FIELDFOLIO_PERSON, else the login name)")
}

// screenFlagsOf adds the flags for the screens, which only the root command has.
func (a *app) screenFlagsOf(root *cobra.Command, s *screenFlags) {
	f := root.Flags()
	for _, c := range []struct {
		to          *choice
		name, usage string
	}{
		{&s.linear, "linear", "lines only, nothing is redrawn: for a screen reader, a braille line or the slowest lines"},
		{&s.slow, "slow", "fewer columns and plain lines, for a slow line"},
		{&s.ascii, "ascii", "nothing but ASCII on the screen (default where the locale does not name UTF-8, or TERM is linux, vt100 or empty)"},
		{&s.mouse, "mouse", "the mouse moves, opens and scrolls too"},
	} {
		f.Var(c.to, c.name, c.usage)
		f.Lookup(c.name).NoOptDefVal = "true"
	}
	f.Var(&s.theme, "theme", "`NAME` of the colours: "+strings.Join(Themes, ", ")+" (default as the configuration says)")
	a.complete(root, "theme", fixed(Themes...))
}

// noSuchCommand returns the error for an unknown command.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if args[0] == "search" || args[0] == "find" {
		return usageError("to find projects, run fieldfolio "+strings.Join(append([]string{"list"}, args[1:]...), " "),
			"there is no command %q", args[0])
	}
	var names []string
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	return usageError(near(args[0], names, "fieldfolio --help lists the commands; fieldfolio list "+args[0]+
		" searches for it"),
		"there is no command %q", args[0])
}

// flagError turns an error of the flag parser into a sentence with a hint.
func flagError(cmd *cobra.Command, err error) error {
	hint := "fieldfolio " + helpOf(cmd) + "--help lists the flags"
	if name, ok := strings.CutPrefix(err.Error(), "unknown flag: --"); ok {
		hint = near("--"+name, flagNames(cmd), hint)
	}
	return usageError(hint, "%s", flagSentence(err.Error()))
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	for _, set := range []*pflag.FlagSet{cmd.LocalFlags(), cmd.InheritedFlags()} {
		set.VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	}
	return names
}

func helpOf(cmd *cobra.Command) string {
	_, below, _ := strings.Cut(cmd.CommandPath()+" ", " ")
	return below
}

// flagSentence rewords the flag parser's message.
func flagSentence(s string) string {
	if name, ok := strings.CutPrefix(s, "unknown flag: "); ok {
		return "there is no flag " + name
	}
	if rest, ok := strings.CutPrefix(s, "unknown shorthand flag: "); ok {
		_, in, _ := strings.Cut(rest, " in ")
		return "there is no flag " + in + "; flags begin with two minus signs"
	}
	if name, ok := strings.CutPrefix(s, "flag needs an argument: "); ok {
		return "the flag " + name + " needs a value"
	}
	if rest, ok := strings.CutPrefix(s, "invalid argument "); ok {
		if flag, why, ok := strings.Cut(rest, ` flag: `); ok {
			return strings.Trim(flag[strings.LastIndex(flag, " ")+1:], `"`) + ": " + why
		}
	}
	return s
}

// exactly returns a check that a command has n arguments, named in use.
func exactly(n int, use, hint string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) < n:
			return usageError(hint, "%s is missing", use)
		case len(args) > n:
			return usageError(hint, "%q is one argument too many", args[n])
		}
		return nil
	}
}
