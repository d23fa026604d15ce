// Package plan decides what image is built, why, and from which inputs. It is pure: a resolved spec and the facts of
// one build go in, a [Plan] comes out, and nothing here knows of BuildKit, of a network or of a clock. The printers
// (LLB, a Dockerfile) read the same value, so they cannot disagree.
package plan

import "github.com/org/pyapp-frontend/spec"

// Venv is where the environment of every image lives. Nothing in it can be moved after it was written: scripts,
// bytecode and editable installs hold absolute paths.
const Venv = "/app/.venv"

// Plan is one image for one platform.
type Plan struct {
	Target Platform // what the image runs on
	Build  Platform // what the steps of the build run on

	Python   Python
	Deps     []Group
	Builds   []Build
	Tools    []string  // packages of the distribution that Builds are made with, sorted; in no image
	Projects []Project // first-party packages, by folder
	Outlined Selection // what of the context says how Projects that are installed from source are described
	App      App
	Stages   []Stage // that Copies need, in the file's order
	Copies   []Copy  // over the application, in the file's order
	Steps    []Step  // in the file's order
	Added    *App    `json:",omitempty"` // files that only this target has, in a layer over all others; nil: none
	Test     *Test   `json:",omitempty"` // what is run in the finished image; nil: nothing
	Builder  *Plan   // of the environment that Steps run in but for those that run on the target; nil: no steps
	System   System
	Stdlib   bool // byte-compile the standard library
	Image    Image

	Spec *spec.App // for the places of keys, which every step carries
}

// Python is the interpreter of the image and of every step.
type Python struct {
	Minor string // "3.13"
}

// Group is a set of packages that is installed from wheels, by one step into one layer.
type Group struct {
	Names        []string // of the packages, normalised (PEP 503), sorted
	Fragment     string   // a lock of its own: the text of a pylock.toml (PEP 751); empty: none
	Requirements string   // those whose addresses are not locked: hashed requirements (pip's format); empty: none
	Files        []string // wheels of the context that Fragment names, relative to the context
	// Platform is the tag that uv chooses wheels for, as in "x86_64-manylinux_2_40". Empty: what is installed is the same on
	// every platform, and nothing of a group may tell for which one it is planned; or Fragment leaves uv no choice.
	Platform string
	Label    string // what it is, in a user's words
	Compile  bool   // byte-compile what is installed
}

// Build is one package that has no wheel for the target. It is built and installed by one step into one layer.
type Build struct {
	Name, Version string // Version may be empty: only the build can tell
	Why           string // why it has to be built, in a user's words
	// The source, in one of two forms, as in [Group].
	Fragment, Requirements string
	Files                  []string      // archives of the context that Fragment names, relative to the context
	Git, SSH               bool          // comes from a git repository; over ssh
	Host                   string        // of the repository, as in "git.example:8443"; empty: it comes from none
	Env                    []spec.EnvVar // for the build
	Compile                bool
	On                     Platform // of the image, where only that can build it; zero: the builder's
}

// Project is a first-party package, installed without its dependencies.
type Project struct {
	Name    string
	Folder  string       // relative to the project's folder; "." is that folder
	Install spec.Install // InstallSource or InstallWheel
	// Metadata is what the build of the package reads when only its metadata are wanted: the manifest, the readme, the
	// licences. What .dockerignore keeps out of the image may still describe it. Patterns relative to the context.
	Metadata []string
	// Dynamic means that metadata come out of the source, so that the build needs the content of every file.
	Dynamic bool
	// Files is what a wheel is built from: everything but what is denied. What the spec leaves out of the application
	// may still belong into the wheel. Unused for an install from source.
	Files   Selection
	Env     []spec.EnvVar // for the step, from build arguments
	Tools   []string      // packages of the distribution that building the wheel needs, sorted; in no image
	Compile bool
	On      Platform // of the image, where only that can build the wheel; zero: the builder's
}

// Selection is a part of the build context. Patterns have the syntax of .dockerignore and are relative to the context.
type Selection struct {
	Folder  string   // folder of the project in the context, "." for the context itself
	Include []string // empty: everything
	Exclude []string // the deny list last
}

// App is the application's own files.
type App struct {
	Files   Selection
	Workdir string // where the files go, absolute
	Compile bool
	// Writable are the directories under Workdir that the process may write. They belong to this layer, because a layer
	// of their own before it would be taken back by it, and one after it would have to unpack everything else first.
	Writable []string
	Owner    int // who owns them, by uid
}

// System is what the base image gets besides Python code: packages, then the user, a layer each.
type System struct {
	Packages []string // of the distribution, sorted; empty: no layer of them
	Scripts  bool     // scripts of Debian packages have to run, in the image itself; else nothing of the target runs
	Anew     bool     // whatever is known of the archive may be old: ask it again
	Emulated bool     // the image is for another platform than the builder's
	User     spec.User
	Writable []string // directories elsewhere than under the working directory that the process may write
}

// Archives are the wheels and archives of the context that are installed, relative to the context, sorted.
func (p *Plan) Archives() []string {
	var out []string
	for _, g := range p.Deps {
		out = append(out, g.Files...)
	}
	for _, b := range p.Builds {
		out = append(out, b.Files...)
	}
	return unique(out)
}
