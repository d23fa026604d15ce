// Package foreign holds the tests that build images for a platform whose programs the machine cannot run, and the tests
// that run such images.
//
// Emulators are registered with the kernel, for the whole machine, and `go test ./...` runs packages side by side. So this
// is the only package whose tests may have one, each for its own time with [rig.Emulate]; they are not parallel. A test of
// any package that must meet none says so with [rig.NoEmulator].
package foreign
