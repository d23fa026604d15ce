package spec

import "slices"

// Arguments are the words of the entrypoint and command of a target together, as they are written. They are needed before
// [Resolve], to find a script that names its own dependencies.
func Arguments(f *File, target string) []string {
	own := f.forTarget(f.target(target))
	return slices.Concat(own.entrypoint.split(), own.command.split())
}

// Unresolved is an App with what a file says of its project and lock, and with the places of its keys: what is needed of it
// before [Resolve], to find out what the project is.
func Unresolved(f *File) *App {
	return &App{Filename: f.name, Ranges: f.ranges, Project: ProjectFolder(f), Locks: LockPaths(f), NoLock: WithoutLock(f)}
}

// KnownPythons are the minor versions that this release builds images of, oldest first.
func KnownPythons() []string { return knownMinors() }
