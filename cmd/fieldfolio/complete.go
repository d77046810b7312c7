package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// completer returns the completions of the last word.
type completer = func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective)

// complete gives a flag its completer. Cobra keeps it as long as the process runs, so sessions, which
// complete nothing, have none.
func (p *place) complete(cmd *cobra.Command, flag string, c completer) {
	if p.guest != nil {
		return
	}
	if err := cmd.RegisterFlagCompletionFunc(flag, c); err != nil {
		panic(err) // the flag does not exist
	}
}

// fixed completes one of some words.
func fixed(values ...string) completer {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values, cobra.ShellCompDirectiveNoFileComp
	}
}

// listed completes the last of several words separated by commas with those not in the list yet.
func listed[T ~string](values []T) completer {
	return func(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
		before := begun[:strings.LastIndex(begun, ",")+1]
		var out []string
		for _, v := range values {
			if !slices.Contains(strings.Split(before, ","), string(v)) {
				out = append(out, before+string(v))
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
}

// completeNumber completes a project number. It does not create or seed a database; without one it
// uses the numbers of the document.
func (a *app) completeNumber(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	begun = strings.ToUpper(begun)
	var out []string
	for _, c := range a.numbers(cmd, begun) {
		out = append(out, c.Code+"\t"+oneLine(c.Name))
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

func (a *app) numbers(cmd *cobra.Command, begun string) []portfolio.Choice {
	if store := a.existing(cmd); store != nil {
		defer func() { _ = store.Close() }() // only read from
		if found, err := store.Numbers(cmd.Context(), begun, 200); err == nil {
			return found
		}
	}
	doc, err := seed.Document()
	if err != nil {
		return nil
	}
	var out []portfolio.Choice
	for _, p := range doc.Projects {
		if strings.HasPrefix(p.Number, begun) {
			out = append(out, portfolio.Choice{Code: p.Number, Name: p.Title})
		}
	}
	return out
}

// existing opens the database, nil if there is none.
func (a *app) existing(cmd *cobra.Command) *sqlite.Store {
	path, err := a.database()
	if err != nil {
		return nil
	}
	store, err := sqlite.OpenToRead(cmd.Context(), path, sqlite.WithDocument(document))
	if err != nil {
		return nil
	}
	return store
}

// completeQuery completes a term of a query: its key, or one of its values.
func (a *app) completeQuery(cmd *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	const still = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	term := strings.TrimPrefix(begun, "-")
	minus := begun[:len(begun)-len(term)]
	key, value, isValue := strings.Cut(term, ":")
	if !isValue {
		return keysFor(minus), still
	}
	before := value[:strings.LastIndex(value, ",")+1]
	var out []string
	for _, c := range a.values(cmd, key, value[len(before):]) {
		out = append(out, minus+key+":"+before+c.Code+"\t"+oneLine(c.Name))
	}
	return out, still
}

// keysFor returns the first parts of query terms.
func keysFor(minus string) []string {
	out := make([]string, len(portfolio.Keys))
	for i, k := range portfolio.Keys {
		out[i] = minus + k.Opening()
	}
	return out
}

// values returns the values of a query key, from the database if there is one.
func (a *app) values(cmd *cobra.Command, name, begun string) []portfolio.Choice {
	key, ok := portfolio.FindKey(name)
	if !ok {
		return nil
	}
	if key == portfolio.KeyNumber {
		return a.numbers(cmd, strings.ToUpper(begun))
	}
	return portfolio.Choices(key, a.catalogue(cmd))
}

// catalogue returns the catalogue of the database, or that of the document if there is none.
func (a *app) catalogue(cmd *cobra.Command) *portfolio.Catalogue {
	if store := a.existing(cmd); store != nil {
		defer func() { _ = store.Close() }() // only read from
		if cat, err := store.Catalogue(cmd.Context()); err == nil && len(cat.Lines) > 0 {
			return cat
		}
	}
	doc, err := seed.Document()
	if err != nil {
		return &portfolio.Catalogue{}
	}
	return &doc.Catalogue
}

// offices returns the codes of the register, to complete fields of an office.
func (a *app) offices(cmd *cobra.Command, kind portfolio.RecordKind) []string {
	if kind != portfolio.OfficeRecord {
		return nil
	}
	store := a.existing(cmd)
	if store == nil {
		return nil
	}
	defer func() { _ = store.Close() }() // only read from
	var reg exchange.Register
	err := store.Exchange(cmd.Context(), func(tx exchange.Tx) (err error) {
		reg, err = tx.Register()
		return err
	})
	if err != nil {
		return nil
	}
	var codes []string
	for _, o := range reg.Offices() {
		codes = append(codes, o.Code)
	}
	return codes
}
