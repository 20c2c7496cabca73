# docker build --tag stashgate:0.1.0 .
# docker buildx build --platform linux/amd64,linux/arm64 --tag YOUR-REGISTRY/stashgate:0.1.0 --push .

# Builds the release binary with the Swift runtime linked in. A platform is built on its own processor, or on an emulated
# one: the Swift compiler of this image does not compile for another.
FROM swift:6.3.1-bookworm AS build
WORKDIR /src
COPY Scripts Scripts
RUN Scripts/install-dependencies.sh
COPY . .
RUN Scripts/build-release.sh stashgate \
    && install -D --strip .build/release/stashgate /out/stashgate

# Gathers the binary and the few shared libraries it needs, in Debian's current versions.
FROM debian:bookworm-slim AS runtime
RUN apt-get update \
    && apt-get install -y --no-install-recommends libssl3 libyaml-0-2 libstdc++6
COPY Scripts/collect-runtime.sh Scripts/linked-libraries.sh /usr/local/bin/
COPY --from=build /out/stashgate /out/stashgate
ARG TARGETARCH
RUN collect-runtime.sh /out/stashgate /image "$TARGETARCH"

# No shell, no package manager, only a numbered user, and nothing writable.
FROM scratch
COPY --from=runtime /image /
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="stashgate" \
    org.opencontainers.image.description="Admission control for KubeStash backups" \
    org.opencontainers.image.version="$VERSION" \
    org.opencontainers.image.revision="$REVISION" \
    org.opencontainers.image.url="https://github.com/stashgate/stashgate" \
    org.opencontainers.image.source="https://github.com/stashgate/stashgate" \
    org.opencontainers.image.documentation="https://github.com/stashgate/stashgate/tree/main/Docs" \
    org.opencontainers.image.licenses="Apache-2.0"
USER 65532:65532
EXPOSE 8443
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/bin/stashgate"]
CMD ["serve", "--tls-cert", "/etc/stashgate/tls/tls.crt", "--tls-key", "/etc/stashgate/tls/tls.key"]
