package libs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExplainBuild reads what compilers and build backends say, shortened to the lines that matter.
func TestExplainBuild(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, log, missing, debian string }{
		{"a header", "src/pyodbc.h:52:10: fatal error: sql.h: No such file or directory\n   52 | #include <sql.h>\n", "sql.h", "unixodbc-dev"},
		{"a header in a folder", "x.c:1:10: fatal error: openssl/ssl.h: No such file or directory", "openssl/ssl.h", "libssl-dev"},
		{"a header, said by clang", "x.c:1:10: fatal error: 'libpq-fe.h' file not found", "libpq-fe.h", "libpq-dev"},
		{"a header in colour", "\x1b[01m\x1b[Kx.c:1:10:\x1b[m\x1b[K \x1b[01;31m\x1b[Kfatal error: \x1b[m\x1b[Ksndfile.h: No such file or directory", "sndfile.h", "libsndfile1-dev"},
		{"a header of the project", "x.c:1:10: fatal error: shop_tables.h: No such file or directory", "shop_tables.h", ""},
		{"the interpreter's header", "x.c:1:10: fatal error: Python.h: No such file or directory", "Python.h", "python3-dev"},
		{"the C library's header", "x.c:1:10: fatal error: stdio.h: No such file or directory", "stdio.h", "libc6-dev"},
		{"no compiler, setuptools", "building '_cffi_backend' extension\nerror: [Errno 2] No such file or directory: 'gcc'", "gcc", "gcc libc6-dev"},
		{"no compiler, older setuptools", "unable to execute 'x86_64-linux-gnu-gcc': No such file or directory\nerror: command 'x86_64-linux-gnu-gcc' failed with exit status 1", "gcc", "gcc libc6-dev"},
		{"no compiler, newer setuptools", "error: command 'g++' failed: No such file or directory", "g++", "g++"},
		{"no compiler, Meson", `meson.build:1:0: ERROR: Unknown compiler(s): [['cc'], ['gcc'], ['clang']]` + "\nRunning `cc --version` gave \"[Errno 2] No such file or directory: 'cc'\"", "cc", "gcc libc6-dev"},
		{"no Fortran, Meson", `meson.build:80:0: ERROR: Unknown compiler(s): [['gfortran'], ['flang']]`, "gfortran", "gfortran"},
		{"no compiler, Rust", "error: linker `cc` not found\n  |\n  = note: No such file or directory (os error 2)", "cc", "gcc libc6-dev"},
		{"no compiler, CMake", "CMake Error: CMAKE_C_COMPILER not set, after EnableLanguage\nCMake Error: CMAKE_CXX_COMPILER not set, after EnableLanguage", "a C++ compiler", "g++ make"},
		{"no compiler, configure", "configure: error: no acceptable C compiler found in $PATH", "cc", "gcc libc6-dev"},
		{"no start file", "/usr/bin/ld: cannot find Scrt1.o: No such file or directory", "the C library's files for programs", "libc6-dev"},
		{"a library to link with", "/usr/bin/ld: cannot find -lpq: No such file or directory\ncollect2: error: ld returned 1 exit status", "libpq.so", "libpq-dev"},
		{"an alternative to link with", "/usr/bin/ld: cannot find -lblas", "libblas.so", "libblas-dev"},
		{"pg_config", "Error: pg_config executable not found.\n\npg_config is required to build psycopg2 from source.", "pg_config", "libpq-dev"},
		{"pg_config, psycopg-c", "subprocess.CalledProcessError: couldn't run 'pg_config' --includedir: [Errno 2] No such file or directory: 'pg_config'", "pg_config", "libpq-dev"},
		{"mysql_config", "/bin/sh: 1: mysql_config: not found\nOSError: mysql_config not found", "mysql_config", "default-libmysqlclient-dev"},
		{"mariadb_config", "OSError: mariadb_config not found.", "mariadb_config", "libmariadb-dev"},
		{"mysqlclient", "Trying pkg-config --exists mysqlclient\nCommand 'pkg-config --exists mysqlclient' returned non-zero exit status 1.\nException: Can not find valid pkg-config name.", "mysqlclient", "default-libmysqlclient-dev"},
		{"mysqlclient without pkg-config", "Command 'pkg-config --exists mysqlclient' returned non-zero exit status 127.\n/bin/sh: 1: pkg-config: not found\nException: Can not find valid pkg-config name.", "mysqlclient", "default-libmysqlclient-dev pkg-config"},
		{"curl-config", "ConfigurationError: Could not run curl-config: [Errno 2] No such file or directory: 'curl-config'", "curl-config", "libcurl4-openssl-dev"},
		{"krb5-config", "/bin/sh: 1: krb5-config: not found\nsubprocess.CalledProcessError: Command 'krb5-config --libs gssapi' returned non-zero exit status 127.", "krb5-config", "libkrb5-dev"},
		{"gdal-config", "gdal_config_error: [Errno 2] No such file or directory: 'gdal-config'", "gdal-config", "libgdal-dev"},
		{"pkg-config, by name", "Package xmlsec1 was not found in the pkg-config search path.\nPerhaps you should add the directory", "xmlsec1", "libxmlsec1-dev"},
		{"pkg-config, no package", "No package 'dbus-1' found", "dbus-1", "libdbus-1-dev"},
		{"pkg-config, quoted", "Package 'mysqlclient' not found", "mysqlclient", "default-libmysqlclient-dev"},
		{"pkg-config, required", "Package 'libpcre2-8', required by 'glib-2.0', not found", "libpcre2-8", "libpcre2-dev"},
		{"pkgconfig of Python", "pkgconfig.pkgconfig.PackageNotFoundError: xmlsec1 not found", "xmlsec1", "libxmlsec1-dev"},
		{"Meson", "Found pkg-config: YES (/usr/bin/pkg-config) 1.8.1\nRun-time dependency cairo found: NO  (tried pkg-config and cmake)\n" + `../cairo/meson.build:31:12: ERROR: Dependency "cairo" not found (tried pkg-config and cmake)`, "cairo", "libcairo2-dev"},
		{"Meson without pkg-config", "Did not find pkg-config by name 'pkg-config'\n" + `meson.build:31:12: ERROR: Dependency "cairo" not found, tried pkgconfig`, "cairo", "libcairo2-dev pkg-config"},
		{"CMake module", "Could NOT find OpenSSL, try to set the path to OpenSSL root folder", "OpenSSL", "libssl-dev"},
		{"CMake package", `Could not find a package configuration file provided by "OpenCV" with any`, "OpenCV", "libopencv-dev"},
		{"Rust crate", "error: could not find system library 'openssl'\nCould not find directory of OpenSSL installation, and this `-sys` crate cannot proceed", "openssl", "libssl-dev"},
		{"Rust crate by pkg-config", "The system library `dbus-1` required by crate `libdbus-sys` was not found.", "dbus-1", "libdbus-1-dev"},
		{"no Rust", "error: can't find Rust compiler\n\nIf you are using an outdated pip version", "cargo", "cargo"},
		{"no Cargo", "Cargo, the Rust package manager, is not installed or is not on PATH.", "cargo", "cargo"},
		{"old Rust", "error: package `icu_properties v2.0.1` cannot be built because it requires rustc 1.82 or newer, while the currently active rustc version is 1.63.0", "Rust 1.82 or newer", ""},
		{"no CMake", "FileNotFoundError: [Errno 2] No such file or directory: 'cmake'", "cmake", "cmake"},
		{"no CMake, said politely", "ERROR: CMake must be installed to build dlib", "cmake", "cmake"},
		{"lxml", "Building without Cython.\nError: Please make sure the libxml2 and libxslt development packages are installed.", "libxml2 and libxslt", "libxml2-dev libxslt1-dev"},
		{"Pillow", "The headers or library files could not be found for jpeg,\na required dependency when compiling Pillow from source.", "jpeg", "libjpeg62-turbo-dev"},
		{"h5py", "error: Unable to load dependency HDF5, make sure HDF5 is installed properly", "HDF5", "libhdf5-dev"},
		{"swig", "error: command 'swig' failed: No such file or directory", "swig", "swig"},
		{"graphviz", "Could not find `dot` executable!\nGraphviz must be installed to build pygraphviz from source.", "dot", "graphviz"},
		{"make", "make[2]: bison: No such file or directory", "bison", "bison"},
		{"a shell", "bash: line 1: autoreconf: command not found", "autoreconf", "autoconf"},
		{"git", "error: Git operation failed\n  cause: Git executable not found. Ensure that Git is installed and available.", "git", "git"},
		{"the compiler is surer than the search", "Run-time dependency libudev found: NO\nNo package 'libudev' found\nx.c:1:10: fatal error: zbar.h: No such file or directory", "zbar.h", "libzbar-dev"},
		{"a file of the project", "FileNotFoundError: [Errno 2] No such file or directory: 'README.md'", "", ""},
		{"a file named as a tool", "FileNotFoundError: [Errno 2] No such file or directory: '/src/data/make'", "", ""},
		{"English", "error: file not found\nwarning: not found in tar", "", ""},
		{"a mistake in the code", "x.c:3:1: error: expected ';' before '}' token", "", ""},
		{"nothing", "", "", ""},
	} {
		missing, debian := ExplainBuild(tc.log, "trixie")
		if missing != tc.missing || debian != tc.debian {
			t.Errorf("%s: lacks %q of %q, want %q of %q", tc.name, missing, debian, tc.missing, tc.debian)
		}
	}
}

// TestExplainBuildIgnoresTheRest wants the decisive line found in a long text.
func TestExplainBuildIgnoresTheRest(t *testing.T) {
	t.Parallel()
	noise := strings.Repeat("copying src/shop/module.py -> build/lib/shop\ngcc -O3 -fPIC -Iinclude -c src/a.c -o build/a.o\n", 100)
	if _, debian := ExplainBuild(noise+"a.c:1:10: fatal error: ffi.h: No such file or directory\n"+noise, "bookworm"); debian != "libffi-dev" {
		t.Errorf("package is %q", debian)
	}
}

// TestExplainBuildByRelease wants a package that the release has, and none of another's.
func TestExplainBuildByRelease(t *testing.T) {
	t.Parallel()
	for distro, want := range map[string]string{"bookworm": "libpcre3-dev", "trixie": "", "alpine": ""} {
		missing, debian := ExplainBuild("x.c:1:10: fatal error: pcre.h: No such file or directory", distro)
		if missing != "pcre.h" || debian != want {
			t.Errorf("%s: %q of %q, want %q", distro, missing, debian, want)
		}
	}
}

// TestTables wants each table in order, without a name twice, and with packages that can be in a spec file.
func TestTables(t *testing.T) {
	t.Parallel()
	files, _ := filepath.Glob("*s.txt")
	if len(files) != 5 {
		t.Fatalf("tables are %v", files)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		last := ""
		for line := range strings.Lines(string(data)) {
			f := strings.Fields(line)
			if len(f) < 2 || len(f) > 3 || f[0] <= last || strings.Trim(strings.Join(f[1:], ""), "abcdefghijklmnopqrstuvwxyz0123456789+-.") != "" {
				t.Errorf("%s: bad line %q after %s", file, line, last)
			}
			last = f[0]
		}
	}
}

func TestPackages(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ got, want string }{
		{LibraryPackage("libpq.so.5", "trixie"), "libpq5"},
		{LibraryPackage("libpq.so.5", "bookworm"), "libpq5"},
		{LibraryPackage("libpq.so.5", "sid"), ""},
		{LibraryPackage("libpq.so", "trixie"), ""},
		{LibraryPackage("libmagic.so.1", "trixie"), "libmagic1t64"},
		{LibraryPackage("libmagic.so.1", "bookworm"), "libmagic1"},
		{LibraryPackage("libldap-2.5.so.0", "bookworm"), "libldap-2.5-0"},
		{LibraryPackage("libldap-2.5.so.0", "trixie"), ""},
		{LibraryPackage("libblas.so.3", "trixie"), "libblas3"},
		{LibraryPackage("libGL.so.1", "bookworm"), "libgl1"},
		{LibraryPackage("libgthread-2.0.so.0", "trixie"), "libglib2.0-0t64"},
		{LibraryPackage("lib.*", "trixie"), ""},
		{HeaderPackage("mysql.h", "trixie"), "default-libmysqlclient-dev"},
		{HeaderPackage("X11/Xlib.h", "bookworm"), "libx11-dev"},
		{HeaderPackage("", "bookworm"), ""},
		{ToolPackage("pg_config"), "libpq-dev"},
		{ToolPackage("cargo"), "cargo"},
		{ToolPackage("pcre-config"), "libpcre3-dev"},
		{ToolPackage("shopctl"), ""},
	} {
		if tc.got != tc.want {
			t.Errorf("package is %q, want %q", tc.got, tc.want)
		}
	}
}
