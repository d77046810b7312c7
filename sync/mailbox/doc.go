// Package mailbox sends mails and fetches them. Package mail writes and reads
// them.
//
// A mail.Letter goes out by an Outgoing: SMTP, Sendmail (a program), Directory
// or File. What has come in waits in an Incoming: IMAP or Maildir. Settings say
// which, as a person wrote them into a file.
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
