// Package audit is the page of the audit trail: who logged in, was refused, exported or changed
// what over SSH.
package audit
