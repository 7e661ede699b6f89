package dev.tocsin.identity.calendar;

import dev.tocsin.platform.auth.Authenticator;
import dev.tocsin.platform.auth.Authorizer;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.limit.ApiLimits;
import dev.tocsin.platform.limit.Bucket;
import dev.tocsin.platform.limit.Rate;
import dev.tocsin.platform.limit.RateLimits;
import dev.tocsin.platform.rest.CallerAddress;
import dev.tocsin.proto.platform.v1.Authorization;
import dev.tocsin.proto.platform.v1.Role;
import io.grpc.Metadata;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Who may read calendars, and how often. */
@Singleton
class CalendarAccess {

  private static final String METHOD = "plain/export.ics";
  private static final List<String> CREDENTIALS = List.of("x-api-key", "authorization");
  private static final Authorization RULE =
      Authorization.newBuilder().setAtLeast(Role.ROLE_VIEWER).setScope("schedules:read").build();

  private final Authenticator authenticator;
  private final ApiLimits calls;
  private final RateLimits limits;
  private final CalendarConfig config;
  private final int trustedHops;

  CalendarAccess(
      Authenticator authenticator,
      ApiLimits calls,
      RateLimits limits,
      CalendarConfig config,
      @ConfigProperty(name = "tocsin.rest.trusted-hops", defaultValue = "0") int trustedHops) {
    this.authenticator = authenticator;
    this.calls = calls;
    this.limits = limits;
    this.config = config;
    this.trustedHops = trustedHops;
  }

  /** The caller; fails as an RPC that reads schedules would. It may resume on any thread. */
  Uni<Caller> signedIn(HttpServerRequest request, String requestId) {
    Metadata headers = new Metadata();
    for (String name : CREDENTIALS) {
      @Nullable String value = request.getHeader(name);
      if (value != null && value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
        headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
      }
    }
    return authenticator
        .authenticate(headers, requestId)
        .invoke(
            caller ->
                Authorizer.refusal(RULE, caller)
                    .ifPresent(
                        refusal -> {
                          throw refusal;
                        }))
        .call(
            caller ->
                calls
                    .refusal(caller, METHOD)
                    .invoke(
                        refusal ->
                            refusal.ifPresent(
                                no -> {
                                  throw no;
                                })));
  }

  /**
   * Counts a read of a secret address, by the secret and by where it comes from; fails with {@link
   * Exhausted} when there are too many.
   */
  Uni<Void> mayRead(HttpServerRequest request, String secret) {
    String from =
        CallerAddress.of(request, trustedHops).map(InetSocketAddress::getHostString).orElse("");
    return limits
        .take(
            List.of(
                new Bucket(
                    "calendar:" + HexFormat.of().formatHex(Ids.sha256(secret)),
                    new Rate(config.readsPerHour() / 3600.0, config.readsBurst())),
                new Bucket(
                    "calendars-by:" + from,
                    new Rate(
                        config.readsPerMinuteByAddress() / 60.0,
                        config.readsPerMinuteByAddress()))))
        .invoke(
            wait ->
                wait.ifPresent(
                    pause -> {
                      throw new Exhausted(
                          "this calendar is read too often: come again in %d s"
                              .formatted(Math.max(1, pause.toSeconds())),
                          pause);
                    }))
        .replaceWithVoid();
  }
}
