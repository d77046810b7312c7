// Package access is who may use a copy that several people use over SSH, and what
// each of them may do there: logins with their keys and roles, the sessions of
// people who have logged in, and the events of the audit trail. All of it belongs
// to one copy and is never sent to another.
package access
