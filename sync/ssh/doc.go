// Package ssh exchanges diffs over one connection, such as that of the user's ssh
// program to a host on which fieldfolio sync exchange runs.
//
//	end := ssh.End{Peer: peer, Words: commands}
//	result, err := end.Call(ctx, settings)  // at the office that calls
//	result, err := end.Serve(ctx, in, out)  // at the one that is called
//
// Package sync has what is said and believed (sync.Talk): the diffs, their checks
// and the positions are those of mail. This package has the line: its format, its
// limits, and the program that makes it. SSH itself says who may connect, and that
// this is the host that was meant; what a diff may do, its signature says. Who may
// log in and gets hold of an office's mail can have what that office would get;
// encrypted mail stays encrypted on the line.
//
// # The protocol, version 1
//
// Each side begins with one line of at most 200 bytes that ends in a line feed:
//
//	fieldfolio sync 1 roea.k3f9ab12
//
// the version, and the copy, as it calls itself. More words may follow. Then both
// sides send messages in turn, first the one that has called. A message has one byte for its kind, four
// for the length of its content, the most significant first, and the content, at most 4 MB:
//
//	D  a packed diff (package wire): zstd, or age with zstd in it
//	E  nothing to say; without content
//	R  refused, the reason, a line feed and what to do: the end
//	F  failed, likewise
//
// The caller's first message is a diff, with the positions at least; the other side
// answers whoever has signed it. Later a side sends a diff as long as it owes
// something that it has not said with its last one, otherwise E. An E that follows an
// E is the last message. There is no checksum beside those of SSH and the signature.
//
// # Broken lines
//
// A diff is taken in as a whole and committed before anything is answered, and
// the answer acknowledges it. So a broken line costs the diff that was under way.
// The first diffs have at most 32 kB; a side doubles that as long as the answer
// comes within 3 seconds, up to 1 MB, and halves it, down to 4 kB, after one that
// took 12.
//
// # Limits
//
// A line ends if nothing moves on it for 2 minutes, after an hour, and after 10,000
// messages; what is left goes over the next one. Diffs are bounded, before they are
// unpacked, as those in mails are.
package ssh
