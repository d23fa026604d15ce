package spec

import "slices"

// Arguments are the words of a file's entrypoint and command together, as they are written. They are needed before
// [Resolve], to find a script that names its own dependencies.
func Arguments(f *File) []string { return slices.Concat(f.entrypoint.split(), f.command.split()) }

// Unresolved is an App with what a file says of its project and lock, and with the places of its keys: what is needed of it
// before [Resolve], to find out what the project is.
func Unresolved(f *File) *App {
	return &App{Filename: f.name, Ranges: f.ranges, Project: ProjectFolder(f), Locks: LockPaths(f), NoLock: WithoutLock(f)}
}

// KnownPythons are the minor versions that this release builds images of, oldest first.
func KnownPythons() []string { return knownMinors() }

// OwnArgs are the build arguments that mean something in themselves, sorted.
func OwnArgs() []string { return slices.Clone(ownArgs) }
