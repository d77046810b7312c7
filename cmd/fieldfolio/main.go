package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/inconshreveable/mousetrap"
	"github.com/spf13/cobra"
)

func init() { cobra.MousetrapHelpText = "" } // on Windows, a double click opens the screens

func main() { os.Exit(start()) }

// start runs the program and returns its exit status.
func start() int {
	ctx, stop := stoppable(context.Background())
	defer stop()
	a := newApp(os.Stdin, os.Stdout, os.Stderr)
	err := a.run(ctx, os.Args[1:])
	status := exitStatus(lastWords{ctx, a.notes}, err)
	if mousetrap.StartedByExplorer() {
		keepWindow(status, os.Stdin, os.Stderr)
	}
	return status
}

// keepWindow waits for Enter after a failure. A program that was started by a double click has its
// window for as long as it runs, so nobody could read why it failed.
func keepWindow(status int, stdin io.Reader, stderr io.Writer) {
	if status == exitDone {
		return
	}
	_, _ = fmt.Fprint(stderr, "Press Enter to close this window. ")
	_, _ = bufio.NewReader(stdin).ReadString('\n')
}

// rootFor returns the root command with the commands that the arguments may name.
func rootFor(a *app, args []string) *cobra.Command {
	if len(args) > 0 && args[0] == attachName {
		return newAttachRoot(a)
	}
	return newRoot(a)
}

// run executes the command that the arguments name.
func (a *app) run(ctx context.Context, args []string) error {
	root := rootFor(a, args)
	root.SetArgs(queryArgs(root, args))
	root.SetIn(a.stdin)
	root.SetOut(a.out)
	root.SetErr(a.notes)
	err := root.ExecuteContext(ctx)
	return a.finish(err)
}
