// Package exchange holds what offices exchange and agree on: headquarters'
// register of offices, links and what is to be sent on them, receipts and
// rulings, the results of receiving mails, and how old the figures of a copy
// are. Formats and carriers are in package sync.
package exchange
