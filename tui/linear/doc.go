// Package linear shows the screens line by line (linear.go): for a screen reader, a braille line or
// the slowest link. It draws nothing. Like a keyboard, it hands messages to the root model of shell
// and does the actions of the screen on top (take.go, help.go), but it prints what Spoken of that
// screen returns (say.go), asks for texts one by one (ask.go), and says that work is running
// (work.go). It knows no particular screen. For a terminal at the other end of a stream it edits and
// echoes the line that is typed (teletype.go), as a system does for one of its own.
//
//	l := linear.New(root, works, linear.Streams{In: os.Stdin, Out: os.Stdout})
//	err := l.Run(ctx)
//
// Nothing of what it says is taken from what is drawn: drawn text does not say what a column means,
// and a screen reader would read a line again whenever a part of it changed.
package linear
