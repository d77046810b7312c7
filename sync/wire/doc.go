// Package wire is how diffs and invitations are written: as TOML with a
// signature, packed, encrypted and read back. It knows no register and no links:
// whether a key may sign, and what becomes of a change, package sync says.
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
//	roots           headquarters' keys in order, if it had more than one; the first may be a fingerprint
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
// number and for each its digest and its doubt; then, if there are roots, a text:
// roots and these, with blanks between them. Texts have their length in bytes in
// front, as an unsigned varint; numbers are zigzag varints. So it is a signature
// over what was read, however the mail was folded, quoted or encoded on its way.
//
// # The format of an invitation, version 1
//
// An invitation is a TOML file with the texts office and headquarters (codes),
// email (of headquarters), address (of the office), key (headquarters' Ed25519
// public key, base64 without padding), secret, recipient (headquarters' age
// recipient; absent if it has none), until (YYYY-MM-DD, the last day by
// headquarters' clock) and signature: over "fieldfolio invitation 1", office,
// headquarters, email, address, key, secret, recipient and until, each as a text
// in a diff's signature is, and succeeds if there is one: headquarters' keys before
// that one, in order, with blanks between them. The register keeps the first 32 characters, in
// base32 without padding, of the SHA-256 hash of "fieldfolio invitation", a line
// feed and the secret.
package wire
