package lock

import "regexp"

const (
	namePattern = `[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?` // PEP 508
	// sourcePattern is how the names of source archives end that pip or uv install, and those of old uploads.
	sourcePattern = `\.(?:zip|tgz|tbz|txz|tlz|tar(?:\.(?:gz|bz2|xz|z|lz|lzma))?)$`
)

var (
	packageName = regexp.MustCompile(`^` + namePattern + `$`)                // of a distribution or an extra
	toolArchive = regexp.MustCompile(`(?i)(?:\.whl$|` + sourcePattern + `)`) // the end of the name of a wheel or source archive
	sourceEnd   = regexp.MustCompile(`(?i)` + sourcePattern)
)
