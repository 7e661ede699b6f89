package dev.tocsin.identity.user;

import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.proto.identity.v1.ContactBlock;
import dev.tocsin.proto.notification.v1.BlockedContact;
import dev.tocsin.proto.notification.v1.CheckContactsRequest;
import dev.tocsin.proto.notification.v1.ContactAddress;
import dev.tocsin.proto.notification.v1.MutinyNotificationServiceGrpc;
import dev.tocsin.proto.notification.v1.UnblockContactRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Which addresses are refused, as notification-service knows: it hears it from the providers. Its
 * silence hides that for a while and hinders nobody.
 */
@Singleton
class ContactBlocks {

  private static final Logger LOG = Logger.getLogger(ContactBlocks.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST = 500;

  private final ServiceClients services;

  ContactBlocks(ServiceClients services) {
    this.services = services;
  }

  /** Why messages to these are refused, by id; those that may be written to are left out. */
  Uni<Map<UUID, ContactBlock>> of(UUID tenant, List<ContactPoint> contacts) {
    if (contacts.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    List<ContactPoint> asked = contacts.subList(0, Math.min(MOST, contacts.size()));
    CheckContactsRequest request =
        CheckContactsRequest.newBuilder()
            .addAllContacts(asked.stream().map(ContactBlocks::address).toList())
            .build();
    return services
        .call(
            "notification",
            MutinyNotificationServiceGrpc::newMutinyStub,
            tenant,
            stub -> stub.checkContacts(request))
        .map(
            answer -> {
              Map<UUID, ContactBlock> blocks = new HashMap<>();
              for (BlockedContact blocked : answer.getBlockedList()) {
                if (blocked.getPosition() < asked.size()) {
                  blocks.putIfAbsent(asked.get(blocked.getPosition()).id, block(blocked));
                }
              }
              return blocks;
            })
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .invoke(failure -> LOG.debugf("event=blocks_not_heard error=%s", failure.getMessage()))
        .onFailure()
        .recoverWithItem(Map.of());
  }

  /** The address works: its owner has shown it. Fails when notification-service does not answer. */
  Uni<Void> lift(ContactPoint contact) {
    UnblockContactRequest request =
        UnblockContactRequest.newBuilder().setContact(address(contact)).build();
    return services
        .call(
            "notification",
            MutinyNotificationServiceGrpc::newMutinyStub,
            contact.tenantId,
            stub -> stub.unblockContact(request))
        .replaceWithVoid();
  }

  private static ContactAddress address(ContactPoint contact) {
    return ContactAddress.newBuilder()
        .setKind(CodePost.channel(contact))
        .setAddress(contact.address)
        .build();
  }

  private static ContactBlock block(BlockedContact blocked) {
    ContactBlock.Builder block =
        ContactBlock.newBuilder()
            .setFault(blocked.getFault())
            .setReason(blocked.getReason())
            .setSinceTime(blocked.getSinceTime());
    if (blocked.hasUntilTime()) {
      block.setUntilTime(blocked.getUntilTime());
    }
    return block.build();
  }
}
