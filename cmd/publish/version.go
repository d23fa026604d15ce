package main

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
)

// version is a release by semantic versioning, without the parts for pre-releases and builds: semver.org, 2.0.0.
type version struct{ major, minor, patch int }

var versionPattern = regexp.MustCompile(`^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$`)

// parseVersion refuses what would not sort among the releases, "latest" first of all.
func parseVersion(text string) (version, error) {
	parts := versionPattern.FindStringSubmatch(text)
	if parts == nil {
		return version{}, fmt.Errorf("VERSION=%s: want MAJOR.MINOR.PATCH, as in 1.2.3", text)
	}
	var v version
	for i, number := range []*int{&v.major, &v.minor, &v.patch} {
		*number, _ = strconv.Atoi(parts[i+1]) // the pattern lets nothing else through
	}
	return v, nil
}

func (v version) String() string { return fmt.Sprintf("%d.%d.%d", v.major, v.minor, v.patch) }

func (v version) compare(other version) int {
	return cmp.Or(cmp.Compare(v.major, other.major), cmp.Compare(v.minor, other.minor), cmp.Compare(v.patch, other.patch))
}

// moving are the tags that point at the newest release of their line, and are therefore to point at v, where known are the
// tags of the repository: a fix for an old line must not take `1` back. What names no tag gets "latest".
func (v version) moving(known []string) []string {
	minor, major, latest := true, true, true
	for _, tag := range known {
		other, err := parseVersion(tag)
		if err != nil || other.compare(v) <= 0 {
			continue
		}
		latest = false
		major = major && other.major != v.major
		minor = minor && (other.major != v.major || other.minor != v.minor)
	}
	var tags []string
	if minor {
		tags = append(tags, fmt.Sprintf("%d.%d", v.major, v.minor))
	}
	if major {
		tags = append(tags, strconv.Itoa(v.major))
	}
	if latest {
		tags = append(tags, "latest")
	}
	return tags
}
