// Package shell is what surrounds the screens: the root model with the line of views,
// the stack of screens of each view, the status line and the footer; help, palette,
// themes and the keys of the configuration; jobs that take long; the mouse; and
// linear mode, which says screens instead of drawing them. It routes messages and
// knows neither a particular screen nor a rule of the domain.
//
// The line of views and the footer do not change while a list scrolls, which lets
// the renderer scroll the terminal instead of painting it. A screen that was just
// opened waits 200 ms for its first answer before it says that it is loading
// (firstpaint.go).
package shell
