// Package facts makes the pages on one subject: a project, a field, a figure.
// A page is a list of labelled facts with their sources, which screens, linear
// mode and exports render.
package facts
