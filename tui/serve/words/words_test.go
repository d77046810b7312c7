package words

import (
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	for _, test := range []struct {
		command string
		words   []string
	}{
		{"", nil},
		{"  \t\n ", nil},
		{"list", []string{"list"}},
		{" list  --format csv ", []string{"list", "--format", "csv"}},
		{`edit PERU08 "title=Law enforcement" note='ends in June'`, []string{"edit", "PERU08", "title=Law enforcement", "note=ends in June"}},
		{`'' "" x`, []string{"", "", "x"}},
		{`a''b"c"d`, []string{"abcd"}},
		{`'it'\''s'`, []string{"it's"}},
		{`"a\"b\\c\$d\e"`, []string{`a"b\c$d\e`}},
		{`a\ b\'c`, []string{"a b'c"}},
		{"a\\\nb \"c\\\nd\"", []string{"ab", "cd"}},
		{`\Österreich é`, []string{"Österreich", "é"}},
		{"a\u00a0b", []string{"a\u00a0b"}},
		{`list; rm -rf / | cat > x & $(id) $HOME * ~ #no`,
			[]string{"list;", "rm", "-rf", "/", "|", "cat", ">", "x", "&", "$(id)", "$HOME", "*", "~", "#no"}},
		{"`id`", []string{"`id`"}},
	} {
		got, err := Split(test.command)
		if err != nil || !slices.Equal(got, test.words) {
			t.Errorf("Split(%q) = %q, %v; want %q", test.command, got, err, test.words)
		}
	}
}

func TestSplitRefuses(t *testing.T) {
	for _, test := range []struct {
		command string
		err     error
	}{
		{`a 'b`, ErrQuote},
		{`a "b`, ErrQuote},
		{`a "b\"`, ErrQuote},
		{`"\`, ErrQuote},
		{`a \`, ErrEscape},
		{"a\x00b", ErrControl},
		{"a \x1b[2J", ErrControl},
		{"a\rb", ErrControl},
		{"a\u009bb", ErrControl},
		{"a\xffb", ErrControl},
		{strings.Repeat("x", MaxBytes+1), ErrLong},
		{strings.Repeat("x ", MaxWords+1), ErrLong},
	} {
		if got, err := Split(test.command); !errors.Is(err, test.err) || got != nil {
			t.Errorf("Split(%.20q) = %q, %v; want %v", test.command, got, err, test.err)
		}
	}
	for _, command := range []string{strings.Repeat("x", MaxBytes), strings.Repeat("x ", MaxWords)} {
		if _, err := Split(command); err != nil {
			t.Errorf("Split(%.10q…): %v", command, err)
		}
	}
}

// FuzzSplit holds Split to what it promises of any command.
func FuzzSplit(f *testing.F) {
	for _, seed := range []string{"list", `a "b c" d\ e 'f'`, `'it'\''s'`, `"\`, "a\\\nb", "é\u0085", "''"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, command string) {
		words, err := Split(command)
		if err != nil {
			return
		}
		again, err := Split(Join(words))
		if len(Join(words)) <= MaxBytes && (err != nil || !slices.Equal(again, words)) {
			t.Fatalf("Split(%q) = %q; joined and split: %q, %v", command, words, again, err)
		}
	})
}

// FuzzJoin: what is quoted comes back, whatever is in the words.
func FuzzJoin(f *testing.F) {
	f.Add("a", "", "c d")
	f.Add("it's", `"`, "\\")
	f.Add("$(id)", "*", "\n\t")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		words := []string{a, b, c}
		got, err := Split(Join(words))
		if errors.Is(err, ErrControl) || errors.Is(err, ErrLong) {
			return
		}
		if err != nil || !slices.Equal(got, words) {
			t.Fatalf("Split(Join(%q)) = %q, %v", words, got, err)
		}
	})
}

// TestRemote types a command in a shell, as the one before ssh is.
func TestRemote(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh")
	}
	for _, c := range []struct {
		typed string
		words []string
	}{
		{"list region:west-africa --format csv", []string{"list", "region:west-africa", "--format", "csv"}},
		{`list 'region:\"West\ Africa\"\ -kind:field'`, []string{"list", `region:"West Africa" -kind:field`}},
		{`list 'budget:>1000'`, []string{"list", "budget:>1000"}},
		{`show ''\'''\'''`, []string{"show", ""}},
		{`show ''\''it'\''\'\'''\''s'\'''`, []string{"show", "it's"}},
		{`list '$HOME;\ *\ Ωφέλια\\'`, []string{"list", `$HOME; * Ωφέλια\`}},
	} {
		if got := Remote(c.words); got != c.typed {
			t.Errorf("%q is typed as %s, want %s", c.words, got, c.typed)
		}
		out, err := exec.Command(shell, "-c", `printf '%s ' `+Remote(c.words)).Output() // as ssh joins them
		if err != nil {
			t.Fatal(err)
		}
		if arrived, err := Split(string(out)); err != nil || !slices.Equal(arrived, c.words) {
			t.Errorf("%s arrives as %q, %v", Remote(c.words), arrived, err)
		}
	}
}

// FuzzRemote: what is typed arrives, whatever is in the words.
func FuzzRemote(f *testing.F) {
	f.Add("a", "", "c d")
	f.Add("it's", `"`, "\\")
	f.Add("$(id)", "*", "\n\t")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		words := []string{a, b, c}
		sent, err := Split(Remote(words)) // as a shell does
		if errors.Is(err, ErrControl) || errors.Is(err, ErrLong) {
			return
		}
		got, wrong := Split(strings.Join(sent, " "))
		if err != nil || wrong != nil || !slices.Equal(got, words) {
			t.Fatalf("%q typed as %s arrives as %q, %v, %v", words, Remote(words), got, err, wrong)
		}
	})
}

// TestShellAgrees compares with the shell of this system where nothing is special to it but quotes.
func TestShellAgrees(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh")
	}
	for _, command := range []string{
		`list --format csv`, `'' "" x`, `a''b"c"d`, `'it'\''s'`, `"a\"b\\c\$d\e"`, `a\ b\'c`, "a\\\nb \"c\\\nd\"", `\a\b`,
		`"'" '"'`, `"\x\` + "`" + `"`, Join([]string{"$HOME", "*", "a;b", "`id`", "", "~", "#", "\\"}),
	} {
		want, err := exec.Command(shell, "-c", `printf '%s\000' `+command).Output()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Split(command)
		if err != nil || strings.Join(got, "\x00")+"\x00" != string(want) {
			t.Errorf("Split(%q) = %q, %v; sh: %q", command, got, err, want)
		}
	}
}
