package spec

import "time"

// App is a resolved spec: every default is filled in, every value has been checked, nothing is left to look up
// but what only the build can know.
type App struct {
	Filename string           // name of the spec file as the client gave it, for messages
	Ranges   map[string]Range // where each key stands, by path ("ports", "ports[0]"); see [App.Where]

	Target string            // name of the image that is built: [TargetRuntime], [TargetTest], [TargetDev] or a process
	Kind   TargetKind        // what that is
	Moved  map[string]string // where keys of the target stand, by where those of the default target do; see [App.Path]
	common *common           // nil: the default target

	Python     string // "3.13" or "3.13.5"
	Base       Base
	Distro     string        // release of the base, as in "trixie" for Debian and "3.22" for Alpine; empty for BaseImage until it was looked at
	Project    string        // folder of the project, slash-separated, relative to the context; "." is the context itself
	Locks      []string      // lock files relative to Project, cleaned, in the file's order; empty: found by name
	NoLock     bool          // `lock: none`: nothing is locked, the build itself resolves; Locks is empty then
	Package    string        // member of the workspace to install, as PEP 503 normalises names; empty: the project itself
	Packages   []Requirement // installed on top of what is locked, in the file's order
	NoWheel    NoWheel
	Indexes    []Index  // in the file's order: Indexes[i] is the key "indexes[i]"
	Mirrors    []Mirror // in order of From, one for each
	Groups     Groups
	SystemLibs SystemLibs
	Files      Files
	Workdir    string // absolute, cleaned
	Env        []EnvVar
	Ports      []Port
	Volumes    []string // absolute paths
	Writable   []string // absolute paths, or relative to Workdir
	User       User
	Health     Healthcheck
	StopSignal string // as in "SIGTERM"; empty: the engine's default
	Init       Init
	Labels     []Label  // the file's own, in order of key
	Entrypoint []string // exec form; empty: none
	Command    []string // exec form; empty: none
	Install    Install
	Steps      []Step  // in the file's order: Steps[i] is the key "steps[i]"
	Stages     []Stage // in the file's order; the one that is called N is the key "stages.N"
	Copies     []Copy  // in the file's order: Copies[i] is the key "copy[i]"
	Bytecode   Bytecode
	UV         string // version of uv, as in "0.13.8"
	UVImage    string // reference that replaces uv's published image, from the build argument; empty: the published one

	TestNetwork bool // whether the command of the target test may use the network
}

// Base is the image that the application runs on.
type Base struct {
	Kind BaseKind
	// References of images, of BaseImage only: what the application runs on, and what steps of the build run in. Both have
	// the same version of Python, at the same place. Build is never empty where Runtime is not.
	Runtime, Build string

	// What BaseImage is cannot be told from its name. Whoever looks at the image fills these in, and App.Distro; they are empty
	// for the other kinds, whose words say it all.
	Distribution string // "debian" for Debian and what is derived from it, "alpine", or another ID of os-release(5)
	Glibc, Musl  [2]int // version of the C library, as in {2, 41}; of the one that it has not, zero
}

// BaseKind is a way to come by a base image.
type BaseKind string

const (
	// BaseSlim is the official Python image on Debian without compilers.
	BaseSlim BaseKind = "slim"
	// BaseAlpine is the official Python image on Alpine, whose C library is musl.
	BaseAlpine BaseKind = "alpine"
	// BaseDistroless is put together from files of the slim image: without a shell, a package manager and pip.
	BaseDistroless BaseKind = "distroless"
	// BaseImage is an image that the file names.
	BaseImage BaseKind = "image"
)

// Step is a command that makes files of the image while it is built, in the finished environment.
type Step struct {
	Run        []string // exec form, never empty
	Env        []EnvVar // of this step alone, on top of the image's
	Outputs    []string // files and folders that are kept, cleaned: absolute, or relative to Workdir; never empty
	Network    bool     // whether it may use the network
	SystemLibs []string // packages of the base's distribution that are there while it runs, in no image
	Target     bool     // runs on the platform of the image, once for each, instead of on the builder's, once for all
}

// Groups is the choice of dependency groups and extras.
type Groups struct {
	ExcludeAll bool     // no group at all but Include: the default
	Exclude    []string // out of the tool's default groups; meaningful when ExcludeAll is false
	Include    []string // on top, in either case
	Extras     []string
}

// SystemLibs are packages of the base's distribution, by name: of Debian, or of Alpine.
type SystemLibs struct {
	Build []string // present where packages are built, never in the image
	Run   []string // installed in the image
}

// Files says what of the project is the application. Patterns have the syntax of .dockerignore and are relative to the
// project's folder.
type Files struct {
	Include []string // empty: everything
	Exclude []string
	Added   []string // what this target has on top of that, .dockerignore notwithstanding
}

// EnvVar is one environment variable of the image.
type EnvVar struct{ Name, Value string }

// Label is one label of the image.
type Label struct{ Key, Value string }

// Port is a port that the application listens on.
type Port struct {
	Number   int    // 1 to 65535
	Protocol string // "tcp", "udp" or "sctp"
}

// User is the account that the image runs as.
type User struct {
	Name string
	UID  int // 1 to 65535
	GID  int // 0 to 65535; 0 is the group of root, which is no more than that
}

// Healthcheck tells the engine how to probe the application. The zero value means that the file says nothing.
type Healthcheck struct {
	Disabled bool       // `healthcheck: none`
	HTTP     *HTTPCheck // nil: none
	Command  []string   // exec form; empty: none

	// Zero leaves the engine's own default in force.
	Interval, Timeout, StartPeriod, StartInterval time.Duration
	Retries                                       int
}

// HTTPCheck is a probe by an HTTP request made inside the container.
type HTTPCheck struct {
	Scheme    string // "http" or "https"
	Host      string // value of the Host header; the request goes to the loopback address
	Port      string // a number, or "$NAME" for a variable of the container's environment
	Path      string // begins with "/"
	StatusMin int    // lowest status that counts as healthy
	StatusMax int    // highest status that counts as healthy
}

// Init says whether a small init process is PID 1.
type Init string

const (
	// InitAuto adds one for commands that are not known to handle signals themselves.
	InitAuto Init = "auto"
	// InitAlways adds one.
	InitAlways Init = "true"
	// InitNever adds none.
	InitNever Init = "false"
)

// Install says how first-party packages get into the environment.
type Install string

const (
	// InstallAuto is InstallWheel where the project's build makes or compiles files, else InstallSource.
	InstallAuto Install = ""
	// InstallSource leaves one copy of the source, made importable in place, with metadata and scripts.
	InstallSource Install = "source"
	// InstallWheel builds a wheel and installs it.
	InstallWheel Install = "wheel"
)

// Bytecode says which parts are byte-compiled in the image.
type Bytecode struct{ Stdlib, Dependencies, App bool }

// Where is the range of the key at path, of its nearest ancestor that the file has, or of the file's first line. Of keys that
// the target has itself it is the target's own.
func (a *App) Where(path string) Range {
	for p := a.Path(path); p != ""; p = parentPath(p) {
		if r, ok := a.Ranges[p]; ok {
			return r
		}
	}
	return Range{Start: Position{Line: 1, Column: 1}, End: Position{Line: 1, Column: 1}}
}
