package pyproject

import (
	"regexp"
	"slices"
	"strings"
)

var requirementName = regexp.MustCompile(`^\s*[A-Za-z0-9][A-Za-z0-9._-]*`)

// makesFiles goes by the build backend, by what the build requires, and by the settings of backends that can run code. A
// setup.py that compiles something without requiring anything for it is not seen.
func makesFiles(doc document, p *Project) bool {
	if compilingBackend(p.BuildBackend) || slices.ContainsFunc(p.BuildRequires, compiles) {
		return true
	}
	tool := doc.Tool
	return len(tool.Setuptools.ExtModules) > 0 ||
		tool.SetuptoolsSCM.VersionFile != "" || tool.SetuptoolsSCM.WriteTo != "" ||
		len(tool.Hatch.Build.Hooks) > 0 || len(tool.Hatch.Build.Targets.Wheel.Hooks) > 0 ||
		tool.Poetry != nil && tool.Poetry.Build != nil ||
		tool.PDM.Build["run-setuptools"] == true || tool.PDM.Build["custom-hook"] != nil
}

// compilingBackend goes by the module that a backend lives in.
func compilingBackend(backend string) bool {
	module, _, _ := strings.Cut(backend, ":")
	module, _, _ = strings.Cut(module, ".")
	return slices.Contains([]string{
		"maturin", "scikit_build_core", "mesonpy", "sipbuild", "pyqtbuild", "enscons", "py_build_cmake", "setuptools_rust",
	}, module)
}

// compiles says whether a requirement of the build is a package that compiles code or generates it.
func compiles(requirement string) bool {
	name := requirementName.FindString(requirement)
	name = NormalizeName(strings.TrimSpace(name))
	return slices.Contains([]string{
		"cython", "cffi", "setuptools-rust", "pybind11", "nanobind", "mypy", "mypyc", "scikit-build", "cmake", "ninja", "numpy",
		"maturin", "scikit-build-core", "meson-python", "grpcio-tools", "swig", "hatch-cython", "hatch-mypyc", "hatch-build-scripts",
		"hatch-jupyter-builder", "hatch-nodejs-build", "extensionlib",
	}, name)
}
