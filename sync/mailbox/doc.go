// Package mailbox sends mails and fetches them. Package mail reads them, package
// compose writes them.
//
// A compose.Letter goes out by an Outgoing: SMTP, Sendmail (a program), Directory
// or File. What has come in waits in an Incoming: IMAP or Maildir. Settings say
// which, as a person wrote them into a file.
//
// # Other people's mail
//
// A mailbox may have much mail of others, and a line may be slow. So of most
// mails only some fields of the header and the first 2 kB of the text are
// fetched, 2,000 at once. A mail is fetched whole if these name us or are
// damaged, if the server finds our name in its text (of mails that are only
// text and longer than that), or if something may be attached to it. What is
// fetched is handed over; whoever reads it says whether it is ours. Nothing else
// is marked as read. Subjects and senders decide nothing, since gateways change
// them. The server's search decides alone only for a diff that stands behind 2
// kB of other text, in a mail with another subject and without attachments.
//
// # Servers that lie
//
// A server is not trusted with anything that others could suffer from. A mail
// that it does not give out, in whatever way, is skipped and named; the marks
// have it for the next visits. The largest UID that counts as dealt with is that
// of a mail that the server has shown. Each answer has limits (meter.go), and so
// has a visit.
//
// # Libraries
//
// go-smtp and go-imap speak to servers; both are kept by one author and used by
// many mail programs. Of go-imap it is version 2, a beta that is worked on,
// since version 1 has been left alone for years. A maildir is three directories
// and a way of naming files: no library for that.
//
// Errors are one sentence for a person who may not know mail servers; what a
// server or a program said stands in them with its control characters taken
// out.
package mailbox
