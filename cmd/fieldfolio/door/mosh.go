package door

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"fieldfolio/portfolio/fault"
)

// moshServer is the command of mosh's client.
const moshServer = "mosh-server"

// IsMosh reports whether the words of a command start mosh's server.
func IsMosh(words []string) bool { return len(words) > 0 && words[0] == moshServer }

// moshLocale matches a variable of the locale.
var moshLocale = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(LANG|LANGUAGE|LC_[A-Z]{1,16})=[A-Za-z0-9_.@:-]{0,64}$`)
})

// Mosh returns the arguments for mosh's server from the words of the client's command, with command as
// what it runs. It takes the arguments that the client itself gives, and returns a *fault.Invalid for
// any other, so that nobody runs anything else.
func Mosh(words, command []string) ([]string, error) {
	args := []string{moshServer, "new"}
	if len(words) < 2 || words[1] != "new" {
		return nil, moshInvalid(strings.Join(words, " "))
	}
	for rest := words[2:]; len(rest) > 0; rest = rest[1:] {
		check, known := moshFlags[rest[0]]
		switch {
		case rest[0] == "-s":
			args = append(args, rest[0])
			continue
		case !known || len(rest) < 2 || !check(rest[1]):
			return nil, moshInvalid(strings.Join(rest[:min(len(rest), 2)], " "))
		}
		args = append(args, rest[:2]...)
		rest = rest[1:]
	}
	return append(append(args, "--"), command...), nil
}

// moshFlags are the flags with a value, each with what its value may be.
var moshFlags = map[string]func(string) bool{
	"-c": func(v string) bool { n, err := strconv.Atoi(v); return err == nil && n >= 0 && n <= 1<<24 },
	"-i": func(v string) bool { _, err := netip.ParseAddr(v); return err == nil },
	"-l": func(value string) bool { return moshLocale().MatchString(value) },
	"-p": func(v string) bool {
		low, high, is := strings.Cut(v, ":")
		return port(low) && (!is || port(high))
	},
}

func port(text string) bool {
	n, err := strconv.ParseUint(text, 10, 16)
	return err == nil && n > 0
}

func moshInvalid(what string) error {
	return &fault.Invalid{Field: moshServer, Value: what, Why: "is not what the client of mosh sends",
		Do: "run mosh without --server"}
}
