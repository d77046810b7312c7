-- What was fetched from mailboxes, as each mailbox counts: see sync/mail.
CREATE TABLE fetched (
	mailbox TEXT NOT NULL,
	mark    TEXT NOT NULL,
	PRIMARY KEY (mailbox, mark)
) WITHOUT ROWID;
