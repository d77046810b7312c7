// Package tui is the terminal UI of fieldfolio: the programme at a glance, the
// portfolio as a list, one project, breakdowns, durations, the plan, the
// reconciliation of published figures, the exchange of changes with other offices,
// and their history. It knows no SQL, no files and no network; what it shows it
// asks of a Source, and of a Mailroom.
//
// # Screens
//
// A view (Overview, Portfolio, Breakdown and so on) is a stack of screens: opening
// something puts a screen on top, esc takes it off and shows the one below as
// it was left. The root model draws the line of views, the status line and the
// footer, and routes; it knows no rule of the domain.
//
//	portfolio.go   the list of projects, also of the projects behind a cell.
//	               What it asks is in portfolio_load.go, its columns are in
//	               portfolio_columns.go, which of them are
//	               shown in portfolio_layout.go, what they are sorted by in
//	               sort.go, counts to narrow it by in portfolio_facets.go,
//	               views with names in portfolio_saved.go
//	portfolio_marks.go     projects that are chosen together; one field of all
//	               is edited in portfolio_together.go, and confirm.go asks first.
//	               Copies and files: portfolio_copy.go, portfolio_export.go
//	project.go     one project, with what was printed and what was taken; its
//	               fields are edited where they stand (project_edit.go)
//	form.go        all fields of a project, also of a new one
//	inline.go      one field while it is typed: what it becomes, what completes it
//	history.go     what happened to a record, or to all; every line opens
//	               (change.go). history_window.go has what of it is loaded
//	conflict.go    the values of a field of which a person has to choose one
//	conflicts.go   all such fields, and what does not fit together
//	breakdown.go   a pivot, of which every figure opens and every row expands; its
//	               figures as loaded are in pivot.go, as shown in breakdown_grid.go
//	overview.go    the programme at a glance: every line is a way in; the lines
//	               below the money are in overview_facts.go
//	timeline.go    durations as bars, in a part of the calendar that moves
//	programme.go   the thematic programme as a tree with its sums
//	reconcile.go   published figures against computed ones
//	finding.go     the rows of one published figure; each opens
//	proof.go       why a figure is so: what adds up to it; asked with w on every
//	               screen that has figures, and exported
//	record.go      one part of the plan: a sub-programme, an outcome, an activity
//	offices.go     the view Sync: links with other offices, and what waits for
//	               a person; what it asks is in exchange.go
//	link.go        one office: what was heard, what is owed, its entry in the register
//	mails.go       the mails that would go, before they go
//	judged.go      a change that headquarters holds or has rejected
//	refused.go     a mail that was not taken in
//	picker.go      choices that typing narrows; all actions: palette.go
//	work.go        what takes long, says how far it is and can be stopped
//	pager.go       a text that scrolls: what the last two and help have in common
//	help.go        the keys of the screen below
//
// What all of them draw with: styles.go the ways to stand out, theme.go their
// colours, chart.go bars and lines of bars, text.go what may be shown of texts,
// cells.go how they are measured and cut.
//
// To add a screen, write one file with a type that has the methods of screen,
// give screens (screens.go) a method that makes it, and add it to views there
// if it has a key of its own; reference.go lists its actions for the palette
// and the configuration. Footer, help page and key reference come from its
// table of actions: name, keys, words and function stand side by side, so that
// no key can be described without being handled.
//
// # Line by line
//
// Linear mode (linear.go) draws nothing: it says what a screen's Spoken says
// (spoken.go), and does the same actions by number, key or name. So a screen has
// to say what it draws: every figure and every title, one fact a line, labels with
// colons, words for signs. Nothing of that is taken from what was drawn: values
// (portfolio.Value, portfolio.Say) have a way to be shown and one to be spoken, and a
// page is a report.Page of facts, drawn and said by ui/sheet.go. A title is what the screen is of and nothing that changes with
// editing: with another title all is said, with the same only what is new. Two tests
// hold this: what is drawn is compared with what is said, and each action is done by
// its key and by its name; both need a station (linear_actions_test.go) for a new
// screen.
//
// # The wire is the scarce thing
//
// Over SSH each byte counts, so the selection is a marker in the gutter and
// nothing else on the screen depends on where it is; rows carry no colour;
// the chrome above and below a list does not change while it scrolls, which
// lets the renderer scroll the terminal instead of painting it; nothing ticks
// or blinks while nobody types. A position counter, a highlighted row and a
// description of the selected cell were refused for that reason. A screen that
// was just opened waits a blink for its answer before it says that it is loading
// (patience.go); long bars are blanks in reverse (chart.go). On a slow line
// (slow.go) lists have fewer columns, bars are ASCII, and the reconciliation
// explains a figure only when it is opened.
//
// Tests hold what small steps cost (wire_test.go); a benchmark presses the keys
// of every view in a terminal of the system and prints what each costs
// (wire_bench_test.go). A selection that goes sideways costs what it passes: the
// renderer writes all that stands between two signs of a line that change.
//
// # Editing
//
// The desk (desk.go) knows who edits and whether that is possible at all. What
// is typed into a field goes into the drafts of its record (draft.go) with
// every change of the text and is written in a command, one at a time, the
// newest text last; no timer is needed, and a crash costs what was typed while
// one text was written. Quitting waits for the last one. Saving is answered to
// the root, which says how it went whatever screen is on top by then, and has
// every screen ask again. A person who is overtaken keeps what was typed, sees
// what there is now, and saves over it the second time.
//
// # Questions and answers
//
// Input and output happen in commands only, which are free functions over
// plain values. An answer carries its request, and a screen takes only the
// answer to the request that it waits for; a newer request cancels the older.
package tui
