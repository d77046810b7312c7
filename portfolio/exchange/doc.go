// Package exchange is what offices exchange and agree on: headquarters' register of
// offices, links and what is owed on them, receipts and rulings, what a reception of
// mails came to, and how fresh the figures of a copy are. It has no format and no
// carrier; these are in sync.
package exchange
