package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.policy.Target;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.proto.notification.v1.CheckDestinationsRequest;
import dev.tocsin.proto.notification.v1.MutinyNotificationServiceGrpc;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Asks notification-service which destinations it would refuse a page for, and sends none. */
@Singleton
public class Refusals {

  private static final String NOTIFICATION = "notification";

  /** The contract's bound. */
  private static final int MOST_AT_ONCE = 500;

  private final ServiceClients services;

  Refusals(ServiceClients services) {
    this.services = services;
  }

  /**
   * Every address that these people and channels may be paged on and that would be refused, with
   * the reason. Fails with {@code Unavailable} while notification-service does not answer.
   */
  public Uni<Map<Destination, String>> of(
      UUID tenant, Collection<Person> people, Collection<Target.Channel> channels) {
    Set<Destination> asked = new LinkedHashSet<>();
    for (Person person : people) {
      person.contacts().stream()
          .filter(Person.Contact::enabled)
          .forEach(contact -> asked.add(Destination.of(contact, person.preferences().locale())));
    }
    channels.forEach(channel -> asked.addAll(Paging.channel(channel).destinations()));
    List<Destination> all = List.copyOf(asked);
    Map<Destination, String> refused = new HashMap<>();
    Uni<Void> told = Uni.createFrom().voidItem();
    for (int i = 0; i < all.size(); i += MOST_AT_ONCE) {
      List<Destination> some = all.subList(i, Math.min(i + MOST_AT_ONCE, all.size()));
      CheckDestinationsRequest request =
          CheckDestinationsRequest.newBuilder()
              .addAllDestinations(
                  some.stream().map(each -> Pager.message(each, Optional.empty())).toList())
              .build();
      told =
          told.chain(
                  () ->
                      services.call(
                          NOTIFICATION,
                          MutinyNotificationServiceGrpc::newMutinyStub,
                          tenant,
                          stub -> stub.checkDestinations(request)))
              .invoke(
                  answer ->
                      answer
                          .getRefusedList()
                          .forEach(
                              each -> refused.put(some.get(each.getPosition()), each.getReason())))
              .replaceWithVoid();
    }
    return told.replaceWith(refused);
  }
}
