package dev.tocsin.notification.channel;

import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Arranges a tenant's channels. */
@Singleton
class ConfiguredChannels {

  /** What a caller wants a channel to be. */
  record Draft(
      String name,
      boolean disabled,
      boolean isDefault,
      String defaultAddress,
      double rate,
      int burst,
      dev.tocsin.proto.notification.v1.Channel settings) {}

  private final Database db;
  private final ChannelStore store;
  private final Channels adapters;
  private final ChannelSeal seal;
  private final AuditTrail audit;
  private final ChannelHealthStore health;
  private final RateChanges rates;

  ConfiguredChannels(
      @ServiceDatabase("notification") Database db,
      ChannelStore store,
      Channels adapters,
      ChannelSeal seal,
      AuditTrail audit,
      ChannelHealthStore health,
      RateChanges rates) {
    this.db = db;
    this.store = store;
    this.adapters = adapters;
    this.seal = seal;
    this.audit = audit;
    this.health = health;
    this.rates = rates;
  }

  Uni<ChannelRecord> create(Caller caller, String kind, Draft draft) {
    UUID tenant = caller.tenantId();
    TocsinClock clock = db.clock();
    ChannelRecord channel = new ChannelRecord(tenant, Ids.next(clock.now()), kind, clock.now());
    fill(channel, draft, new ChannelSettings(Map.of(), Map.of()));
    channel.name = draft.name();
    channel.disabled = draft.disabled();
    channel.rate = draft.rate();
    channel.burst = draft.burst();
    address(channel, draft.defaultAddress());
    return db.entities(
        tenant,
        tx ->
            store
                .hasAny(tx, kind)
                .invoke(any -> channel.isDefault = draft.isDefault() || !any)
                .chain(any -> channel.isDefault && any ? store.unsetDefault(tx, kind) : done())
                .chain(() -> store.save(tx, channel))
                .call(() -> record(tx, caller, "channel.create", channel)));
  }

  Uni<ChannelRecord> update(Caller caller, UUID id, Draft draft, ChangedFields fields) {
    return db.entities(
            caller.tenantId(),
            tx ->
                store
                    .get(tx, id)
                    .chain(
                        channel -> {
                          State before = state(channel);
                          return change(tx, channel, draft, fields)
                              .chain(
                                  changed ->
                                      state(changed).equals(before)
                                          ? Uni.createFrom().item(changed)
                                          : saved(tx, caller, changed, before));
                        }))
        .invoke(channel -> rates.committed(channel.kind));
  }

  /** What can be changed, opened: sealing the same twice gives different bytes. */
  private record State(
      String name,
      boolean disabled,
      boolean isDefault,
      String address,
      double rate,
      int burst,
      Map<String, ?> open,
      Map<String, String> secret) {}

  private State state(ChannelRecord channel) {
    ChannelSettings settings = settings(channel);
    return new State(
        channel.name,
        channel.disabled,
        channel.isDefault,
        defaultAddress(channel),
        channel.rate,
        channel.burst,
        settings.open(),
        settings.secret());
  }

  /** Only a change is written down: not what comes back as it was read. */
  private Uni<ChannelRecord> saved(
      Mutiny.Session tx, Caller caller, ChannelRecord channel, State before) {
    channel.updatedAt = db.clock().now();
    boolean sameRate = channel.rate == before.rate() && channel.burst == before.burst();
    return store
        .save(tx, channel)
        .call(saved -> record(tx, caller, "channel.update", saved))
        .call(() -> sameRate ? done() : rates.release(tx, channel.tenantId, channel.id));
  }

  private Uni<ChannelRecord> change(
      Mutiny.Session tx, ChannelRecord channel, Draft draft, ChangedFields fields) {
    boolean becomesDefault = fields.contains("default") && draft.isDefault() && !channel.isDefault;
    return (becomesDefault ? store.unsetDefault(tx, channel.kind) : done())
        .map(
            unset -> {
              if (fields.contains("name")) {
                channel.name = draft.name();
              }
              if (fields.contains("disabled")) {
                channel.disabled = draft.disabled();
              }
              if (fields.contains("default")) {
                channel.isDefault = draft.isDefault();
              }
              if (fields.contains("default_address")) {
                address(channel, draft.defaultAddress());
              }
              if (fields.contains("rate")) {
                channel.rate = draft.rate();
              }
              if (fields.contains("burst")) {
                channel.burst = draft.burst();
              }
              if (fields.contains(channel.kind)) {
                fill(channel, draft, settings(channel));
              }
              return channel;
            });
  }

  Uni<Void> delete(Caller caller, UUID id) {
    return db.entities(
            caller.tenantId(),
            tx ->
                store
                    .get(tx, id)
                    .call(tx::remove)
                    .chain(channel -> record(tx, caller, "channel.delete", channel)))
        .call(() -> db.inTenant(caller.tenantId(), tx -> health.forget(tx, caller.tenantId(), id)));
  }

  /** How these do; those that never failed are not in it. */
  Uni<Map<UUID, ChannelHealth>> health(UUID tenant, List<ChannelRecord> channels) {
    return channels.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : db.inTenant(
            tenant,
            tx -> health.of(tx, tenant, channels.stream().map(channel -> channel.id).toList()));
  }

  Uni<ChannelRecord> get(UUID tenant, UUID id) {
    return db.entities(tenant, tx -> store.get(tx, id));
  }

  Uni<List<ChannelRecord>> list(UUID tenant, Optional<ChannelStore.Place> after, int most) {
    return db.entities(tenant, tx -> store.list(tx, after, most));
  }

  ChannelSettings settings(ChannelRecord channel) {
    return new ChannelSettings(
        new JsonObject(channel.settings).getMap(), seal.secrets(channel.tenantId, channel.secrets));
  }

  String defaultAddress(ChannelRecord channel) {
    return seal.address(channel.tenantId, channel.defaultAddress);
  }

  private void fill(ChannelRecord channel, Draft draft, ChannelSettings known) {
    ChannelSettings settings = SettingsForm.read(draft.settings(), channel.kind, known);
    Channel adapter = adapters.get(channel.kind);
    Map<String, String> wrong = new LinkedHashMap<>(adapter.problems(settings));
    wrong.putAll(
        SettingsForm.misdirected(draft.settings(), channel.kind, known, adapter.secretsSentTo()));
    List<Violation> problems =
        wrong.entrySet().stream()
            .map(p -> new Violation("channel." + channel.kind + "." + p.getKey(), p.getValue()))
            .toList();
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
    if (settings.equals(known)) {
      return;
    }
    channel.settings = new JsonObject(settings.open()).encode();
    channel.secrets = seal.secrets(channel.tenantId, settings.secret());
  }

  private void address(ChannelRecord channel, String address) {
    if (address.equals(defaultAddress(channel))) {
      return;
    }
    if (!address.isEmpty()) {
      adapters
          .get(channel.kind)
          .addressProblem(address)
          .ifPresent(
              problem -> {
                throw Invalid.field("channel.default_address", problem);
              });
    }
    channel.defaultAddress = address.isEmpty() ? null : seal.address(channel.tenantId, address);
  }

  private Uni<Void> record(Mutiny.Session tx, Caller caller, String action, ChannelRecord channel) {
    Map<String, Object> detail =
        Map.of(
            "name",
            channel.name,
            "kind",
            channel.kind,
            "disabled",
            channel.disabled,
            "default",
            channel.isDefault,
            "rate",
            channel.rate,
            "burst",
            channel.burst);
    return audit.record(tx, caller, action, "channel/" + channel.id, detail);
  }

  private static Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }
}
