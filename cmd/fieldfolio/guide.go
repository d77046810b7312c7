package main

import (
	"github.com/spf13/cobra"

	"fieldfolio/cmd/fieldfolio/guide"
)

// newGuide returns the command that shows the guides.
func newGuide(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "guide [PAGE]",
		Short: "how to do things, a page for each",
		Long: `Shows a guide, in Markdown; without PAGE it lists them. Every command in a guide
is one that the tests run.`,
		Example: `  fieldfolio guide
  fieldfolio guide ssh | less`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.guide(args) },
	}
}

func (a *app) guide(args []string) error {
	if len(args) == 1 {
		page, err := guide.Find(args[0])
		if err != nil {
			return wrongUsage(err)
		}
		return a.say("%s", page.Text)
	}
	all, err := guide.Pages()
	if err != nil {
		return err
	}
	for _, p := range all {
		if err := a.say("%-8s %s", p.Name, p.Title); err != nil {
			return err
		}
	}
	return nil
}
