# The frontend's own image: one static binary. BuildKit runs it on the platform of the builder, so it is wanted for each
# platform that builders have; it is compiled without emulation.
ARG GO_VERSION=1.26

FROM --platform=$BUILDPLATFORM golang:${GO_VERSION} AS build
WORKDIR /src
ENV CGO_ENABLED=0 GOTOOLCHAIN=local
COPY go.mod go.sum ./
COPY cmd/pyapp-frontend cmd/pyapp-frontend
COPY frontend frontend
COPY spec spec
ARG TARGETOS TARGETARCH VERSION=development
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    --mount=type=secret,id=ca,target=/run/secrets/ca.pem,required=false \
    if [ -s /run/secrets/ca.pem ]; then export SSL_CERT_FILE=/run/secrets/ca.pem; fi; \
    GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -buildvcs=false \
    -ldflags "-s -w -buildid= -X main.version=$VERSION" -o /out/pyapp-frontend ./cmd/pyapp-frontend

FROM scratch
LABEL moby.buildkit.frontend.network.none="true" \
      moby.buildkit.frontend.caps="moby.buildkit.frontend.inputs,moby.buildkit.frontend.subrequests,moby.buildkit.frontend.contexts" \
      org.opencontainers.image.title="pyapp-frontend" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /out/pyapp-frontend /pyapp-frontend
USER 65532:65532
ENTRYPOINT ["/pyapp-frontend"]
