// Package mailroom is the screen Sync and its pages: the offices with which this copy exchanges
// changes (offices.go, offices_view.go), one office (link.go), the preview of mails (mails.go),
// changes that headquarters holds or has rejected (judged.go), and rejected mails (refused.go).
package mailroom
