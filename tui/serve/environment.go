package serve

import (
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// envNames are the variables by which a client says how its terminal and its language are. None that this program
// or its libraries read for anything else is among them.
var envNames = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(
		`^(TERM|LANG|LANGUAGE|LC_[A-Z]{1,16}|COLORTERM|COLORFGBG|NO_COLOR|TZ|TERM_PROGRAM|TERM_PROGRAM_VERSION)$`)
})

// envValues is printable ASCII.
var envValues = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[ -~]{0,256}$`) })

// terms are names of terminals.
var terms = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9._+-]{1,64}$`) })

// clientAddress is the variable in which OpenSSH says where its client is. The Unix door takes it from attach.
const clientAddress = "SSH_CONNECTION"

// environment is what a client has said of its terminal, within bounds.
type environment struct {
	entries []string // NAME=value
	bytes   int
	client  netip.Addr     // of OpenSSH; invalid if it was not said
	server  netip.AddrPort // at which it reached OpenSSH; invalid if it was not said
}

// set takes a variable, or reports that it does not.
func (e *environment) set(name, value string, door Door) bool {
	if name == clientAddress && door == Unix {
		return e.connection(strings.Fields(value))
	}
	if name == "TERM" {
		return e.term(value)
	}
	return envNames().MatchString(name) && envValues().MatchString(value) && e.put(name, value)
}

// connection takes what OpenSSH says of both ends of its connection: address and port of each, the client first.
func (e *environment) connection(ends []string) bool {
	if len(ends) == 0 {
		return false
	}
	client, err := netip.ParseAddr(ends[0])
	if err != nil {
		return false
	}
	e.client = client.Unmap()
	if len(ends) == 4 {
		server, err := netip.ParseAddr(ends[2])
		if port, wrong := strconv.ParseUint(ends[3], 10, 16); err == nil && wrong == nil {
			e.server = netip.AddrPortFrom(server.Unmap(), uint16(port))
		}
	}
	return true
}

// term takes the name of the terminal. An empty one says nothing.
func (e *environment) term(name string) bool {
	return name == "" || terms().MatchString(name) && e.put("TERM", name)
}

// put replaces the value of a variable.
func (e *environment) put(name, value string) bool {
	entry := name + "=" + value
	at := slices.IndexFunc(e.entries, func(each string) bool { return strings.HasPrefix(each, name+"=") })
	bytes := e.bytes + len(entry)
	if at >= 0 {
		bytes -= len(e.entries[at])
	}
	if bytes > maxEnvBytes || at < 0 && len(e.entries) >= maxEnv {
		return false
	}
	e.bytes = bytes
	if at >= 0 {
		e.entries[at] = entry
		return true
	}
	e.entries = append(e.entries, entry)
	return true
}

func (e *environment) list() []string { return slices.Clone(e.entries) }
