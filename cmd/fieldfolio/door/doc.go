// Package door is what stands between the system's SSH and the sessions of a server: the public keys of
// people as they hand them in (keys.go), the lines of authorized_keys that lead to attach (authorized.go),
// the command of mosh's client (mosh.go), and the units of systemd (unit.go). It reads what others wrote and
// opens nothing.
package door
