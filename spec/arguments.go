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

// Images is an App with what makes up the names of its images, before anything is known of the project: Python, Base, Distro, UV
// and UVImage. Nil: the project decides about them, or something is wrong, which [Resolve] says.
func Images(f *File, in Inputs) *App {
	r := &resolver{file: f.forTarget(f.target(in.Target)), in: in}
	if in.BuildArgs["PYAPP_PYTHON"] == "" && r.file.python == nil {
		return nil
	}
	base := r.chooseBase()
	app := &App{Python: r.choosePython(), Base: base, Distro: r.distro(base), UV: valueOr(r.file.uv, DefaultUV), UVImage: r.uvImage()}
	if len(r.found.Errors()) > 0 {
		return nil
	}
	return app
}

// KnownPythons are the minor versions that this release builds images of, oldest first.
func KnownPythons() []string { return knownMinors() }
