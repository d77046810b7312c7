// Package serve is the host of sessions over SSH: many people, one process. It knows connections, people and
// terminals, and nothing of what a session shows: Config.Handle is called once for each session and returns its exit
// status.
//
// There are two doors, told apart by the listener:
//
//   - TCP: the public key decides who it is, whatever user name the client sends (Config.Login).
//   - a Unix socket, made by ListenUnix or handed over by systemd (Activated): the kernel says which account is at the
//     other end (Config.Group), and the user name says which person (Config.Person). Package attach is its client,
//     usually started by the system's own OpenSSH.
//
// A server is made with New, given listeners with Serve, and stopped with Shutdown:
//
//	server, err := serve.New(serve.Config{HostKey: key, Login: login, Person: person, Handle: handle})
//	listener, err := serve.ListenUnix(path, 0)
//	go server.Serve(listener)
//	…
//	err = server.Shutdown(ctx)
//
// What a client may use up is bounded in Limits and in the constants beside what they bound. Of charm.land/ssh only
// the server of connections is used. Its session is not: it appends environment without a bound, waits in its loop of
// requests for whoever reads sizes, and turns every line end into two bytes, also those of a drawn screen. The loop of
// requests in channel.go takes its place.
//
// A session ends when its client is gone, does not read for Limits.Stall, or does not answer keepalives; when the
// server ends it (Session.End, Server.Kick, Limits.Idle, Limits.Total, Shutdown); or when Handle returns or panics.
// Whatever the reason, the context of Handle ends with it as its cause, input that had arrived can still be read, and
// after Limits.Stop the connection is closed under a session that has not returned.
package serve
