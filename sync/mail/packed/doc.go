// Package packed recognizes files that are not text, by their first bytes, and
// takes out of them the files and texts that are in them. Every size is
// bounded; what is broken gives what can be read of it.
//
// Zip, gzip and bzip2 are read by the standard library. RTF and winmail.dat
// are read here: no library of Go's that is kept well has them. 7z, RAR, xz,
// PDF and Outlook's .msg are recognized only.
package packed
