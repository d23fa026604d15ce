package rig

import "testing"

// Marker is text of every seeded file: no file of an image may contain it.
const Marker = "swordfish-must-not-ship"

// Seed puts files in a project's folder that lie about in real ones and must never reach an image, and returns their
// paths.
func Seed(t *testing.T, dir string) []string {
	t.Helper()
	names := []string{".env", ".git/config", ".venv/bin/python", "__pycache__/junk.pyc", "id_rsa", "node_modules/x/index.js"}
	for _, name := range names {
		Write(t, dir, name, Marker+"\n")
	}
	return names
}
