// Package integration holds the tests that build real applications with a real BuildKit, in two ways: with the frontend in
// the test's own process and with the frontend's image behind `# syntax=`.
package integration
