package serve

import (
	"context"
	"errors"
	"net"
	"strings"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// Door is the way by which a client came.
type Door int

// The doors.
const (
	TCP Door = iota
	Unix
)

// String returns the word for a door that people read.
func (d Door) String() string {
	if d == Unix {
		return "the Unix socket"
	}
	return "TCP"
}

// doorOf returns the door of a listener or of a connection. What is not a Unix socket needs a key.
func doorOf(address net.Addr) Door {
	if strings.HasPrefix(address.Network(), "unix") {
		return Unix
	}
	return TCP
}

// Algorithms returns what clients and servers of this package agree on, and nothing older.
func Algorithms() gossh.Config {
	return gossh.Config{
		KeyExchanges: []string{
			gossh.KeyExchangeMLKEM768X25519,
			gossh.KeyExchangeCurve25519, // also under its name at libssh.org
		},
		Ciphers: []string{gossh.CipherChaCha20Poly1305, gossh.CipherAES256GCM, gossh.CipherAES128GCM},
		MACs:    []string{gossh.HMACSHA256ETM, gossh.HMACSHA512ETM},
	}
}

// KeyAlgorithms returns the kinds of keys that the TCP door takes from people.
func KeyAlgorithms() []string {
	return []string{gossh.KeyAlgoED25519, gossh.KeyAlgoSKED25519}
}

// personKey is under what a login leaves its person in the permissions of a connection.
type personKey struct{}

func permissions(person Person) *gossh.Permissions {
	return &gossh.Permissions{ExtraData: map[any]any{personKey{}: person}}
}

func personOf(granted *gossh.Permissions) Person {
	person, _ := granted.ExtraData[personKey{}].(Person)
	return person
}

// serverConfig returns how a client of a connection logs in.
func (s *Server) serverConfig(ctx ssh.Context) *gossh.ServerConfig {
	c := connOf(ctx)
	config := &gossh.ServerConfig{
		Config:                  Algorithms(),
		PublicKeyAuthAlgorithms: KeyAlgorithms(),
		MaxAuthTries:            maxAttempts,
		AuthLogCallback: func(meta gossh.ConnMetadata, method string, err error) {
			if err != nil && method != "none" {
				c.refuse(meta.User(), "", method+": "+err.Error())
			}
		},
	}
	if c.door == Unix {
		config.NoClientAuth = true
		config.NoClientAuthCallback = func(meta gossh.ConnMetadata) (*gossh.Permissions, error) {
			return s.person(ctx, c, meta)
		}
		return config
	}
	config.PublicKeyCallback = func(meta gossh.ConnMetadata, key gossh.PublicKey) (*gossh.Permissions, error) {
		person, err := s.config.Login(c.ctx, key)
		if err != nil {
			c.refuse(meta.User(), gossh.FingerprintSHA256(key), err.Error())
			return nil, err
		}
		return permissions(person), nil
	}
	config.VerifiedPublicKeyCallback = func(_ gossh.ConnMetadata, _ gossh.PublicKey, granted *gossh.Permissions,
		_ string) (*gossh.Permissions, error) {
		s.entered(ctx, c, granted)
		return granted, nil
	}
	return config
}

// person lets in the person whom a client of the Unix door names.
func (s *Server) person(ctx ssh.Context, c *conn, meta gossh.ConnMetadata) (*gossh.Permissions, error) {
	person, err := s.config.Person(c.ctx, meta.User())
	if err != nil {
		c.refuse(meta.User(), "", err.Error())
		return nil, &gossh.BannerError{Err: err, Message: err.Error() + "\n"}
	}
	granted := permissions(person)
	s.entered(ctx, c, granted)
	return granted, nil
}

// entered notes that a client has logged in, and watches from now on whether it is there.
func (s *Server) entered(ctx ssh.Context, c *conn, granted *gossh.Permissions) {
	c.enteredBy(personOf(granted).Name)
	go s.keep(ctx, c)
}

// connKey is under what a connection is kept in the context of its server.
type connKey struct{}

func connOf(ctx context.Context) *conn {
	c, _ := ctx.Value(connKey{}).(*conn)
	return c
}

var errTooManyConnections = errors.New("too many connections")
