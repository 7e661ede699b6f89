package dev.tocsin.notification.access;

import dev.tocsin.notification.testing.Acme;
import dev.tocsin.proto.notification.v1.ChannelServiceGrpc.ChannelServiceBlockingStub;
import dev.tocsin.proto.notification.v1.NotificationServiceGrpc.NotificationServiceBlockingStub;
import dev.tocsin.proto.notification.v1.TemplateServiceGrpc.TemplateServiceBlockingStub;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A call with the caller's credentials on some tenant's things.
 *
 * @param atLeast the least role that may make it
 * @param byId whether it names one of the things
 */
record Rpc(String atLeast, boolean byId, BiConsumer<Caller, Things> call) {

  /** Who calls: the tenant and the role. */
  record Caller(Acme acme, String role) {

    ChannelServiceBlockingStub channels() {
      return acme.channels(role);
    }

    TemplateServiceBlockingStub templates() {
      return acme.templates(role);
    }

    NotificationServiceBlockingStub notifications() {
      return acme.notificationsAs(role);
    }
  }

  /** Every RPC of this service, by its name. */
  static Map<String, Rpc> all() {
    Map<String, Rpc> rpcs = new LinkedHashMap<>();
    rpcs.putAll(ChannelRpcs.all());
    rpcs.putAll(TemplateRpcs.all());
    rpcs.putAll(NotificationRpcs.all());
    return rpcs;
  }
}
