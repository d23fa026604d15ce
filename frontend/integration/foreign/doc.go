// Package foreign holds the tests that build images for a platform whose programs the machine cannot run, and the tests
// that run such images.
//
// Emulators are registered with the kernel, for the whole machine. So this is the only package whose tests may have one:
// `go test ./...` runs packages side by side, and no other may come to need it, or show by accident that builds do without.
// While the package runs, no emulator is registered but in a test that asks for one with [rig.Emulate]; its tests are not
// parallel.
package foreign
