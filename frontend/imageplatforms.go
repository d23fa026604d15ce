package frontend

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/containerd/platforms"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

// lacksPlatform says whether an image was found that is there for other platforms only.
func lacksPlatform(err error) bool { return strings.Contains(err.Error(), "no match for platform") }

// fits says whether an image is for a platform. Registries answer with the one image that there is where a reference stands for
// no list of images, whatever the platform. One that does not say what it is for is taken at its word.
func fits(img *baseImage, p ocispecs.Platform) bool {
	has := img.config.Platform
	return has.Architecture == "" || has.OS == p.OS && has.Architecture == p.Architecture
}

// withoutPlatform is the error for an image that is there for other platforms only.
func (b *build) withoutPlatform(ctx context.Context, ref string, p ocispecs.Platform, key string) error {
	summary := fmt.Sprintf("%s has no image for %s", ref, platforms.Format(platforms.Normalize(p)))
	if has := b.platformsOf(ctx, ref, p); len(has) > 0 {
		summary += "; it has " + strings.Join(has, ", ")
	}
	return b.at(key, summary, "")
}

// usualPlatforms are those that images are commonly made for.
var usualPlatforms = []string{"linux/386", "linux/amd64", "linux/arm/v5", "linux/arm/v6", "linux/arm/v7", "linux/arm64", "linux/ppc64le",
	"linux/riscv64", "linux/s390x"}

// platformsOf are the usual platforms that an image of a registry is there for, without the one that it is not there for.
func (b *build) platformsOf(ctx context.Context, ref string, without ocispecs.Platform) []string {
	has := make([]bool, len(usualPlatforms))
	var asking sync.WaitGroup
	for i, name := range usualPlatforms {
		p := platforms.MustParse(name)
		if platforms.Format(platforms.Normalize(without)) != name {
			asking.Go(func() { has[i] = b.hasPlatform(ctx, ref, p) })
		}
	}
	asking.Wait()
	var out []string
	for i, name := range usualPlatforms {
		if has[i] {
			out = append(out, name)
		}
	}
	return out
}

func (b *build) hasPlatform(ctx context.Context, ref string, p ocispecs.Platform) bool {
	img, err := b.anyImage(ctx, ref, p)
	return err == nil && img != nil && fits(img, p) && (p.Variant == "" || img.config.Variant == p.Variant)
}
