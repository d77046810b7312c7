package portfolio

import (
	"strings"
	"unicode"

	"fieldfolio/portfolio/fault"
)

// queryToken is a word of a query, or a sign that joins or groups words.
type queryToken struct {
	text string // of a word, with its quotes
	kind tokenKind
	not  bool // turned round; of words, the minus stays in the text
}

type tokenKind int

const (
	wordToken tokenKind = iota
	orToken
	openToken
	closeToken
)

// plain reports whether the token is a word without a sign: part of a name that
// has blanks, or text to look for.
func (t queryToken) plain() bool {
	if t.kind != wordToken || t.not || strings.ContainsAny(t.text, `"`) || strings.HasPrefix(t.text, "-") {
		return false
	}
	_, op, _ := cutOp(t.text)
	return op == ""
}

// operator returns the operator that an unquoted word is, empty if it is none.
// In small letters, and and not are words to look for.
func operator(word string) string {
	switch word {
	case "AND", "&", "&&":
		return "and"
	case "NOT", "!":
		return "not"
	}
	if strings.EqualFold(word, "or") || word == "|" || word == "||" {
		return "or"
	}
	return ""
}

// tokenizer splits a query at blanks outside double quotes; the quotes stay.
type tokenizer struct {
	tokens []queryToken
	word   strings.Builder
	quoted bool
	not    bool // NOT was the last word
	inner  int  // open parentheses within the word
	depth  int  // open groups
}

func tokensOf(text string) ([]queryToken, error) {
	var t tokenizer
	for _, r := range text {
		if r == '"' {
			t.quoted = !t.quoted
		}
		switch word := t.word.String(); {
		case t.quoted || r == '"':
			t.word.WriteRune(r)
		case unicode.IsSpace(r):
			t.flush()
		case r == '(' && (word == "" || word == "-"):
			t.not = t.not != (word == "-")
			t.word.Reset()
			t.sign(openToken)
			t.depth++
		case r == ')' && t.inner == 0 && t.depth > 0:
			t.flush()
			t.sign(closeToken)
			t.depth--
		case r == '|':
			t.flush()
			if n := len(t.tokens); n == 0 || t.tokens[n-1].kind != orToken { // || is one sign
				t.sign(orToken)
			}
		default:
			t.letter(r)
		}
	}
	if t.quoted {
		return nil, &fault.Invalid{Field: "query", Value: text, Why: "has a double quote that is not closed",
			Do: `write the text as "between two quotes"`}
	}
	t.flush()
	return t.tokens, nil
}

// letter adds a letter to a word.
func (t *tokenizer) letter(r rune) {
	switch r {
	case '(':
		t.inner++
	case ')':
		t.inner = max(t.inner-1, 0)
	}
	t.word.WriteRune(r)
}

// flush ends a word.
func (t *tokenizer) flush() {
	word := t.word.String()
	t.word.Reset()
	t.inner = 0
	switch operator(word) {
	case "or":
		t.sign(orToken)
	case "not":
		t.not = !t.not
	case "and": // all terms must hold anyway
	default:
		if word != "" {
			t.tokens = append(t.tokens, queryToken{text: word, not: t.not})
			t.not = false
		}
	}
}

func (t *tokenizer) sign(kind tokenKind) {
	t.tokens = append(t.tokens, queryToken{kind: kind, not: t.not && kind == openToken})
	t.not = false
}
