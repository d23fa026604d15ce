package bench

import (
	"archive/tar"
	"bytes"
	"context"
	"io"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

const slim = "docker.io/library/python:3.13-slim-trixie"

// bases are the images that contenders build from, and that get new releases. A stand-in for Alpine's is none of them: programs do not
// run on it as they do on Alpine.
func (l *lab) bases() []string {
	if l.aside.StandIns {
		return []string{slim}
	}
	return []string{slim, "docker.io/library/python:3.13-alpine3.23"}
}

// Tags that the two releases of a base are kept under.
const (
	current = "-current"
	newer   = "-newer"
)

// releases makes two releases of every base in the registry aside: as it is, and with one file more in its lowest layer, so that
// nothing above it is what it was.
func (l *lab) releases(ctx context.Context) error {
	for _, base := range l.bases() {
		origin, err := l.aside.Origin(base)
		if err != nil {
			return err
		}
		index, err := remote.Index(origin)
		if err != nil {
			return err
		}
		if l.aside.StandIns {
			if index, err = l.withPip(ctx, index); err != nil {
				return err
			}
		}
		if err := l.push(base, current, index); err != nil {
			return err
		}
		if index, err = eachImage(index, newerImage); err != nil {
			return err
		}
		if err := l.push(base, newer, index); err != nil {
			return err
		}
	}
	return nil
}

func (l *lab) push(base, suffix string, index v1.ImageIndex) error {
	tag, err := l.tag(base, suffix)
	if err != nil {
		return err
	}
	return remote.WriteIndex(tag, index)
}

// tag is where the registry aside has a release of a base; the one without a suffix is the one that builds find.
func (l *lab) tag(base, suffix string) (name.Tag, error) {
	origin, err := l.aside.Origin(base)
	if err != nil {
		return name.Tag{}, err
	}
	return name.NewTag(l.aside.Registry+"/"+origin.Context().RepositoryStr()+":"+origin.Identifier()+suffix, name.Insecure)
}

// release lets builds find one of the releases of every base.
func (l *lab) release(suffix string) error {
	for _, base := range l.bases() {
		from, err := l.tag(base, suffix)
		if err != nil {
			return err
		}
		to, err := l.tag(base, "")
		if err != nil {
			return err
		}
		index, err := remote.Index(from)
		if err != nil {
			return err
		}
		if err := remote.Tag(to, index); err != nil {
			return err
		}
	}
	return nil
}

// eachImage is the index with something done to each of its images.
func eachImage(index v1.ImageIndex, do func(v1.Image) (v1.Image, error)) (v1.ImageIndex, error) {
	manifest, err := index.IndexManifest()
	if err != nil {
		return nil, err
	}
	made := v1.ImageIndex(empty.Index)
	for _, d := range manifest.Manifests {
		image, err := index.Image(d.Digest)
		if err != nil {
			return nil, err
		}
		if image, err = do(image); err != nil {
			return nil, err
		}
		made = mutate.AppendManifests(made, mutate.IndexAddendum{Add: image, Descriptor: v1.Descriptor{Platform: d.Platform}})
	}
	return made, nil
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
