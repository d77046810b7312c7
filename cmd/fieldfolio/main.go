package main

import (
	"context"
	"io"
	"os"
	"os/signal"
)

func main() { os.Exit(start()) }

// start runs the program and returns its exit status.
func start() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	return exitStatus(os.Stderr, err)
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
