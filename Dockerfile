# syntax=docker/dockerfile:1
#
# Every image of Tocsin is a target of this file:
#
#   docker build --target standalone -t tocsin/standalone .
#
# and `docker buildx bake` makes them all for amd64 and arm64, with SBOM and provenance (see
# docker-bake.json). The last stages run no command, so building for another processor needs no
# emulation. Pin the bases to what you have looked at: --build-arg JRE_IMAGE=eclipse-temurin@sha256:...

ARG JDK_IMAGE=eclipse-temurin:25-jdk-noble
ARG JRE_IMAGE=eclipse-temurin:25-jre-noble
ARG NODE_IMAGE=node:22-bookworm-slim
ARG NGINX_IMAGE=nginxinc/nginx-unprivileged:1.28-alpine

# --- what is built, once for all processors ------------------------------------------------------

FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS node

FROM --platform=$BUILDPLATFORM ${JDK_IMAGE} AS build
COPY --from=node /usr/local/ /usr/local/
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 --mount=type=cache,target=/root/.npm \
    deploy/image/build

# --- the services --------------------------------------------------------------------------------

FROM ${JRE_IMAGE} AS service
ARG VERSION=0.1.0-SNAPSHOT
ARG COMMIT=""
LABEL org.opencontainers.image.vendor="Tocsin" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${COMMIT}"
ENV LANG=C.UTF-8 MALLOC_ARENA_MAX=2 TOCSIN_COMMIT="${COMMIT}"
COPY deploy/image/passwd deploy/image/group /etc/
COPY deploy/image/ready /opt/tocsin/ready
WORKDIR /opt/tocsin
EXPOSE 8080
USER 10001:10001
# Half of the container's memory for objects; the rest is threads, code and buffers. JDK_JAVA_OPTIONS
# adds to this, and an -Xmx there is stronger.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-Xss512k", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:-UseCodeCacheFlushing", "-XX:MaxDirectMemorySize=96m", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "/opt/tocsin/quarkus-run.jar"]

FROM service AS identity-service
LABEL org.opencontainers.image.title="Tocsin identity-service" \
      org.opencontainers.image.description="Who: tenants, users, teams, keys, sessions, schedules"
COPY --from=build /src/identity-service/target/quarkus-app/ /opt/tocsin/
COPY --from=build /src/identity-service/target/sbom.cdx.json /opt/tocsin/sbom.cdx.json

FROM service AS alerting-service
LABEL org.opencontainers.image.title="Tocsin alerting-service" \
      org.opencontainers.image.description="What and when: ingest, routes, groups, escalation"
COPY --from=build /src/alerting-service/target/quarkus-app/ /opt/tocsin/
COPY --from=build /src/alerting-service/target/sbom.cdx.json /opt/tocsin/sbom.cdx.json

FROM service AS notification-service
LABEL org.opencontainers.image.title="Tocsin notification-service" \
      org.opencontainers.image.description="How: templates, channels, delivery, callbacks"
COPY --from=build /src/notification-service/target/quarkus-app/ /opt/tocsin/
COPY --from=build /src/notification-service/target/sbom.cdx.json /opt/tocsin/sbom.cdx.json

FROM service AS ticket-service
LABEL org.opencontainers.image.title="Tocsin ticket-service" \
      org.opencontainers.image.description="The record elsewhere: tickets and their providers"
COPY --from=build /src/ticket-service/target/quarkus-app/ /opt/tocsin/
COPY --from=build /src/ticket-service/target/sbom.cdx.json /opt/tocsin/sbom.cdx.json

# --- all of it in one process, with its own PostgreSQL and Redis ----------------------------------

FROM service AS standalone
LABEL org.opencontainers.image.title="Tocsin" \
      org.opencontainers.image.description="The whole on-call platform in one process; also its command line"
COPY --from=build /src/standalone/target/quarkus-app/ /opt/tocsin/
COPY --from=build /src/standalone/target/sbom.cdx.json /opt/tocsin/sbom.cdx.json
# An empty folder of the user's own, so that a new volume is writable.
COPY --from=build --chown=10001:10001 /src/deploy/image/volume/ /var/lib/tocsin/
ENV XDG_CACHE_HOME=/var/lib/tocsin/cache
VOLUME /var/lib/tocsin
# A quarter: PostgreSQL and Redis live in the same container.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=25", "-Xss512k", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:ReservedCodeCacheSize=128m", "-XX:-UseCodeCacheFlushing", "-XX:MaxDirectMemorySize=96m", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "/opt/tocsin/quarkus-run.jar"]
CMD ["serve", "--host", "0.0.0.0", "--data", "/var/lib/tocsin/data"]

# --- the browser's files, and the way to the services ---------------------------------------------

FROM ${NGINX_IMAGE} AS ui
ARG VERSION=0.1.0-SNAPSHOT
ARG COMMIT=""
LABEL org.opencontainers.image.vendor="Tocsin" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${COMMIT}" \
      org.opencontainers.image.title="Tocsin ui" \
      org.opencontainers.image.description="The browser interface, and one address for the four services"
COPY deploy/ui/ /opt/tocsin/
COPY --from=build /src/proto/target/classes/META-INF/tocsin/nginx-routes.conf /opt/tocsin/routes.conf
COPY --from=build /src/ui/target/classes/META-INF/resources/ /opt/tocsin/www/
COPY --from=build /src/ui/target/sbom.cdx.json /opt/tocsin/sbom.cdx.json
WORKDIR /opt/tocsin
EXPOSE 8080
USER 10001:10001
ENTRYPOINT ["/opt/tocsin/start"]
