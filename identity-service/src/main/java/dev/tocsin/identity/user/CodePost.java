package dev.tocsin.identity.user;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.tenant.TenantSettings;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.MutinyNotificationServiceGrpc;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import dev.tocsin.proto.notification.v1.SendNotificationResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Has notification-service bring a code to an address: this service writes to nobody itself. */
@Singleton
class CodePost {

  private final ServiceClients services;
  private final TenantSettings settings;
  private final ContactBlocks blocks;

  CodePost(ServiceClients services, TenantSettings settings, ContactBlocks blocks) {
    this.blocks = blocks;
    this.services = services;
    this.settings = settings;
  }

  /**
   * Queues the message. Fails with {@link Precondition} when no channel can bring it, and with
   * {@code Unavailable} while notification-service does not answer.
   *
   * @param wish unique for the code
   * @param minutes how long it is good
   */
  Uni<Void> send(Person person, ContactPoint contact, UUID wish, String code, long minutes) {
    SendNotificationRequest request =
        SendNotificationRequest.newBuilder()
            .setIdempotencyKey("contact-code:" + wish)
            .setEventKind(EventKind.EVENT_KIND_CONTACT_CODE)
            .setRenderContext(context(code, minutes))
            .addDestinations(
                Destination.newBuilder()
                    .setKind(channel(contact))
                    .setAddress(contact.address)
                    .setUserId(person.id.toString())
                    .setLocale(
                        person.locale.isEmpty()
                            ? settings.of(person.tenantId).getLocale()
                            : person.locale))
            .setPartial(true)
            .build();
    return services
        .call(
            "notification",
            MutinyNotificationServiceGrpc::newMutinyStub,
            person.tenantId,
            stub -> stub.sendNotification(request))
        .invoke(CodePost::mustBeTaken)
        .replaceWithVoid();
  }

  /** A code came back: what was thought to be wrong with the address is not, or not any more. */
  Uni<Void> cameBack(ContactPoint contact) {
    return blocks.lift(contact);
  }

  private static void mustBeTaken(SendNotificationResponse answer) {
    if (answer.getDeliveriesCount() == 0) {
      throw new Precondition(
          "no code can be sent there: "
              + (answer.getRefusedCount() > 0 ? answer.getRefused(0).getReason() : "refused"));
    }
  }

  private static Struct context(String code, long minutes) {
    return Struct.newBuilder()
        .putFields("alert", object("title", text("Your Tocsin code")))
        .putFields(
            "contact",
            Value.newBuilder()
                .setStructValue(
                    Struct.newBuilder()
                        .putFields("code", text(code))
                        .putFields("minutes", text(Long.toString(minutes))))
                .build())
        .build();
  }

  private static Value object(String name, Value value) {
    return Value.newBuilder().setStructValue(Struct.newBuilder().putFields(name, value)).build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  static ChannelKind channel(ContactPoint contact) {
    return switch (contact.kind()) {
      case CONTACT_KIND_EMAIL -> ChannelKind.CHANNEL_KIND_EMAIL;
      case CONTACT_KIND_SLACK -> ChannelKind.CHANNEL_KIND_SLACK;
      case CONTACT_KIND_PHONE -> ChannelKind.CHANNEL_KIND_SMS;
      case CONTACT_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalStateException("contact method " + contact.id + " is of no kind");
    };
  }
}
