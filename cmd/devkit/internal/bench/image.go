package bench

import (
	"archive/tar"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/bench/report"
	"github.com/org/pyapp-frontend/cmd/devkit/internal/rig"
)

// blobs are the digests and sizes, in bytes, of all that a registry keeps for a reference, for every platform, manifests and
// attestations among them.
func blobs(reference string) (map[v1.Hash]int64, error) {
	ref, err := name.ParseReference(reference, name.Insecure)
	if err != nil {
		return nil, err
	}
	top, err := remote.Get(ref)
	if err != nil {
		return nil, err
	}
	found := map[v1.Hash]int64{top.Digest: top.Size}
	if !top.MediaType.IsIndex() {
		image, err := top.Image()
		if err != nil {
			return nil, err
		}
		return found, addBlobs(found, image)
	}
	index, err := top.ImageIndex()
	if err != nil {
		return nil, err
	}
	manifest, err := index.IndexManifest()
	if err != nil {
		return nil, err
	}
	for _, d := range manifest.Manifests {
		found[d.Digest] = d.Size
		image, err := index.Image(d.Digest)
		if err != nil {
			return nil, err
		}
		if err := addBlobs(found, image); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func addBlobs(found map[v1.Hash]int64, image v1.Image) error {
	manifest, err := image.Manifest()
	if err != nil {
		return err
	}
	for _, d := range append(manifest.Layers, manifest.Config) {
		found[d.Digest] = d.Size
	}
	return nil
}

// weigh looks at every file of an image for this machine.
func weigh(reference string) (report.Image, error) {
	ref, err := name.ParseReference(reference, name.Insecure)
	if err != nil {
		return report.Image{}, err
	}
	image, err := remote.Image(ref)
	if err != nil {
		return report.Image{}, err
	}
	config, err := image.ConfigFile()
	if err != nil {
		return report.Image{}, err
	}
	found := report.Image{User: config.Config.User}
	if found.Layers, err = layers(image, config); err != nil {
		return report.Image{}, err
	}
	content := mutate.Extract(image)
	defer content.Close()
	return found, count(content, &found)
}

func layers(image v1.Image, config *v1.ConfigFile) ([]report.Layer, error) {
	all, err := image.Layers()
	if err != nil {
		return nil, err
	}
	made := rig.MadeBy(config.History)
	if len(made) != len(all) {
		return nil, errors.New("the image's history does not fit its layers")
	}
	var found []report.Layer
	for i, layer := range all {
		l := report.Layer{Made: made[i]}
		if l.Compressed, err = layer.Size(); err != nil {
			return nil, err
		}
		if l.Unpacked, err = unpacked(layer); err != nil {
			return nil, err
		}
		found = append(found, l)
	}
	return found, nil
}

// unpacked is how many bytes the regular files of a layer have, as a disk's user sees it.
func unpacked(layer v1.Layer) (int64, error) {
	content, err := layer.Uncompressed()
	if err != nil {
		return 0, err
	}
	defer content.Close()
	var bytes int64
	return bytes, each(content, func(h *tar.Header) {
		if h.Typeflag == tar.TypeReg {
			bytes += h.Size
		}
	})
}

// count counts what the files of an image are.
func count(content io.Reader, found *report.Image) error {
	return each(content, func(h *tar.Header) {
		dir, base := path.Split(strings.TrimPrefix(h.Name, "/"))
		switch {
		case base == "METADATA" && strings.HasSuffix(dir, ".dist-info/"):
			found.Packages++
		case h.Typeflag == tar.TypeReg && h.Mode&0o6000 != 0:
			found.Setuid++
		case isShell(dir, base, h):
			found.Shells++
		}
	})
}

// isShell says whether a name starts a shell: those that Debian and Alpine have.
func isShell(dir, base string, h *tar.Header) bool {
	if h.Typeflag == tar.TypeDir || (dir != "bin/" && dir != "usr/bin/") {
		return false
	}
	return base == "sh" || base == "bash" || base == "dash" || base == "ash" || base == "rbash"
}

func each(content io.Reader, do func(*tar.Header)) error {
	for files := tar.NewReader(content); ; {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		do(header)
	}
}
