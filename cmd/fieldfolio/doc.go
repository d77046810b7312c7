// Command fieldfolio shows the portfolio of the thematic programme: as screens
// without arguments, and as tables, CSV, TSV, JSON, TOML and Markdown with the
// commands that fieldfolio --help lists. One command is one file: it parses,
// calls and prints, and decides nothing.
//
//	fieldfolio breakdown --by region,year kind:field --format csv
//
// # Why plain cobra
//
// Fang was refused for help and errors: it asks the terminal for its background
// colour and waits for the answer, which costs a round trip over SSH and leaves
// stray bytes on terminals that do not answer. The help here is plain text with
// a template of our own (help.go), and the man pages are made from the same
// text (man.go).
//
// # Queries that begin with a minus
//
// -region:west-africa is a term of a query and not a row of one-letter flags.
// There are no one-letter flags but -h, so the arguments of the commands that
// take a query are looked through before cobra sees them (args.go).
package main
