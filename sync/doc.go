// Package sync is how copies of the portfolio exchange changes: the offices and
// their register, links with their outboxes and acknowledgements, receipts and
// review by headquarters, and the format of a diff. It has no SQL, no screens
// and no mail server; the store implements exchange.Tx, in one
// transaction for each diff.
//
// # Links
//
// A link joins one incarnation of a copy with one of another. Each side appends
// to an outbox what the other should have, and sends everything behind the
// position that the other has acknowledged; nothing is left out because it was
// sent. An acknowledgement is a position with a hash over the changes up to it.
// It is always honoured; an impossible one shows that this database was
// restored from a backup, and gives it a new incarnation, with which every link starts anew.
//
//	out, err := peer.Compose(ctx, sync.Which{})   // what is owed, until
//	err = peer.Sent(ctx, out[0])                  // it has gone out
//	got, err := peer.Receive(ctx, signed)         // all of it or nothing
//
// # Who vouches for a change
//
// A diff is signed by its sender. Upward it may carry changes of the sender and
// of the offices below it. Anything else, such as what an office gives back to
// a headquarters that was restored from a backup, is accepted if a receipt
// lists it: receipts are signed by headquarters and name each change with 80
// bits of its hash. In every outbox the receipt stands before the change. A
// receipt that holds a change because its origin is not sure does not vouch for
// it. What nobody vouches for is stored and held, with the reason, until a person
// decides. The reason always begins with who brought it, or with whose key that
// was replaced; what the carrier says itself only follows.
//
// # Changes that break a rule
//
// A diff whose signature verifies may have a change that breaks a rule of this
// release: its sender's program was modified, or a later release has other
// rules. Such a change is kept apart from the log, so that it is shown and sent
// on to nobody, and its position is acknowledged, so that what follows arrives.
// Headquarters holds it by a receipt with the reason; any other office tells its
// sender in the next diff. A release that allows the change takes it in.
//
// # Encryption
//
// An office may have mail to it encrypted. Its entry in the register then has a
// recipient of age (X25519, age1 and 58 characters more), and whoever has read that in
// the register, confirmed by headquarters, signs first and encrypts then. The
// answer to an invitation, and what follows until the register comes with the key
// in that answer, goes by the recipient in the invitation. Addresses, subjects, sizes and times are
// never encrypted.
//
// The recipient is the one field of the register that an office changes itself:
// headquarters takes such a change of its own entry if nothing else is in it,
// the recipient takes a key, and it was made knowing the last one by
// headquarters. So what a lost laptop said of its key, and comes late, is held:
// a new invitation and a new signing key clear the recipient. Mail is not
// composed rather than sent plainly where a recipient takes no key; other links
// go on.
//
// The identity is in a file beside the database, in no backup. Without it mail
// is refused, with the remedy, and comes again once the office has a new one. The
// signature names the receiver: what one office decrypts and encrypts to
// another is refused there. Of the mails that stay unanswered after the third,
// every other one goes plainly and carries nothing but the sender's new
// recipient, if the other side has not acknowledged it: where both have lost
// their identities, neither could read of the new one of the other.
//
// # The format of a diff, version 1
//
// A diff stands between two lines, "begin fieldfolio 1" and "end fieldfolio 1".
// Between them is TOML, or base64 (standard alphabet, no padding, white space
// without meaning) of a zstd frame or of an age file that holds one. The frame
// needs the raw dictionary dictionary.txt under the ID 0x66660001; unpacked it
// has at most 8 MB, and if the frame does not state its size, at most 64 times
// the size of the frame.
//
// The TOML is ASCII with lines of at most 72 columns, none of them empty. Strings are written with
// letters, digits, single blanks and .,;:'()/-+!?=%; everything else is \uXXXX
// or \UXXXXXXXX, also a second hyphen, the slash behind a colon, a second dot
// and the dot behind "ww". Long strings are multi-line basic strings whose lines
// end in a backslash. The keys, in this order:
//
//	from, to        office.incarnation; to is an office alone before it was heard
//	after           position in the sender's outbox behind which the changes stand
//	more            changes left out for the mail limit; absent for none
//	ack             position in the receiver's outbox, a hyphen, 8 characters of its chain
//	program, told   version of the sender's program; what became of the receiver's mail
//	join.key, join.secret, join.email, join.local   the answer to an invitation
//	[[extra]]       changes outside the outbox, as [[change]]
//	[[change]]      the changes, see below
//	[end]           only if there were changes
//	sign            Ed25519 signature, base64 without padding
//
// A change has these keys; what is absent is as said:
//
//	office          office.incarnation of its author; as the change before, first: from
//	n               its number; that of the change before plus one
//	by              person, and if it is known a no-break space and the login of
//	                the operating system in parentheses; as before. A single blank is no name
//	time            the author's clock, UTC; without a day: that of the change before; as before
//	new             kind of the record that it makes
//	record          id of the record; that of the change before
//	set.FIELD       new values; unset, blank: lists of fields without value, with an empty one
//	over            ids: n-hash or n alone for the author's own, n alone for those earlier in the diff
//	reason, step    step: office.incarnation:n of its first change, n alone for the author's own; absent: none
//	doubt           why the sender is not sure of the author; absent: it is
//
// Kinds are small letters, digits and underscores; ids of records have no blank.
// A change sets at most 64 fields, whose texts are at most 20,000 letters each,
// and need at most 400,000 bytes as they are written here. Brackets stand in one
// another at most four deep, outside strings. What would not read the same when it
// is written again breaks a rule: nobody could send it on.
//
// The receiver computes the hash of each change. Its digest is the SHA-256 hash
// of office, incarnation, number, record and the body that
// portfolio.Change.Body describes; the id ends in the first 40 bits in base32
// with the alphabet 0123456789abcdefghjkmnpqrstvwxyz. The chain up to a
// position is the first 10 bytes of SHA-256(chain before || digest), beginning
// with ten zero bytes.
//
// The signature is over: the text "fieldfolio 1"; from office and incarnation,
// to office and incarnation, the ack's hash, program, told, as texts; after,
// more, the ack's position as numbers; 0, or 1 and key, secret, local (between
// blanks) and email of the join; then for changes and for extra each their
// number and for each its digest and its doubt. Texts have their length in
// bytes in front, as an unsigned varint; numbers are zigzag varints. So it is a
// signature over what was read, however the mail was folded, quoted or
// encoded on its way.
//
// # The format of an invitation, version 1
//
// An invitation is a TOML file with the texts office and headquarters (codes),
// email (of headquarters), address (of the office), key (headquarters' Ed25519
// public key, base64 without padding), secret, recipient (headquarters' age
// recipient; absent if it has none), until (YYYY-MM-DD, the last day by
// headquarters' clock) and signature: over "fieldfolio invitation 1", office,
// headquarters, email, address, key, secret, recipient and until, each as a text
// in a diff's signature is. The register keeps the first 32 characters, in
// base32 without padding, of the SHA-256 hash of "fieldfolio invitation", a line
// feed and the secret.
package sync
