// Package sync is how copies of the portfolio exchange changes: the offices and
// their register, links with their outboxes and acknowledgements, receipts and
// review by headquarters. Package wire has the format of diffs and invitations.
// Neither has SQL, screens or a mail server; the store implements exchange.Tx. A
// diff is taken in by one transaction, which may take in several.
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
// Only a mail whose signature verifies, or the answer to an invitation, moves a
// link. What anybody can write in the name of an office, such as an automatic
// reply that quotes a mail, makes no mail due; the office is told of it with the
// next mail. Of the mails to a silent office only those count as unanswered that
// wait for an answer: with changes, or to a copy not heard from yet.
//
// A retired office gets one mail when it is retired, one for each of its own, and
// one after each ruling on its changes: the acknowledgement, as extra changes the
// one of the register that retired it and the receipts on its own changes, and in
// told since when and why. What it sends is held.
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
// # The identity of headquarters
//
// An office knows headquarters by its signing keys, never by its code: two
// headquarters may have the same one. The first key is in the invitation, and
// people compare keys by a fingerprint of 80 bits in four groups of four: that of
// one key is of its text, that of several is of the fingerprint of those before
// the last, a blank and the last key. The last key signs. Diffs that the others
// sign are refused. What is here of the receipts that they signed stays valid; one
// that comes later counts only if the office above sends it or, at headquarters,
// which may have lost it, if its key was lost and not stolen (Succeed).
//
// Headquarters that lost its key, or whose key others may have, makes another one
// (Succeed). Its diffs, and those of the offices above others, then list all keys.
// An office refuses them until a person there has compared the fingerprint by
// telephone and entered it (Confirm); nothing that comes by mail does that. Then
// the office trusts these keys in place of those that it had and takes a new
// incarnation, so that all it has goes up once more.
//
// Headquarters that lost its database and has its key begins again under the same
// code (Found). An office whose mails stay unanswered adds the changes of its own
// entry and of headquarters', with their receipts, which show who it is; the
// answer from an unknown incarnation makes it send everything, the register and
// the entries of all other offices with it. If the key is lost too, headquarters
// begins with a new key and the fingerprint of the former ones, which any office
// shows; the former keys themselves come with the offices' mails, and count if
// they have this fingerprint. If it begins as though there had been no headquarters
// before, the mail with which an office shows who it is brings the fingerprint; the
// new key then comes after those keys and after that with which it began. What
// headquarters enters about itself in doing so stands over what comes back.
// Invitations that were not answered before are lost.
//
// An office that answers the invitation of another headquarters leaves its own
// one: all but its own changes is taken out of the log and kept apart, and all
// links end. Its own changes go up as those do that were made before joining; the
// answer names the earlier copies, as office.incarnation if the office had another
// code. A field that this office had set twice, with others' changes between, is
// set once more, so that nobody has to settle what was settled. Its changes of a
// record that others had created there are sent too; they wait for that record at
// every copy, unjudged, and cannot be undone, as nothing shows what they were over.
//
// # People of offices at headquarters
//
// Editors who log in to headquarters' copy over SSH have the rights of their login's
// office. What they change has headquarters' id and the code of that office as its
// login, and is judged at once (Judge): what the office may not do is held by a
// receipt, as it would be if it had come by mail, so that it is held at every copy.
// Without a receipt, such as after a restore, it is judged by the login once more.
// What they set does not count for where a record belongs. A coordinator's changes
// are headquarters' own. No login of the operating system is kept that is the code
// of an office.
//
// # Changes that break a rule
//
// A diff whose signature verifies may have a change that breaks a rule of this
// release: its sender's program was modified, or a later release has other
// rules. Such a change is kept apart from the log, so that it is shown and sent
// on to nobody, and its position is acknowledged, so that what follows arrives.
// Headquarters holds it by a receipt with the reason; any other office tells its
// sender in the next diff, and a person there sees to it and dismisses it. A release
// that allows the change takes it in.
//
// # Days of receipt
//
// A receipt gives the day on which its changes reached headquarters, by
// headquarters' clock; the earliest day counts. Where that clock was wrong, a
// person at headquarters corrects the day with a receipt that has the field
// corrects: of several the one with the largest id counts, before all other
// receipts, whatever their days. A correction is no ruling and vouches for
// nothing; it repeats the ruling that applies, for releases that take it for
// one. It may list receipts: then it says on which day they were given. It goes
// to every office. With the day that counts already it confirms it.
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
// recipient, if the other side has not acknowledged it, and upward the entries of
// the sender and of headquarters in the register: where both have lost their
// identities, neither could read of the new one of the other.
package sync
