// Package shell is what surrounds the screens: the root model with the line of views, the stack of
// screens of each view, the status line and the footer (root*.go); themes; long jobs (work.go); and
// the mouse. It routes messages, and knows neither a particular screen nor a rule of the domain.
// Package linear does without its drawing.
//
// The line of views and the footer do not change while a list scrolls, which lets the renderer
// scroll the terminal instead of painting it. A screen that was just opened waits 200 ms for its
// first answer before it says that it is loading (firstpaint.go).
package shell
