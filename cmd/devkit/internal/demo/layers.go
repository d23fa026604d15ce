package demo

import (
	"context"
	"fmt"
	"io"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/org/pyapp-frontend/cmd/devkit/internal/rig"
)

// layer is one layer of the image.
type layer struct {
	// made says what made it, from the image's history.
	made string
	// compressed and unpacked are sizes in bytes.
	compressed, unpacked int64
}

// sayLayers shows what each layer of the pushed image weighs.
func (s *story) sayLayers(ctx context.Context) error {
	pushed, err := s.Pushed(ctx, s.reference())
	if err != nil {
		return err
	}
	layers, err := weigh(pushed)
	if err != nil {
		return fmt.Errorf("weighing the image: %w", err)
	}
	total := layer{made: "the whole image"}
	s.Console.Say("\nThe image, layer by layer (MB to download, MB on disk):\n")
	for _, l := range layers {
		total.compressed += l.compressed
		total.unpacked += l.unpacked
		s.Console.Say("    %s", l)
	}
	s.Console.Say("    %s", total)
	return nil
}

// String writes the layer as a line of a table.
func (l layer) String() string {
	return fmt.Sprintf("%6.1f %6.1f  %s", float64(l.compressed)/1e6, float64(l.unpacked)/1e6, l.made)
}

// weigh reads the layers of an image, base first.
func weigh(image v1.Image) ([]layer, error) {
	config, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	blobs, err := image.Layers()
	if err != nil {
		return nil, err
	}
	made := rig.MadeBy(config.History)
	var layers []layer
	for i, blob := range blobs {
		l := layer{made: "base image"}
		if i < len(made) && made[i] != "" {
			l.made = made[i]
		}
		if err := l.measure(blob); err != nil {
			return nil, err
		}
		layers = append(layers, l)
	}
	return layers, nil
}

func (l *layer) measure(blob v1.Layer) error {
	size, err := blob.Size()
	if err != nil {
		return err
	}
	content, err := blob.Uncompressed()
	if err != nil {
		return err
	}
	defer content.Close()
	l.compressed = size
	l.unpacked, err = io.Copy(io.Discard, content)
	return err
}
