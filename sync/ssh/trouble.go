package ssh

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"fieldfolio/portfolio/fault"
	"fieldfolio/sync"
)

// Trouble is the error for a line that could not be made, or that broke.
type Trouble struct {
	What string // a sentence
	Do   string
}

// Error returns the sentence.
func (t *Trouble) Error() string { return t.What }

// Remedy returns what to do.
func (t *Trouble) Remedy() fault.Remedy { return fault.Remedy{Text: t.Do} }

// goesOn is what happens after a line that broke.
const goesOn = "nothing is lost: the next connection goes on from there"

// sentence makes an error of a line one for people; nil for nil. where names the
// other end.
func sentence(where string, err error) error {
	var odd *stranger
	var own *sync.Refused
	var theirs *Refused
	var shown fault.Remedy
	if err != nil {
		shown = fault.RemedyOf(err)
	}
	switch {
	case err == nil, errors.As(err, &own), errors.As(err, &theirs), shown != (fault.Remedy{}),
		errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &odd):
		return &Trouble{fmt.Sprintf("%s does not answer as this program does: it said %q", where, oneLine(odd.said)),
			"see that the command of the exchange runs there, and that nothing else is printed when one logs in"}
	case errors.Is(err, errOtherVersion):
		return &Trouble{where + " speaks another version of the exchange over SSH", "bring the older of the two programs up to date"}
	case errors.Is(err, errFormat):
		return &Trouble{where + " sent what is not an exchange", "see that nothing else is printed there; nothing is lost"}
	case errors.Is(err, errItself):
		return &Trouble{where + " has a copy of this same office", "name the host of the office with which this one exchanges"}
	case errors.Is(err, errNoLink):
		return &Trouble{"this office exchanges nothing with the one at " + where,
			"name the host of the office with which this one exchanges"}
	case errors.Is(err, errSilent), errors.Is(err, context.DeadlineExceeded):
		return &Trouble{"nothing came from " + where + " for 2 minutes", "see that the line works; " + goesOn}
	case errors.Is(err, errOver), errors.Is(err, errMany):
		return &Trouble{"the exchange with " + where + " took too long", goesOn}
	case errors.Is(err, io.EOF):
		return &Trouble{"lost the connection to " + where, goesOn}
	}
	return err
}

// ways are what OpenSSH says when no connection is made, and what to do about it;
// %s stands for the host.
var ways = []struct{ said, what, do string }{
	{"IDENTIFICATION HAS CHANGED", "the host key of %s has changed: it may be another computer",
		"ask its administrator; if the new key is right, remove the old one with ssh-keygen -R and log in once with ssh %s"},
	{"Host key verification failed", "the host key of %s is not known here",
		"log in once with ssh %s, and compare the fingerprint that it shows with the administrator there"},
	{"Permission denied", "%s refused the login",
		"have the public key of this computer added there; ssh %s has to log in without a question"},
	{"Too many authentication failures", "%s refused the login",
		"name the one key to use in the options of [ssh]: [\"-o\", \"IdentitiesOnly=yes\", \"-i\", FILE]"},
	{"Could not resolve hostname", "there is no host %s to be found", "check its name, and that there is a network"},
	{"Connection refused", "%s refused the connection", "see that its SSH server runs, and on which port"},
	{"timed out", "%s does not answer", "see that there is a network; nothing is lost"},
	{"No route to host", "%s cannot be reached", "see that there is a network; nothing is lost"},
	{"Network is unreachable", "%s cannot be reached", "see that there is a network; nothing is lost"},
	{"Bad configuration option", "ssh does not know an option", "correct options in [ssh], or the configuration of ssh"},
}

// strays are what shells say that have no fieldfolio to run.
var strays = []string{"command not found", "not found", "error opening 'exchange'", "not recognized", "extra operand"}

const sayCommand = "set command in [ssh] to what starts the program there, with sync exchange behind it"

// noLine says why a program, whose exit status and standard error these are, has
// made no line to a host.
func noLine(host, command string, status int, said string) *Trouble {
	last := lastLine(said)
	if status == sshFailed || status < 0 {
		for _, w := range ways {
			if strings.Contains(said, w.said) {
				return &Trouble{strings.ReplaceAll(w.what, "%s", host) + quoted(last), strings.ReplaceAll(w.do, "%s", host)}
			}
		}
		return &Trouble{"ssh made no connection to " + host + quoted(last), "run ssh " + host + " by hand to see why"}
	}
	for _, s := range strays {
		if strings.Contains(said, s) {
			return &Trouble{fmt.Sprintf("%s does not have the command %q%s", host, command, quoted(last)), sayCommand}
		}
	}
	if last == "" {
		return &Trouble{fmt.Sprintf("%q ended at %s without an answer, with exit status %d", command, host, status), sayCommand}
	}
	return &Trouble{"the exchange failed at " + host + quoted(strings.TrimPrefix(last, "fieldfolio: ")), "it has to be put right there"}
}

// sshFailed is the exit status of ssh for its own failures.
const sshFailed = 255

// quoted returns what a program said as the end of a sentence.
func quoted(said string) string {
	if said == "" {
		return ""
	}
	return ": " + said
}

// lastLine returns the last line that says something.
func lastLine(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	return oneLine(lines[len(lines)-1])
}
