// Package who is the page of the people who use the portfolio at the same time.
package who
