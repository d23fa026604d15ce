// Package libs tells from facts of an environment and of a base image which shared libraries an image would lack, and
// which Debian package brings each. It is pure: facts go in, findings come out. The facts are those of facts.py.
package libs

// Object is one ELF file of an environment: an extension module, a shared library or a program.
type Object struct {
	Path    string   `json:"path"`    // absolute, as in the image
	Package string   `json:"package"` // normalised name of the distribution that has it; empty: none says so
	Machine int      `json:"machine"` // e_machine of its header, as in 62 for x86-64
	Class   int      `json:"class"`   // 32 or 64
	Soname  string   `json:"soname"`  // what others call it; empty: extensions and programs have none
	Needed  []string `json:"needed"`  // DT_NEEDED: what the loader must find first
	Runpath []string `json:"runpath"` // where to look, of RUNPATH or else RPATH, with $ORIGIN as it is written
	Broken  bool     `json:"broken"`  // cut short or damaged; then nothing but Path and Package is known
}

// Environment is what one step installed.
type Environment struct {
	Objects []Object `json:"objects"`
	Scripts []string `json:"scripts"` // names of the programs in bin that packages brought
	Modules []string `json:"modules"` // dotted names that can be imported, three parts long at most
	Mains   []string `json:"mains"`   // those of Modules that `python -m` runs as packages
	Pure    bool     `json:"pure"`    // the same on every platform
	// Claims are, for each package, what it says that it brought, relative to the environment and as far up as it is the
	// package's own: files, and folders with an __init__.py. A claim on a folder is one on all that is in it.
	Claims map[string][]string `json:"claims"`

	// Built are the packages that were compiled for this image: whoever decided so says it, the files do not. Empty: all
	// came as published wheels, or nobody knows.
	Built []string `json:"-"`
}

// System is what a base image offers.
type System struct {
	Libraries map[string]int `json:"libraries"` // file names that the loader finds, with e_machine of each
	Programs  []string       `json:"programs"`  // names that can be executed without a path
	Modules   []string       `json:"modules"`   // top-level modules of the standard library

	// What kept Debian packages from being installed, so that none is: packages with scripts of which nobody knows what they
	// do, and packages that are not to be had. Empty: nothing did.
	Scripts []string         `json:"scripts"`
	Refused []RefusedPackage `json:"refused"`
}

// RefusedPackage is a Debian package that is not to be had. One of its lists says why; if all are empty, nobody knows one like it.
type RefusedPackage struct {
	Wanted   string   `json:"wanted"`   // as it was asked for, "name" or "name=version"
	Versions []string `json:"versions"` // those that there are, the newest first, and the wanted one is not
	Choices  []string `json:"choices"`  // packages that bring what the name stands for, of which one has to be chosen
	Near     []string `json:"near"`     // names like it
}

// Finding is something that an image lacks or that does not fit it.
type Finding struct {
	Package string // the distribution that is affected; empty: a file that none has
	Object  string // path of the first file that is affected; empty: the package loads the library by itself
	Library string // file name of the missing library; empty: the file is for another machine, or broken
	Debian  string // package that brings the library; empty: unknown
	Build   string // package to build Package with, where that is known to be built from source; empty: none has to be named
	Warn    bool   // the image may well work: only a part of the package is affected that need not be used
	Message string // what is wrong and what to do, for a user
}
