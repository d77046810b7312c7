package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	stdsync "sync"

	"github.com/BurntSushi/toml"
	"github.com/spf13/cobra"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/portfolio/sqlite/dbfile"
	"fieldfolio/sync/mail/charset"
	"fieldfolio/sync/mailbox"
	"fieldfolio/sync/ssh"
)

// configuration is the content of the configuration file.
type configuration struct {
	mailbox.Settings
	SSH    *ssh.Settings       `toml:"ssh"`
	Serve  serveSettings       `toml:"serve"`
	Screen screenSection       `toml:"screen"`
	Keys   map[string]keyNames `toml:"keys"`

	path  string
	there bool
}

// configFile returns the path of the configuration file: --config, else FIELDFOLIO_CONFIG, else
// beside the database. named reports whether a person has named it.
func (a *app) configFile() (path string, named bool, err error) {
	if a.guest != nil {
		return "", false, noFiles("the configuration")
	}
	if a.config != "" {
		return a.config, true, nil
	}
	if path := a.env("FIELDFOLIO_CONFIG"); path != "" {
		return path, true, nil
	}
	db, err := a.database()
	path = dbfile.Beside(db, func(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) + ".toml" })
	return path, false, err
}

// configuration reads the configuration file. Without one it returns the zero value.
func (a *app) configuration() (configuration, error) {
	if a.guest != nil {
		return a.guest.settings, nil
	}
	path, named, err := a.configFile()
	c := configuration{path: path}
	if err != nil {
		return c, err
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return c, nil
	}
	if err != nil {
		if shut := a.shut(); shut != nil && !named {
			return c, shut
		}
		do := "fieldfolio config --init makes one"
		if !errors.Is(err, fs.ErrNotExist) {
			do = "see that it is a file that you may read, in a directory that you may open"
		}
		return c, &hinted{fmt.Sprintf("the configuration %s cannot be read: %s", path, durable.Reason(err).Error()), do}
	}
	c.there = true
	return c, c.read(string(charset.UTF8(text)))
}

// shut returns the error of a database that this user may not read. Whether there is a configuration
// beside it cannot be seen then.
func (a *app) shut() error {
	path, err := a.database()
	if err != nil {
		return nil //nolint:nilerr // who asks for the database is told
	}
	if err = beside(path, sqlite.Readable(path)); errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// wrongType matches what the parser says before the type names in an error about a value's type.
var wrongType = stdsync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^toml: |incompatible types: |type mismatch for \S+: |TOML value has type |destination has type `)
})

// read parses the text of the file and checks it.
func (c *configuration) read(text string) error {
	about, err := toml.Decode(text, c)
	var parse toml.ParseError
	switch {
	case errors.As(err, &parse):
		at := fmt.Sprintf(", line %d", parse.Position.Line)
		if parse.Position.Line == 0 { // in a table that no line begins
			at = lineOf(text, parse.LastKey[strings.LastIndex(parse.LastKey, ".")+1:])
		}
		return &hinted{fmt.Sprintf("%s%s: %s", c.path, at, parse.Message), "fieldfolio config --help says what can be set"}
	case err != nil:
		return &hinted{fmt.Sprintf("%s: a value is of the wrong type: %s", c.path,
			wrongType().ReplaceAllString(err.Error(), "")), "fieldfolio config --help shows what can be set, and how"}
	}
	if other := about.Undecoded(); len(other) > 0 {
		return c.unknown(text, other[0])
	}
	if about.IsDefined("keys") && about.Type("keys") != "Hash" { // which the parser accepts
		return &hinted{fmt.Sprintf("%s%s: keys is not a table", c.path, lineOf(text, "keys")),
			"write [keys] and a line for each action below it"}
	}
	err = c.Check()
	if err == nil && c.SSH != nil {
		err = c.SSH.Check()
	}
	if err == nil {
		err = c.Serve.check()
	}
	if err != nil {
		return &hinted{fmt.Sprintf("%s: %s", c.path, err), hintOf(err)}
	}
	c.Beside(filepath.Dir(c.path))
	if c.SSH != nil {
		c.SSH.Beside(filepath.Dir(c.path))
	}
	return nil
}

// unknown returns the error for an unknown key, with its line.
func (c *configuration) unknown(text string, key toml.Key) error {
	last := key[len(key)-1]
	line := lineOf(text, last)
	return &hinted{fmt.Sprintf("%s%s: %q is nothing that can be set", c.path, line, strings.Join(key, ".")),
		near(last, settable(), "fieldfolio config --help says what can be set")}
}

// lineOf returns the line of a key as a suffix of the file name, empty if it is not found.
func lineOf(text, key string) string {
	at := regexp.MustCompile(`(?m)^\s*\[?\s*` + regexp.QuoteMeta(key) + `\b`).FindStringIndex(text)
	if at == nil {
		return ""
	}
	return fmt.Sprintf(", line %d", 1+strings.Count(text[:at[1]], "\n"))
}

var setting = stdsync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^# \[?([a-z_]+)`)
})

// settable returns the keys that the template names.
func settable() []string {
	var names []string
	for _, m := range setting().FindAllStringSubmatch(configTemplate, -1) {
		names = append(names, m[1])
	}
	return names
}

func newConfig(a *app) *cobra.Command {
	init, keys := false, false
	cmd := &cobra.Command{
		Use:   "config",
		Short: "show where the configuration is, and what it says",
		Long: `Shows where the configuration file is and how mail goes out and comes in. It also
says how the screens look and which keys they have. It is a TOML file beside the
database, or the one of --config or $FIELDFOLIO_CONFIG; with --init it is made,
with everything that can be set in comments:

` + indented(strings.TrimSpace(configTemplate)),
		Example: `  fieldfolio config
  fieldfolio config --init
  fieldfolio config --keys`,
		Args: exactly(0, "", "fieldfolio config takes no arguments; edit the file"),
		RunE: func(*cobra.Command, []string) error {
			switch {
			case init:
				return a.initConfig()
			case keys:
				return a.showKeys()
			}
			return a.showConfig()
		},
	}
	cmd.Flags().BoolVar(&init, "init", false, "make the file, with everything in comments")
	cmd.Flags().BoolVar(&keys, "keys", false, "every action of the screens by its name, with its keys")
	return cmd
}

// indented returns a text whose lines help shows as they are.
func indented(text string) string {
	return "  " + strings.NewReplacer("\n\n", "\n\n  ", "\n", "\n  ").Replace(text)
}

// initConfig creates the file from the template, unless it exists.
func (a *app) initConfig() error {
	path, _, err := a.configFile()
	if err != nil {
		return err
	}
	err = durable.MakeDir(filepath.Dir(path), 0o700)
	if err == nil {
		err = durable.Create(path, []byte(configTemplate))
	}
	if errors.Is(err, fs.ErrExist) {
		return &hinted{path + " is there already", "edit it; nothing was changed"}
	}
	if err != nil {
		return unwritable(path+" cannot be made", err)
	}
	a.done = path + " is made"
	return a.say("made %s; edit it, then fieldfolio config shows what it says", path)
}

func (a *app) showConfig() error {
	c, err := a.configuration()
	if err != nil {
		return err
	}
	there := ""
	if !c.there {
		there = " (not there: fieldfolio config --init makes it)"
	}
	out, in := "no way out: mails go to files, with sync send --out", "no mailbox: mails come from files, with sync receive FILE"
	if way := c.WayOut(); way != "" {
		out = "mail goes out " + way
	}
	if way := c.WayIn(); way != "" {
		in = "mail comes from " + way
	}
	if c.SSH != nil {
		in += "\nchanges go both ways over SSH with " + c.SSH.Host
	}
	return a.say("%s%s\n%s\n%s", c.path, there, out, in)
}
