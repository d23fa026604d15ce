package lock

import (
	"fmt"
	"regexp"
	"strings"
)

// fragmentText is a lock in the making. It is written by hand because its text is the key under which a step's result is
// kept: no library may change how it looks.
type fragmentText struct{ strings.Builder }

func newFragment() *fragmentText {
	t := &fragmentText{}
	t.WriteString("lock-version = \"1.0\"\ncreated-by = \"pyapp-frontend\"\n")
	return t
}

// start begins a package. A source tree has no version in a lock, for it may say another.
func (t *fragmentText) start(p Package) {
	fmt.Fprintf(t, "\n[[packages]]\nname = %s\n", quoted(p.Name))
	if p.Version != "" && p.VCS == nil {
		fmt.Fprintf(t, "version = %s\n", quoted(p.Version))
	}
}

func (t *fragmentText) file(key string, f File, o FragmentOptions) {
	parts := []string{"name = " + quoted(f.Name)}
	if key == "archive" { // the only kind that has no name
		parts = nil
	}
	if f.URL != "" {
		parts = append(parts, "url = "+quoted(f.URL))
	} else {
		parts = append(parts, "path = "+quoted(o.place(f.Path)))
	}
	if f.Size > 0 {
		parts = append(parts, fmt.Sprintf("size = %d", f.Size))
	}
	parts = append(parts, "hashes = "+hashTable(preferred(f.Hashes)))
	if f.Subdirectory != "" {
		parts = append(parts, "subdirectory = "+quoted(f.Subdirectory))
	}
	table := "{ " + strings.Join(parts, ", ") + " }"
	if key == "wheels" {
		table = "[" + table + "]"
	}
	fmt.Fprintf(t, "%s = %s\n", key, table)
}

func (t *fragmentText) vcs(v VCS) {
	fmt.Fprintf(t, "vcs = { type = %s, url = %s, commit-id = %s", quoted(v.Type), quoted(v.URL), quoted(v.Commit))
	if v.Subdirectory != "" {
		fmt.Fprintf(t, ", subdirectory = %s", quoted(v.Subdirectory))
	}
	t.WriteString(" }\n")
}

// hashTable is a table of hashes as in "sha256:…", in their order.
func hashTable(hashes []string) string {
	if len(hashes) == 0 {
		return "{}"
	}
	parts := make([]string, len(hashes))
	for i, h := range hashes {
		algorithm, digest, _ := strings.Cut(h, ":")
		parts[i] = bareKey(algorithm) + " = " + quoted(digest)
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// bareKey is a key of TOML, in quotes where it needs them.
func bareKey(text string) string {
	if fragmentKey.MatchString(text) {
		return text
	}
	return quoted(text)
}

var fragmentKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// quoted is a basic string of TOML. What is no text in UTF-8 becomes U+FFFD.
func quoted(text string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			out.WriteString(`\` + string(r))
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&out, `\u%04X`, r)
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
	return out.String()
}
