// Package compose writes mails that reach any office as they were written.
package compose
