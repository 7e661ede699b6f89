package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.ConfiguredChannel;
import java.util.Map;
import java.util.Optional;

/**
 * What was found and decided about a claimed delivery, with its attempt recorded where one begins.
 *
 * @param template the tenant's template; empty for the built-in one
 * @param knownPlace where earlier messages to the address lie; empty when unknown or not needed
 * @param pass the way through the gate of the channel, entered
 * @param early its message; empty where it is still to be composed
 */
record Plan(
    QueuedDelivery delivery,
    ConfiguredChannel channel,
    Optional<Map<String, String>> template,
    NextStep step,
    String knownPlace,
    GatePass pass,
    Optional<EarlyMessage> early) {}
