package mail

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// unprefix removes the prefix of the fence from most lines: marks of quoting,
// with names or without.
func (b block) unprefix(text string) string {
	return b.without(text, 3) // some lines are quoted twice, to hide a From
}

// unprefixOnce does so where lines may begin with the same sign, such as the
// plus signs of a patch.
func (b block) unprefixOnce(text string) string { return b.without(text, 1) }

// without removes the prefix at most so many times from each line.
func (b block) without(text string, times int) string {
	if b.prefix == "" {
		return text
	}
	mark, tail := b.prefix, ""
	if signs := strings.TrimRight(mark, " "); signs != "" {
		mark, tail = signs, mark[len(signs):]
	}
	var out strings.Builder
	marked, all := 0, 0
	for line := range strings.Lines(text) {
		all++
		if strings.HasPrefix(line, mark) {
			marked++
		}
		for range times {
			line = strings.TrimPrefix(strings.TrimPrefix(line, mark), tail)
		}
		out.WriteString(line)
	}
	if 3*marked < 2*all {
		return text
	}
	return out.String()
}

// digits matches the last number in a prefix, with the signs around it.
var digits = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(.*?)(\d+)(\D*)$`)
})

// unnumber removes from each line its number, if the lines have been numbered,
// and the signs that stand around the number in the line of the fence. Where
// numbered lines were wrapped, some have none.
func (b block) unnumber(text string) string {
	m := digits().FindStringSubmatch(b.prefix)
	if m == nil {
		return text
	}
	front, behind := strings.TrimSpace(m[1]), strings.TrimSpace(m[3])
	n, err := strconv.Atoi(m[2])
	if err != nil {
		return text
	}
	var out strings.Builder
	marked, all := 0, 0
	for i, line := range strings.SplitAfter(text, "\n") {
		rest, ok := numberedLine(line, front, n+1)
		if ok && m[3] != "" && rest != "" && strings.IndexByte(" \n"+behind, rest[0]) < 0 {
			ok = false // a line that begins with these digits
		}
		if i == 0 || !ok {
			out.WriteString(line)
			continue
		}
		n, marked, all = n+1, marked+1, all+1
		out.WriteString(strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(rest, " "), behind), " "))
	}
	if all = strings.Count(text, "\n"); 3*marked < all {
		return text
	}
	return out.String()
}

// numberedLine returns what follows a number in a line.
func numberedLine(line, front string, n int) (rest string, ok bool) {
	line = strings.TrimLeft(line, " ")
	if !strings.HasPrefix(line, front) {
		return "", false
	}
	line = strings.TrimLeft(strings.TrimLeft(line[len(front):], " "), "0")
	number := strconv.Itoa(n)
	return strings.CutPrefix(line, number)
}

// stamp matches the time, the name or both that programs which record
// conversations put in front of each line.
var stamp = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[\[(]?[0-9:.,/ TZ-]{4,30}[\])]?(?: *[A-Za-z]{1,20}[:>])? *$`)
})

// unstamp removes as many characters from each line as the prefix has, if it is
// a time.
func (b block) unstamp(text string) string {
	if !stamp().MatchString(b.prefix) {
		return text
	}
	lines := strings.SplitAfter(text, "\n")
	for i := range lines[1:] {
		if line := lines[i+1]; len(line) > len(b.prefix) && stamp().MatchString(line[:len(b.prefix)]) {
			lines[i+1] = line[len(b.prefix):]
		}
	}
	return strings.Join(lines, "")
}
