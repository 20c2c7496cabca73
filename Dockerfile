# docker build --tag stashgate:0.1.0 .

# Builds the release binary with the Swift runtime linked in.
FROM swift:6.3-bookworm AS build
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
COPY Scripts/collect-runtime.sh /usr/local/bin/
COPY --from=build /out/stashgate /out/stashgate
RUN collect-runtime.sh /out/stashgate /image

# No shell, no package manager, only a numbered user, and nothing writable.
FROM scratch
COPY --from=runtime /image /
USER 65532:65532
EXPOSE 8443
ENTRYPOINT ["/usr/bin/stashgate"]
CMD ["serve", "--tls-cert", "/etc/stashgate/tls/tls.crt", "--tls-key", "/etc/stashgate/tls/tls.key"]
