package main

import (
	"os/user"
	"strings"

	"fieldfolio/portfolio"
)

// who returns the name of the person who makes changes: --person, else FIELDFOLIO_PERSON, else the
// login name.
func (a *app) who() (string, error) {
	if a.guest != nil {
		return a.guest.login.Person, nil
	}
	name := a.person
	if name == "" {
		name = a.env("FIELDFOLIO_PERSON")
	}
	if name == "" {
		name = a.fullName()
	}
	name, err := portfolio.NormalText("person", name, 80, false)
	if err == nil && name == "" {
		err = &hinted{"it is not known who you are", "say it with --person NAME, or set FIELDFOLIO_PERSON"}
	}
	return name, wrongUsage(err)
}

// fullName returns the user's name, or the login without one; empty if neither is known.
func (p *place) fullName() string {
	if u, err := user.Current(); err == nil && u.Name != "" {
		return u.Name
	}
	return p.login()
}

// login returns the login name of the user, which is kept beside the name that a person gives;
// empty if it is not known. Tests replace it.
var login = func() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	return u.Username[strings.LastIndexByte(u.Username, '\\')+1:] // on Windows it follows the name of the domain
}
