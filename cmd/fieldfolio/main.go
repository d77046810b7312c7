package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/inconshreveable/mousetrap"
)

func main() { os.Exit(start()) }

// start runs the program and returns its exit status.
func start() int {
	ctx, stop := stoppable(context.Background())
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	status := exitStatus(lastWords{ctx, os.Stderr}, err)
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

// run executes the command that the arguments name.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	a := newApp(stdin, stdout, stderr)
	root := newRoot(a)
	root.SetArgs(queryArgs(root, args))
	root.SetIn(stdin)
	root.SetOut(a.out)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	return a.finish(err)
}
