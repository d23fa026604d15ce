package spec

import "slices"

// Arguments are the words of a file's entrypoint and command together, as they are written. They are needed before
// [Resolve], to find a script that names its own dependencies.
func Arguments(f *File) []string { return slices.Concat(f.entrypoint.split(), f.command.split()) }

// Where is the range of the key at path, of its nearest ancestor that the file has, or of the file's first line, as
// [App.Where] gives it. It serves what is found out before [Resolve].
func (f *File) Where(path string) Range { return (&App{Ranges: f.ranges}).Where(path) }

// KnownPythons are the minor versions that this release builds images of, oldest first.
func KnownPythons() []string { return knownMinors() }

// OwnArgs are the build arguments that mean something in themselves, sorted.
func OwnArgs() []string { return slices.Clone(ownArgs) }
