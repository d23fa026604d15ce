package integration

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/org/pyapp-frontend/frontend/integration/rig"
)

// tagOf are the tags of a wheel for each platform that an image can be made for.
var tagOf = map[string]string{
	"linux/amd64": "manylinux_2_17_x86_64", "linux/arm64": "manylinux_2_17_aarch64", "linux/386": "manylinux_2_17_i686",
	"linux/arm/v7": "manylinux_2_31_armv7l", "linux/riscv64": "manylinux_2_39_riscv64", "linux/ppc64le": "manylinux_2_17_ppc64le", "linux/s390x": "manylinux_2_28_s390x",
}

// manyWheels is a package with a wheel for each platform, that of each saying which it is for.
func manyWheels(t *testing.T, index *rig.Index) (ds []rig.Distribution, text map[string]string) {
	t.Helper()
	text = map[string]string{}
	version := numbered("1")
	for _, platform := range platformNames() {
		text[platform] = fmt.Sprintf("def hello():\n    return %q\n", platform+" "+version)
		files := map[string]string{moduleOf(hello) + "/__init__.py": text[platform]}
		ds = append(ds, index.AddPlatformWheel(t, hello, version, "cp313-cp313-"+tagOf[platform], files))
	}
	return ds, text
}

func platformNames() []string {
	return []string{"linux/amd64", "linux/arm64", "linux/386", "linux/arm/v7", "linux/riscv64", "linux/ppc64le", "linux/s390x"}
}

// TestEveryPlatform installs the wheel of each platform into its image, whether or not uv has a word for it, and with one cache
// for all; from a lock that says where the files are, and from one of hashes.
func TestEveryPlatform(t *testing.T) {
	t.Parallel()
	m := rig.Find(t)
	base := m.Disguised(t, pythonBase, platformNames()...)
	index := rig.NewIndex(t, rig.IndexOptions{})
	for _, lock := range []struct {
		name, keys string
		text       func(...rig.Distribution) string
	}{
		{"pylock.toml", "", lockOfWheels},
		{"requirements.txt", indexKey(index, ""), hashesOfWheels},
	} {
		t.Run(lock.name, func(t *testing.T) {
			t.Parallel()
			ds, text := manyWheels(t, index)
			p := newPrivate(t, nil, "init: false\n"+lock.keys, map[string]string{lock.name: lock.text(ds...)}, hello)
			b := p.build(t, nil)
			b.Attrs = map[string]string{"platform": strings.Join(platformNames(), ","), "context:" + pythonBase: "docker-image://" + base}
			result := mustBuild(t, m, b)
			for _, platform := range platformNames() {
				wantFile(t, result.Reference, platform, "app/.venv/lib/python3.13/site-packages/"+moduleOf(hello)+"/__init__.py", text[platform])
			}
		})
	}
}

// lockOfWheels is a lock (PEP 751) of one package with several wheels.
func lockOfWheels(ds ...rig.Distribution) string {
	text := fmt.Sprintf("lock-version = \"1.0\"\ncreated-by = \"test\"\n\n[[packages]]\nname = %q\nversion = %q\nwheels = [\n", ds[0].Name, ds[0].Version)
	for _, d := range ds {
		text += fmt.Sprintf("  { url = %q, size = %d, hashes = { sha256 = %q } },\n", d.URL, d.Size, d.SHA256)
	}
	return text + "]\n"
}

// hashesOfWheels is a requirements file with all the hashes of one package.
func hashesOfWheels(ds ...rig.Distribution) string {
	text := ds[0].Name + "==" + ds[0].Version
	for _, d := range ds {
		text += " --hash=sha256:" + d.SHA256
	}
	return text + "\n"
}

// wantFile wants a file of the image for a platform to have a content.
func wantFile(t *testing.T, reference, platform, file, content string) {
	t.Helper()
	sum := sha256.Sum256([]byte(content))
	if got := rig.Files(rig.Entries(t, rig.PullPlatform(t, reference, platform)))[file]; got.Hash != hex.EncodeToString(sum[:]) {
		t.Errorf("the image for %s has another %s than %q: %+v", platform, file, content, got)
	}
}
