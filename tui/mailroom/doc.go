// Package mailroom is the screen Sync and its pages: the offices with which this copy
// exchanges changes, one link, the mails that would go, what was received, changes
// that headquarters holds or has rejected, and mails that were refused.
package mailroom
