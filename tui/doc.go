// Package tui is the terminal UI: it makes the screens from what they need, lists them in the
// table of views, and runs them, drawn (Run) or line by line (Options.Linear). It knows no SQL, no
// files and no network: screens ask a ui.Source and a ui.Mailroom.
//
// # Packages
//
//	tui         the table of views (views.go), the functions that make screens (screens.go),
//	            and the reference of keys (reference.go)
//	tui/shell   what surrounds the screens: root model, status line, footer, jobs, mouse; tui/help
//	            the page of keys, tui/palette what can be done by name, tui/remap the keys of
//	            the configuration
//	tui/linear  linear mode: the screens line by line, without drawing them
//	tui/ui      what screens are built from; tui/edit what they edit with, tui/draw what they
//	            draw with
//	tui/…       a package for each view and what belongs to it: overview, list, pivot, timeline,
//	            plan, proof, mailroom, history, funding; project has a project's page and form,
//	            who the page of who is here, audit that of the audit trail
//	tui/uitest  the driver, portfolio in memory and golden files of the tests
//
// Each has a doc.go of its own. Screens do not import one another: what one opens is made by a
// function that it is given (its Config or Opens), so tui alone knows them all. Only overview and
// mailroom import history, for how it words a change, and shell imports help
// and palette. depguard enforces this.
//
// A view is a stack of screens: opening something puts a screen on top, esc takes it off and
// shows the one below as it was.
//
// To add a screen, write one package and add one row to the table of views; a screen that
// belongs to another view has a function in screens.go instead. Footer, help, palette,
// configuration and linear mode follow from its table of actions, and the tests that go over all
// screens from the reference of keys.
//
// # Places
//
// Where a person is (the view, its query, the pages that are open and what is selected or typed there) is a
// preference, stored when a draft is stored at a new place, at most once a minute while keys come, and at the end;
// never for each key, and not while nobody types. The next start offers it and leads back with one key.
// Lists of a cell and pages of a change are not stored: the screens below them are. A screen takes part by ui.Placed, a
// page also by screens_spot.go.
//
// # Linear mode
//
// Linear mode draws nothing: it prints what Spoken of a screen returns, and does the same actions
// by number, key or name. Nothing of that is taken from what was drawn: a value has a form for
// the eye and one for the ear, and a page is a facts.Page, which tui/sheet both draws and speaks.
// Two tests compare what is drawn with what is spoken, and do each action by its key and by its
// name; both need a station (linear_actions_test.go) for a new screen.
//
// # The wire is the scarce thing
//
// Over SSH each byte counts. So the selection is a marker in the gutter; on screens of 120 cells and
// more its line is bold too, unless the line is slow. Nothing else on the screen depends on where it
// is; rows carry no colour; the lines above and below a list do not
// change while it scrolls, which lets the renderer scroll the terminal instead of painting it;
// nothing ticks or blinks while nobody types. A position counter, a highlighted row and a
// description of the selected cell were rejected for that reason. On a slow line lists have fewer
// columns, bars are ASCII, and the reconciliation explains a figure only when it is opened.
//
// Tests limit what small steps cost (wire_test.go); a benchmark presses the keys of every view in
// a terminal and prints what each costs (wire_bench_test.go). Between two cells of a line that change,
// the painter moves the cursor.
//
// # Editing
//
// What is typed goes into drafts at once (see edit). Quitting waits until the last one is stored. When the
// line drops or the program is told to stop, all that had arrived is handled first (paint/ending.go).
// The answer to saving goes to the root, which reports it whatever screen is on top by then, and
// has every screen load again.
package tui
