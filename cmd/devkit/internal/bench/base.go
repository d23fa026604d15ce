package bench

import (
	"archive/tar"
	"bytes"
	"io"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// bases are the images that contenders build from, and that get new releases.
func bases() []string {
	return []string{"docker.io/library/python:3.13-slim-trixie", "docker.io/library/python:3.13-alpine3.23"}
}

// release puts the bases where the BuildKit aside looks first: as they are, or as a newer release that has one file more in its
// lowest layer, so that nothing above it is what it was.
func (l *lab) release(newer bool) error {
	for _, base := range bases() {
		origin, err := l.aside.Origin(base)
		if err != nil {
			return err
		}
		index, err := remote.Index(origin)
		if err != nil {
			return err
		}
		if newer {
			if index, err = newerIndex(index); err != nil {
				return err
			}
		}
		target, err := name.ParseReference(l.aside.Registry+"/"+origin.Context().RepositoryStr()+":"+origin.Identifier(), name.Insecure)
		if err != nil {
			return err
		}
		if err := remote.WriteIndex(target, index); err != nil {
			return err
		}
	}
	return nil
}

func newerIndex(index v1.ImageIndex) (v1.ImageIndex, error) {
	manifest, err := index.IndexManifest()
	if err != nil {
		return nil, err
	}
	newer := v1.ImageIndex(empty.Index)
	for _, d := range manifest.Manifests {
		image, err := index.Image(d.Digest)
		if err != nil {
			return nil, err
		}
		if image, err = newerImage(image); err != nil {
			return nil, err
		}
		newer = mutate.AppendManifests(newer, mutate.IndexAddendum{Add: image, Descriptor: v1.Descriptor{Platform: d.Platform}})
	}
	return newer, nil
}

func newerImage(image v1.Image) (v1.Image, error) {
	config, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	layers, err := image.Layers()
	if err != nil {
		return nil, err
	}
	lowest, err := withFile(layers[0])
	if err != nil {
		return nil, err
	}
	start := config.DeepCopy()
	start.RootFS.DiffIDs, start.History = nil, nil
	made, err := mutate.ConfigFile(empty.Image, start)
	if err != nil {
		return nil, err
	}
	layers[0] = lowest
	var additions []mutate.Addendum
	for _, entry := range config.History {
		a := mutate.Addendum{History: entry}
		if !entry.EmptyLayer {
			a.Layer, layers = layers[0], layers[1:]
		}
		additions = append(additions, a)
	}
	return mutate.Append(made, additions...)
}

// withFile is the layer with a file in front of its own.
func withFile(layer v1.Layer) (v1.Layer, error) {
	return tarball.LayerFromOpener(func() (io.ReadCloser, error) {
		content, err := layer.Uncompressed()
		if err != nil {
			return nil, err
		}
		var front bytes.Buffer
		w := tar.NewWriter(&front)
		if err := w.WriteHeader(&tar.Header{Name: "etc/", Typeflag: tar.TypeDir, Mode: 0o755}); err != nil {
			return nil, err
		}
		if err := w.WriteHeader(&tar.Header{Name: "etc/bench-release", Typeflag: tar.TypeReg, Mode: 0o644}); err != nil {
			return nil, err
		}
		return struct {
			io.Reader
			io.Closer
		}{io.MultiReader(&front, content), content}, w.Flush()
	})
}
