package lock

import (
	"slices"
	"strings"
)

// Mirror is a server to use in place of another. Both are the beginnings of URLs, up to a slash or the end.
type Mirror struct{ From, To string }

// Mirrored is the lock with the URLs of its files and indexes moved to mirrors: of those that match, the longest From
// counts. Hashes stay, so a mirror can only give the same files; repositories stay where they are.
func (l *Lock) Mirrored(mirrors []Mirror) *Lock {
	out := &Lock{Packages: slices.Clone(l.Packages), Indexes: slices.Clone(l.Indexes)}
	for i := range out.Packages {
		p := &out.Packages[i]
		p.Wheels = slices.Clone(p.Wheels)
		for j := range p.Wheels {
			p.Wheels[j].URL = mirroredURL(p.Wheels[j].URL, mirrors)
		}
		p.Sdist, p.Archive = mirroredFile(p.Sdist, mirrors), mirroredFile(p.Archive, mirrors)
	}
	for i := range out.Indexes {
		out.Indexes[i].URL = mirroredURL(out.Indexes[i].URL, mirrors)
	}
	return out
}

func mirroredFile(f *File, mirrors []Mirror) *File {
	if f == nil {
		return nil
	}
	out := *f
	out.URL = mirroredURL(f.URL, mirrors)
	return &out
}

func mirroredURL(url string, mirrors []Mirror) string {
	out, longest := url, -1
	for _, m := range mirrors {
		from := strings.TrimSuffix(m.From, "/")
		rest, found := strings.CutPrefix(url, from)
		whole := rest == "" || strings.HasPrefix(rest, "/") // not the beginning of a longer name
		if found && whole && from != "" && len(from) > longest {
			out, longest = strings.TrimSuffix(m.To, "/")+rest, len(from)
		}
	}
	return out
}
