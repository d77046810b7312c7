// Package overview is the screen Overview: the programme at a glance. Every line opens the screen
// behind it.
package overview
