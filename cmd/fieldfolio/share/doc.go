// Package share lets the members of a Unix group use one database, each under a login of their own.
//
//	left, err := share.With("/srv/fieldfolio/f.db", "field")
//
// The directory of the database gets the group and the setgid bit, so that what is made in it later
// belongs to the group too; package durable then gives the group the use of it, whatever the umask.
// The database and what belongs to it get the group and the mode 0660. SQLite gives its journals
// the mode of the database.
//
// The keys of an office are not shared. A key that was copied signs as the office for ever, also
// for somebody who has left it; who may write to the database is settled by a line in the list of
// groups. So one person holds the keys and sends the mail, by hand or with an unattended round,
// which takes what all others have changed.
package share
