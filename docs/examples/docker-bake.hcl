# All images of the application, for two platforms, with attestations, and with a cache in the registry:
#
#   docker buildx bake --push                      every image
#   docker buildx bake shop-web --load --set '*.platform=linux/amd64'
#   TAG=1.4.0 docker buildx bake --push

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
