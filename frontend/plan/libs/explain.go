package libs

import "regexp"

// rule explains one kind of message. Where it finds nothing to say of a match, missing is empty.
type rule struct {
	pattern *regexp.Regexp
	explain func(match []string, distro string) (missing, debian string)
}

// rules are in the order of how sure they are: a compiler's last word comes before what a build merely looked for.
var rules = []rule{
	{regexp.MustCompile(`fatal error: '?([^\s:']+)'?(?:: No such file or directory| file not found)`), header},
	{regexp.MustCompile(`(?:requires|needs) rustc (\d+\.\d+[\d.]*)(?: or newer)?`), newerRust},
	{regexp.MustCompile("feature `(edition\\d+)` is required"), newerRust},

	// compilers and linkers
	{regexp.MustCompile(`Unknown compiler\(s\): \[\['([^']+)'`), compiler},
	{regexp.MustCompile("linker `([^`]+)` not found"), compiler},
	{regexp.MustCompile(`(?:command|execute) '([^']+)'(?: failed)?: No such file or directory`), compiler},
	{regexp.MustCompile(`No such file or directory: '([^']+)'`), compiler},
	{regexp.MustCompile(`CMAKE_(?:C|CXX)_COMPILER not set|No CMAKE_(?:C|CXX)_COMPILER could be found`), always("a C++ compiler", "g++ make")},
	{regexp.MustCompile(`no acceptable C compiler found`), always("cc", compilerPackages)},
	{regexp.MustCompile(`cannot find (S?crt[1in]\.o)`), always("the C library's files for programs", "libc6-dev")},
	{regexp.MustCompile(`(?:cannot find|unable to find library) -l([\w.+-]+)`), link},

	// libraries, by what was looked for
	{regexp.MustCompile(`Command 'pkg-config --exists (\S+)' returned`), module},
	{regexp.MustCompile(`(?:Dependency|dependency) "([^"]+)" not found`), module},
	{regexp.MustCompile(`Dependency lookup for (\S+) with method`), module},
	{regexp.MustCompile(`No package '([^']+)' found`), module},
	{regexp.MustCompile(`Package '([^']+)'(?:, required by '[^']+',)? not found`), module},
	{regexp.MustCompile(`Package '?([^\s',]+)'? was not found in the pkg-config search path`), module},
	{regexp.MustCompile(`PackageNotFoundError: (\S+) not found`), module},
	{regexp.MustCompile("system library `([^`]+)` required by crate"), module},
	{regexp.MustCompile(`Could not find directory of OpenSSL installation|Could not find openssl via pkg-config`), always("openssl", "libssl-dev")},
	{regexp.MustCompile(`Could NOT find (\w+)`), module},
	{regexp.MustCompile(`package configuration file provided by "(\w+)"`), module},
	{regexp.MustCompile(`libxml2 and libxslt development packages are installed`), always("libxml2 and libxslt", "libxml2-dev libxslt1-dev")},
	{regexp.MustCompile(`headers or library files could not be found for (\w+)`), module},
	{regexp.MustCompile(`(?:load dependency|find a local) (HDF5)`), module},
	{regexp.MustCompile(`Unable to invoke pkg-config|[Pp]kg-config (?:binary|command) .*not (?:be )?found|Did not find pkg-config`), always("pkg-config", "pkg-config")},

	// programs
	{regexp.MustCompile("(?i)can't find Rust compiler|Cargo, the Rust package manager, is not installed|Failed to (?:query|run|execute) .?rustc|rust toolchain .*not (?:found|installed)"), always("cargo", "cargo")},
	{regexp.MustCompile(`CMake must be installed|Problem with the CMake installation|Could not find CMake|CMake executable not found`), always("cmake", "cmake")},
	{regexp.MustCompile(`Git executable not found`), always("git", "git")},
	{regexp.MustCompile("Could not find `?'?([\\w.+-]+)`?'?(?: executable|\\. )"), tool},
	{regexp.MustCompile(`Could not run ([\w.+-]+)`), tool},
	{regexp.MustCompile(`Program(?:\(s\))? \[?'([\w.+-]+)'.*not found`), tool},
	{regexp.MustCompile(`sh: (?:line )?(?:\d+: )?([\w.+-]+): (?:command )?not found`), tool},
	{regexp.MustCompile(`([\w.+-]+)(?:: command| executable) not found`), tool},
	{regexp.MustCompile(`([\w.+-]+[-_]config) not found`), tool},
	{regexp.MustCompile(`make(?:\[\d+\])?: ([\w.+-]+): No such file or directory`), tool},
	{regexp.MustCompile(`Command '([\w.+-]+)[^']*' returned non-zero exit status 127`), tool},
}

// colours are what a terminal gets besides the text.
var colours = regexp.MustCompile(`\x1b\[[0-9;]*[mK]`)

// ExplainBuild tells from what a compiler or a build backend said, at least its last 200 lines, what the build lacked: as
// the tool calls it, and as the Debian packages that bring it, separated by spaces. Both are empty where nothing that was
// said is understood; debian is empty as well where no package is known, or where none of the release would do.
func ExplainBuild(log, distro string) (missing, debian string) {
	log = colours.ReplaceAllString(log, "")
	for _, r := range rules {
		for _, match := range r.pattern.FindAllStringSubmatch(log, -1) {
			if missing, debian = r.explain(match, distro); missing != "" {
				return missing, findable(debian, log)
			}
		}
	}
	return "", ""
}

var noPkgConfig = regexp.MustCompile(`pkg-config(?:: command)?: not found|Did not find pkg-config|Found pkg-config: NO|pkg-config command could not be (?:found|run)`)

// findable adds what the library itself is found by, so that one more try is enough.
func findable(debian, log string) string {
	if debian != "" && debian != "pkg-config" && noPkgConfig.MatchString(log) {
		return debian + " pkg-config"
	}
	return debian
}
