package door

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/serve/words"
)

// publicKey returns the line of a .pub file.
func publicKey(t testing.TB, seed byte) string {
	t.Helper()
	key, err := ssh.NewPublicKey(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, 32)).Public())
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
}

const private = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n-----END OPENSSH PRIVATE KEY-----\n"

func TestKeys(t *testing.T) {
	one, two := publicKey(t, 1), publicKey(t, 2)
	rsa := "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7vbqajDw4o6gJy8UtmIbkcpnkO3Kwc4qsEnSZp/TR+fQi62F79RHWmwKOtFmwteURgLbj7D/WGuNLGOfa/2vse3G2eHnHl5CB8ruRX9fBl/KgwCVr2JaEuUm66bBQeP5XeBotdR4cvX38uPYivCDdPjJ1QWPdspTBKcxeFbccDw=="
	for name, c := range map[string]struct {
		text string
		keys []string
		why  string
	}{
		"one":                        {one + " awa@laptop\n", []string{one + " awa@laptop"}, ""},
		"without a comment":          {one, []string{one}, ""},
		"several, as on Windows":     {"# keys\r\n" + one + " a\r\n\r\n" + two + " b\r\n" + one + "\r\n", []string{one + " a", two + " b"}, ""},
		"with options":               {`restrict,command="rm -rf /" ` + one + " x", []string{one + " x"}, ""},
		"a comment that does things": {one + " a\x1b[2Jb\x00", []string{one + " a[2Jb"}, ""},
		"private":                    {private, nil, ErrPrivate.Error()},
		"private of PuTTY":           {"PuTTY-User-Key-File-3: ssh-ed25519\n", nil, ErrPrivate.Error()},
		"of another program":         {"---- BEGIN SSH2 PUBLIC KEY ----\n", nil, "format of another program"},
		"RSA":                        {rsa, nil, "kind ssh-rsa"},
		"no key":                     {"hello\n", nil, "line 1"},
		"empty":                      {"\n# nothing\n", nil, "has no public key"},
	} {
		t.Run(name, func(t *testing.T) {
			keys, err := Keys(c.text)
			var got []string
			for _, k := range keys {
				got = append(got, strings.Map(func(r rune) rune {
					if r < ' ' {
						return -1
					}
					return r
				}, k.Text))
			}
			if c.why == "" && (err != nil || len(got) != len(c.keys)) {
				t.Fatalf("%q, %v", got, err)
			}
			if c.why == "" && name != "a comment that does things" && !slices.Equal(got, c.keys) {
				t.Errorf("%q, want %q", got, c.keys)
			}
			if c.why != "" && (err == nil || !strings.Contains(err.Error(), c.why)) {
				t.Errorf("%v, want %q", err, c.why)
			}
		})
	}
}

func FuzzKeys(f *testing.F) {
	f.Add(publicKey(f, 1) + " awa")
	f.Add(private)
	f.Add(`command="x" ` + publicKey(f, 2) + "\n\n#\n")
	f.Fuzz(func(t *testing.T, text string) {
		keys, err := Keys(text)
		if err != nil {
			var invalid *fault.Invalid
			if keys != nil || !errors.Is(err, ErrPrivate) && !errors.As(err, &invalid) {
				t.Fatalf("%v", err)
			}
			return
		}
		for _, k := range keys {
			if strings.ContainsFunc(k.Text, func(r rune) bool { return r < ' ' || r == 0x7f }) {
				t.Errorf("control characters in %q", k.Text)
			}
			again, err := Keys(k.Text)
			if err != nil || again[0].Fingerprint != k.Fingerprint || again[0].Text != k.Text {
				t.Errorf("%q becomes %q, %v", k.Text, again, err)
			}
		}
	})
}

// dequoted reads the options of a line as sshd does.
func dequoted(line string) (command, rest string) {
	text := strings.TrimPrefix(line, `restrict,pty,command="`)
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) && text[i+1] == '"' {
			i++
		} else if text[i] == '"' {
			return b.String(), strings.TrimPrefix(text[i+1:], " ")
		}
		b.WriteByte(text[i])
	}
	return "", ""
}

// TestAuthorizedKey reads the lines as sshd and a shell do.
func TestAuthorizedKey(t *testing.T) {
	for _, person := range []string{"Awa Diop", "O'Neil", `a"b`, `a\"b`, `\`, "$(id)", "`id`", "-x", "Ωφέλια", "a#b %h"} {
		command := []string{"/usr/bin/fieldfolio", "attach", "--person", person, "--db", "/srv/a b.db"}
		read, key := dequoted(AuthorizedKey(command, "ssh-ed25519 AAAA awa"))
		got, err := words.Split(read)
		if err != nil || !slices.Equal(got, command) || key != "ssh-ed25519 AAAA awa" {
			t.Errorf("%q: %q, %q, %v", person, got, key, err)
		}
	}
}

func TestMosh(t *testing.T) {
	command := []string{"/bin/fieldfolio", "attach"}
	for line, want := range map[string]string{
		"mosh-server new -c 256 -s -l LANG=en_US.UTF-8 -l LC_ALL=fr_FR.UTF-8": "mosh-server new -c 256 -s -l LANG=en_US.UTF-8 -l LC_ALL=fr_FR.UTF-8 -- /bin/fieldfolio attach",
		"mosh-server new -i 10.0.0.1 -p 60000:61000":                          "mosh-server new -i 10.0.0.1 -p 60000:61000 -- /bin/fieldfolio attach",
		"mosh-server":                          "",
		"mosh-server new -- sh":                "",
		"mosh-server new sh":                   "",
		"mosh-server new -v":                   "",
		"mosh-server new -l LD_PRELOAD=/tmp/x": "",
		"mosh-server new -l LANG=../../x":      "",
		"mosh-server new -l":                   "",
		"mosh-server new -p 0":                 "",
		"mosh-server new -p 1:99999":           "",
		"mosh-server new -c -1":                "",
		"mosh-server new -i -s":                "",
		"mosh-server new -s --":                "",
	} {
		got, err := Mosh(strings.Fields(line), command)
		if strings.Join(got, " ") != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", line, got, err)
		}
	}
}

// FuzzMosh holds what is run against the arguments that it may have.
func FuzzMosh(f *testing.F) {
	f.Add("mosh-server new -c 256 -s -l LANG=en_US.UTF-8 -p 60000 -i ::1")
	f.Fuzz(func(t *testing.T, line string) {
		got, err := Mosh(strings.Fields(line), []string{"safe"})
		if err == nil && (slices.Index(got, "--") != len(got)-2 || got[len(got)-1] != "safe" || got[0] != "mosh-server") {
			t.Errorf("%q runs %q", line, got)
		}
	})
}

func TestUnit(t *testing.T) {
	if got := Unit("socket", "/run/f/50%.sock", "", nil); !strings.Contains(got, "ListenStream=/run/f/50%%.sock\n") ||
		!strings.Contains(got, "SocketMode=0600\nSocketUser=fieldfolio\nSocketGroup=fieldfolio\n") {
		t.Error(got)
	}
	if got := Unit("socket", "/run/f.sock", "desk", nil); !strings.Contains(got, "SocketMode=0660\nSocketUser=fieldfolio\nSocketGroup=desk\n") {
		t.Error(got)
	}
	command := []string{"/usr/bin/fieldfolio", "serve", "--db", `/srv/a "b" $x 5%.db`}
	for group, want := range map[string]string{"": "fieldfolio", "desk": "desk"} {
		got := Unit("service", "", group, command)
		if !strings.Contains(got, "User=fieldfolio\nGroup="+want+"\n") ||
			!strings.Contains(got, `ExecStart=/usr/bin/fieldfolio serve --db "/srv/a \"b\" $$x 5%%.db"`+"\n") {
			t.Error(got)
		}
	}
}
