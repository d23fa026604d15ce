# All images of the application, for two platforms, with attestations, and with a cache in the registry. Name the file: bake
# alone reads compose.yaml as well, and builds what that describes.
#
#   docker buildx bake -f docker-bake.hcl --push
#   TAG=1.4.0 docker buildx bake -f docker-bake.hcl --push

variable "REGISTRY" { default = "registry.example/team" }
variable "TAG" { default = "dev" }

group "default" {
  targets = ["shop"]
}

# One target of pyapp.yaml becomes one image: shop-web, shop-worker, shop-beat. "runtime" is the one that needs no name.
target "shop" {
  name = "shop-${image}"
  matrix = {
    image = ["web", "worker", "beat"]
  }
  context    = "."
  dockerfile = "pyapp.yaml"
  target     = image == "web" ? "runtime" : image
  platforms  = ["linux/amd64", "linux/arm64"]
  tags       = ["${REGISTRY}/shop-${image}:${TAG}"]
  cache-from = ["type=registry,ref=${REGISTRY}/shop-${image}:cache"]
  cache-to   = ["type=registry,ref=${REGISTRY}/shop-${image}:cache,mode=max"]
  attest     = ["type=provenance,mode=max", "type=sbom"]
}
