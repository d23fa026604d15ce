package spec

import (
	"regexp"
	"slices"
	"strings"
)

// Grammars are what scalars of the language look like, as regular expressions that RE2 and ECMA 262 read alike, for tools that
// check files without this package. They say nothing of build arguments, which may stand in some.
type Grammars struct {
	PythonPatch, ImageReference, Name, Requirement                 string
	IndexName, SecretID, URL, Host                                 string
	SystemPackage, UV, Signal                                      string
	EnvName, LabelKey, UserName, ID, GroupID, Port, HealthVariable string
	RequestPath, RequestHost, Status, Duration                     string
	RelativePath, AbsolutePath, AnyPath                            string // without "..", but for globs that begin with "!.."
}

// Paths as [relativeProblem] has them, of names between slashes that are not "..".
const (
	pathName  = `(?:\.|\.?[^./\\\n][^/\\\n]*|\.\.[^/\\\n]+)`
	pathNames = pathName + `(?:/+` + pathName + `)*/*$`
)

// Grammar is described at [Grammars].
func Grammar() Grammars {
	return Grammars{
		PythonPatch:    `^(?:` + strings.Join(quotedAll(knownMinors()), "|") + `)(?:\.(?:0|[1-9][0-9]?))?$`,
		ImageReference: imageReference.String(),
		Name:           projectName.String(),
		Requirement:    pinned.String(),
		IndexName:      indexName.String(),
		SecretID:       secretID.String(),
		URL:            webURL.String(),
		Host:           webHost.String(),
		SystemPackage:  debianName.String() + "|" + alpineName.String(),
		UV:             uvVersion.String(),
		Signal:         realTimeSignal.String(),
		EnvName:        envName.String(),
		LabelKey:       labelKey.String(),
		UserName:       systemUser.String(),
		Port:           `^(?:` + upTo65535 + `)(?:/(?:tcp|udp|sctp))?$`,
		ID:             `^(?:` + upTo65535 + `)$`,
		GroupID:        `^(?:0|` + upTo65535 + `)$`,
		HealthVariable: `^\$[A-Za-z_][A-Za-z0-9_]*$`,
		RequestPath:    requestPath.String(),
		RequestHost:    hostHeader.String(),
		Status:         statusRange.String(),
		Duration:       composeDuration.String(),
		RelativePath:   `^` + pathNames,
		AbsolutePath:   `^/+` + pathNames,
		AnyPath:        `^/*` + pathNames,
	}
}

func quotedAll(words []string) []string {
	var out []string
	for _, w := range words {
		out = append(out, regexp.QuoteMeta(w))
	}
	return out
}

// Signals are the names of Linux's signals, but for the real-time ones that are counted from an end.
func Signals() []string { return signals() }

// Distros are the releases of Debian and Alpine that this release builds on, each distribution's newest first.
func Distros() []string { return allDistros() }

// FixedSecrets are the ids of the secrets that any build may be given, with a meaning of their own.
func FixedSecrets() []string { return slices.Clone(fixedSecrets) }
