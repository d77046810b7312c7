// Command fieldfolio shows the portfolio of the thematic programme: as screens without arguments,
// and as tables, CSV, TSV, JSON, TOML and Markdown with the commands that fieldfolio --help lists.
// Each command is one file, which parses, calls and prints, and decides nothing.
//
//	fieldfolio breakdown --by region,year kind:field --format csv
//
// # Why plain cobra
//
// Fang was rejected for help and errors: it asks the terminal for its background colour and waits
// for the answer, which costs a round trip over SSH and leaves stray bytes on terminals that do not
// answer. Help is plain text that we write ourselves (help.go); the man pages are made from the
// same text (man.go).
//
// # Queries that begin with a minus
//
// -region:west-africa is a term of a query, not a group of one-letter flags. The only one-letter
// flag is -h, so the arguments of commands that take a query are examined before cobra sees them
// (args.go).
package main
