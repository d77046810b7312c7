// Package edit is what every screen edits with: the Editor, who knows who edits and
// whether that is possible at all; drafts of what was typed and not saved; a field while
// it is typed, also one of several projects at once (bulk.go); and the line in which a
// text is asked for.
//
// What is typed into a field goes into the drafts of its record with every change of the
// text and is written in a command, one at a time, the newest text last; no timer is
// needed, and a crash costs what was typed while one text was written. A person who is
// overtaken keeps what was typed, sees what there is now, and saves over it the second
// time.
package edit
