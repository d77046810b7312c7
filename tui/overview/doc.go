// Package overview is the screen Overview: the programme at a glance, in which every
// line opens the screen behind it.
package overview
