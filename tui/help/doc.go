// Package help is the page of keys, signs, service lines and queries.
package help
