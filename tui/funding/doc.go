// Package funding is the view Funding: what is unfunded of projects and
// priority activities.
package funding
