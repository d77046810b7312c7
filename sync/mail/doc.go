// Package mail reads what became of mails with diffs on their way. Package compose
// writes them, package mailbox carries them.
//
// Messages splits what a mailer delivered or a person saved; a Message finds the
// diffs in it. A mail is seen in several views: its parts as they describe
// themselves, then as they may be if they describe themselves wrongly. In each
// view the text between two fences is cleaned, split into keys and values, and
// written anew in every way in which its lines may have been wrapped. All of
// these are guesses, likeliest first; whoever reads them checks the signature.
//
//	raw -> message (mbox.go) -> view (part.go, guess.go) -> block (fence.go)
//	    -> version (version.go) -> statements (clean.go, lex.go)
//	    -> reading (repair.go, or wide.go where characters stand for their codes)
//
// Packages charset, undo and packed are below it: character sets, what was done
// to whole texts, and files that are not text. An invitation goes the same way
// (invitation.go). If nothing can be read, Why says what the mail is, or where it
// was altered (why.go).
package mail
