package portfolio

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// AuthorText returns the person with the login as they stand in the body and in
// diffs, where releases before logins read all of it as the name.
func (c *Change) AuthorText() string { return JoinAuthor(c.Person, c.Login) }

// betweenLogin stands between a name and a login. A name that a person enters
// has no no-break space, so that none ends like this.
const (
	betweenLogin = "\u00a0("
	afterLogin   = ")"
)

// maxLogin is the maximum length of a login that is kept, in bytes.
const maxLogin = 40

// JoinAuthor returns a person and a login as one text, which SplitAuthor
// divides again. A login that is not like one, or makes the text too long, is
// left out.
func JoinAuthor(person, login string) string {
	joined := person + betweenLogin + login + afterLogin
	if person == "" || !loginName(login) || utf8.RuneCountInString(joined) > maxPerson {
		return person
	}
	return joined
}

// SplitAuthor divides what JoinAuthor returns. Any other text is a person
// without a login.
func SplitAuthor(text string) (person, login string) {
	i := strings.LastIndex(text, betweenLogin)
	if i <= 0 || !strings.HasSuffix(text, afterLogin) {
		return text, ""
	}
	login = strings.TrimSuffix(text[i+len(betweenLogin):], afterLogin)
	if !loginName(login) {
		return text, ""
	}
	return text[:i], login
}

// loginName reports whether s can be the name of a login: letters, digits, the
// signs . _ - @ $, the backslash after a Windows domain, and blanks within.
func loginName(s string) bool {
	other := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(`._-@$\ `, r)
	}
	return s != "" && len(s) <= maxLogin && strings.TrimSpace(s) == s && !strings.ContainsFunc(s, other)
}

// NameAndLogin returns a person with the login, such as Awa Diop (awa), unless that is the name.
func NameAndLogin(person, login string) string {
	if login == "" || login == person {
		return person
	}
	return person + " (" + login + ")"
}
