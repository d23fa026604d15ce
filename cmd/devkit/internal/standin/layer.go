package standin

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// epoch is the time of every file in a stand-in, in seconds since 1970: the start of 2025. Zip archives, and so
// Python's wheels, hold no time before 1980.
const epoch = 1735689600

// layerFile reads a layer from an uncompressed tarball. It is compressed once and kept in memory.
func layerFile(path string) (v1.Layer, error) {
	return tarball.LayerFromFile(path, tarball.WithCompressedCaching, tarball.WithMediaType(types.OCILayer))
}

// layerFiles makes a layer of files given with their contents, all owned by root, mode 0755.
func layerFiles(files ...file) (v1.Layer, error) {
	var text bytes.Buffer
	w := tar.NewWriter(&text)
	for _, f := range files {
		header := &tar.Header{Name: f.path, Mode: 0o755, Size: int64(len(f.content)), ModTime: time.Unix(epoch, 0)}
		if err := w.WriteHeader(header); err != nil {
			return nil, fmt.Errorf("writing a layer: %w", err)
		}
		if _, err := w.Write(f.content); err != nil {
			return nil, fmt.Errorf("writing a layer: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("writing a layer: %w", err)
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text.Bytes())), nil }
	return tarball.LayerFromOpener(open, tarball.WithCompressedCaching, tarball.WithMediaType(types.OCILayer))
}

type file struct {
	// path is relative to the root of the image.
	path    string
	content []byte
}

// assemble makes an image of one architecture out of layers and a configuration.
func assemble(arch string, config v1.Config, layers ...v1.Layer) (v1.Image, error) {
	base := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	image, err := mutate.AppendLayers(base, layers...)
	if err != nil {
		return nil, fmt.Errorf("appending layers: %w", err)
	}
	return mutate.ConfigFile(image, configFile(image, arch, config))
}

func configFile(image v1.Image, arch string, config v1.Config) *v1.ConfigFile {
	file, err := image.ConfigFile()
	if err != nil {
		file = &v1.ConfigFile{}
	}
	file = file.DeepCopy()
	file.OS, file.Architecture, file.Config = "linux", arch, config
	file.Created = v1.Time{Time: time.Unix(epoch, 0).UTC()}
	return file
}
