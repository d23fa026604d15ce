package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

var (
	uvVersion      = regexp.MustCompile(`^\d{1,4}\.\d{1,4}\.\d{1,4}$`)
	realTimeSignal = regexp.MustCompile(`^SIGRT(MIN\+|MAX-)([1-9]|[12][0-9]|30)$`)
)

// DefaultUV is the version of uv that installs where the file does not say.
const DefaultUV = "0.13.8"

// rawBytecode is both forms of `bytecode`: a scalar is all three.
type rawBytecode struct{ stdlib, dependencies, app *text }

func (r *reader) bytecode(n node) rawBytecode {
	const want = "true, false, or a mapping with stdlib, dependencies and app"
	var out rawBytecode
	if n.yaml.Kind == yaml.ScalarNode {
		all := r.text(n, want)
		return rawBytecode{stdlib: all, dependencies: all, app: all}
	}
	r.mapping(n, want, fields{
		"stdlib":       r.intoText(&out.stdlib, "true or false"),
		"dependencies": r.intoText(&out.dependencies, "true or false"),
		"app":          r.intoText(&out.app, "true or false"),
	})
	return out
}

// build checks what is left: how things are installed, compiled and started.
func (v *validator) build() {
	f := v.file
	v.word(f.install, string(InstallSource), string(InstallWheel))
	v.word(f.init, string(InitAuto), string(InitAlways), string(InitNever))
	v.bytecode(f.bytecode)
	if f.uv != nil && !uvVersion.MatchString(f.uv.value) {
		v.fail(ruleUVVersion, f.uv.place, fmt.Sprintf("%q is not a version of uv", shorten(f.uv.value)), fmt.Sprintf("write one such as %q", DefaultUV))
	}
}

func (v *validator) bytecode(b rawBytecode) {
	v.word(b.stdlib, "true", "false")
	if b.dependencies != b.stdlib { // the scalar form is one text, checked once
		v.word(b.dependencies, "true", "false")
		v.word(b.app, "true", "false")
	}
}

func (b rawBytecode) resolve() Bytecode {
	return Bytecode{
		Stdlib:       valueOr(b.stdlib, "true") == "true",
		Dependencies: valueOr(b.dependencies, "true") == "true",
		App:          valueOr(b.app, "true") == "true",
	}
}

// signals are Linux's, by the names of signal(7).
func signals() []string {
	return strings.Fields(`SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM
		SIGTERM SIGSTKFLT SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO
		SIGPWR SIGSYS SIGRTMIN SIGRTMAX`)
}

// stopSignal checks a signal: by its name, as a number from 1 to 64, or counted from one of the real-time ends.
func (v *validator) stopSignal(t text) {
	number, isNumber := parseNumber(t.value)
	realTime := realTimeSignal.MatchString(t.value)
	if realTime || isNumber && number >= 1 && number <= 64 || slices.Contains(signals(), t.value) {
		return
	}
	name := strings.ToUpper(shorten(t.value))
	if !strings.HasPrefix(name, "SIG") {
		name = "SIG" + name
	}
	suggestion := DidYouMean(name, signals())
	if isNumber {
		suggestion = ""
	}
	v.fail(ruleStopSignal, t.place, fmt.Sprintf("%q is not a signal (a name such as SIGTERM, or 1 to 64)", shorten(t.value)), suggestion)
}
