// Package charset reads texts in whatever character set they are, or were
// mistaken for. UTF8 is for any text that a person hands over. ASCII and Wide
// are for diffs, which are ASCII when they are written.
package charset
