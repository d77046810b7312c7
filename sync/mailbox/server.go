package mailbox

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"slices"
	"strconv"
	"time"

	"fieldfolio/sync/mail/charset"
)

// Server is a mail server with our account on it.
type Server struct {
	Host            string   `toml:"server"`
	Port            int      `toml:"port"` // 587 for SMTP and 993 for IMAP if 0
	TLS             string   `toml:"tls"`  // implicit, starttls or none; by the port if empty
	User            string   `toml:"user"`
	Auth            string   `toml:"auth"` // password or xoauth2; password if empty
	PasswordFile    string   `toml:"password_file"`
	PasswordCommand []string `toml:"password_command"`
	Authorities     string   `toml:"authorities"` // PEM file of further certificate authorities
}

// How a connection is encrypted.
const (
	implicitTLS = "implicit" // from the first byte, RFC 8314
	startTLS    = "starttls" // after a command in clear
	noTLS       = "none"
)

// The methods of authentication.
const (
	byPassword = "password"
	byXOAUTH2  = "xoauth2"
)

// patience is the time limit for making a connection.
const patience = time.Minute

// check validates the settings and sets the defaults.
func (v *Server) check(table string) error {
	at := func(key, why, do string) error {
		return wrong(fmt.Sprintf("%s in [%s] %s", key, table, why), do)
	}
	v.Port = cmp.Or(v.Port, map[string]int{"smtp": 587, "imap": 993}[table])
	if v.TLS == "" {
		v.TLS = startTLS
		if v.Port == 465 || v.Port == 993 {
			v.TLS = implicitTLS
		}
	}
	v.Auth = cmp.Or(v.Auth, byPassword)
	secret := v.PasswordFile != "" || len(v.PasswordCommand) > 0
	switch {
	case v.Host == "":
		return at("server", "is missing", `write server = "mail.example.org"`)
	case v.Port < 1 || v.Port > 65535:
		return at("port", "is not a number from 1 to 65535", "leave it out for the usual one")
	case !slices.Contains([]string{implicitTLS, startTLS, noTLS}, v.TLS):
		return at("tls", fmt.Sprintf("is %q", v.TLS), "write implicit, starttls or none")
	case v.Auth != byPassword && v.Auth != byXOAUTH2:
		return at("auth", fmt.Sprintf("is %q", v.Auth), "write password or xoauth2")
	case v.PasswordFile != "" && len(v.PasswordCommand) > 0:
		return at("password_file", "stands beside password_command", "leave one of them")
	case (v.User != "") != secret:
		return at("user", "and password_file (or password_command) belong together", "write both, or neither")
	case table == "imap" && v.User == "":
		return at("user", "is missing", "write the name with which the mailbox is opened")
	case v.TLS == noTLS && secret && !v.local():
		return at("tls", "is none, and the password would be sent readable",
			"write starttls or implicit; none is for servers on this machine")
	}
	return nil
}

// local reports whether the server is on this machine.
func (v *Server) local() bool {
	ip := net.ParseIP(v.Host)
	return v.Host == "localhost" || ip != nil && ip.IsLoopback()
}

// name returns the server's name in messages.
func (v *Server) name() string { return net.JoinHostPort(v.Host, strconv.Itoa(v.Port)) }

// dial connects, with implicit TLS if it is set. The connection is closed when
// ctx ends.
func (v *Server) dial(ctx context.Context) (*meter, *tls.Config, error) {
	config, err := v.config()
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var conn net.Conn
	if v.TLS == implicitTLS {
		conn, err = (&tls.Dialer{Config: config}).DialContext(ctx, "tcp", v.name())
	} else {
		conn, err = (&net.Dialer{}).DialContext(ctx, "tcp", v.name())
	}
	if err != nil {
		return nil, nil, v.unreachable(err)
	}
	return newMeter(conn), config, nil
}

// unreachable returns the error for a server that cannot be reached.
func (v *Server) unreachable(err error) *Trouble {
	t := trouble(err, "check the line, and server, port and tls in the configuration; nothing is lost, the next round tries again", "the mail server %s cannot be reached", v.name())
	t.Unreachable = true
	if _, untrusted := errorAs[*tls.CertificateVerificationError](err); untrusted {
		t.What = fmt.Sprintf("the certificate of the mail server %s is not trusted", v.name())
		t.Do.Text = "check the name of the server and this machine's clock; authorities in the configuration names " +
			"further authorities"
	}
	return t
}

// refused returns the error for a failed authentication.
func (v *Server) refused(err error) *Trouble {
	t := trouble(err, "check user and password_file (or password_command) in the configuration",
		"the mail server %s does not accept the user %q", v.name(), oneLine(v.User))
	t.Unreachable = true
	return t
}

// config returns the TLS configuration, with the further authorities.
func (v *Server) config() (*tls.Config, error) {
	c := &tls.Config{ServerName: v.Host, MinVersion: tls.VersionTLS12}
	if v.Authorities == "" {
		return c, nil
	}
	text, err := os.ReadFile(v.Authorities)
	if err != nil {
		return nil, trouble(err, "name a PEM file that you may read, or leave authorities out",
			"the authorities cannot be read")
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool() // only those of the file
	}
	if !pool.AppendCertsFromPEM(charset.UTF8(text)) {
		return nil, wrong("there is no certificate in "+v.Authorities, "name a PEM file of certificates with authorities")
	}
	c.RootCAs = pool
	return c, nil
}
