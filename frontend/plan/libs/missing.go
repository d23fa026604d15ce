package libs

import (
	"path"
	"regexp"
	"strings"
)

// compilerPackages are what compiles a C file: gcc alone comes without the C library's headers when recommended packages
// are left out.
const compilerPackages = "gcc libc6-dev"

// always is the answer to a message that says enough by itself.
func always(missing, debian string) func([]string, string) (string, string) {
	return func([]string, string) (string, string) { return missing, debian }
}

// header explains an #include. A header that no package is known for may be the project's own.
func header(match []string, distro string) (missing, debian string) {
	return match[1], HeaderPackage(match[1], distro)
}

// newerRust explains a Rust that is too old; no release has another one.
func newerRust(match []string, _ string) (missing, debian string) {
	if strings.HasPrefix(match[1], "edition") {
		return "a Rust that knows " + match[1], ""
	}
	return "Rust " + match[1] + " or newer", ""
}

// target is what compilers have before their names where several are installed, as in x86_64-linux-gnu-gcc.
var target = regexp.MustCompile(`^\w+-linux-gnu\w*-`)

// compiler explains a program that could not be started. Files that are missing besides are none of our business.
func compiler(match []string, distro string) (missing, debian string) {
	if folder := path.Base(path.Dir(match[1])); folder != "bin" && folder != "." {
		return "", ""
	}
	name := target.ReplaceAllString(path.Base(match[1]), "")
	return tool([]string{"", name}, distro)
}

func tool(match []string, _ string) (missing, debian string) {
	switch p := ToolPackage(match[1]); p {
	case "":
		return "", ""
	case "gcc":
		return match[1], compilerPackages
	default:
		return match[1], p
	}
}

func link(match []string, distro string) (missing, debian string) {
	name := "lib" + match[1] + ".so"
	return name, linkPackage(name, distro)
}

// otherNames are libraries that CMake and Meson call otherwise than pkg-config does.
var otherNames = map[string]string{
	"boost": "libboost-dev", "freetype": "libfreetype-dev", "hdf5": "libhdf5-dev", "jni": "default-jdk-headless", "libxml2": "libxml2-dev",
	"lxml": "libxml2-dev", "mpi": "libopenmpi-dev", "opencv": "libopencv-dev", "opengl": "libgl-dev", "pkgconfig": "pkg-config",
	"postgresql": "libpq-dev", "python": "python3-dev", "python3": "python3-dev", "tiff": "libtiff-dev", "tk": "tk-dev",
}

// module explains a library that was looked for by the name that pkg-config, CMake or Meson has for it.
func module(match []string, distro string) (missing, debian string) {
	name, lower := match[1], strings.ToLower(match[1])
	for _, p := range []string{
		modulePackage(name, distro), modulePackage(lower, distro), modulePackage("lib"+lower, distro), otherNames[lower],
		linkPackage("lib"+lower+".so", distro), linkPackage(lower+".so", distro), ToolPackage(lower),
	} {
		if p != "" {
			return name, p
		}
	}
	return name, ""
}
