package main

import (
	_ "embed" // the template

	"fieldfolio/sync/ssh"
)

// serveTemplate is the part of a configuration file about people who come over SSH, in comments.
//
//go:embed serve_settings.toml
var serveTemplate string

// serveSettings say what people over SSH are told of this server.
type serveSettings struct {
	Host string `toml:"host"` // as they give it to ssh; empty: the address at which each has reached the server
}

// check returns an error for a host that ssh would not take.
func (s *serveSettings) check() error {
	if s.Host == "" {
		return nil
	}
	return ssh.CheckHost(s.Host)
}
