package main

import (
	"os"
	"os/user"
	"path/filepath"

	"fieldfolio/portfolio"
)

// who returns the name of the person who makes changes: --person, else FIELDFOLIO_PERSON, else the
// login name.
func (a *app) who() (string, error) {
	name := a.person
	if name == "" {
		name = os.Getenv("FIELDFOLIO_PERSON")
	}
	if name == "" {
		name = login()
	}
	name, err := portfolio.NormalText("person", name, 80, false)
	if err == nil && name == "" {
		err = &hinted{"it is not known who you are", "say it with --person NAME, or set FIELDFOLIO_PERSON"}
	}
	return name, wrongUsage(err)
}

// login returns the login name of the user, empty if there is none.
func login() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	if u.Name != "" {
		return u.Name
	}
	return filepath.Base(u.Username) // on Windows it follows the name of the machine
}
