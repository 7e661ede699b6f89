package dev.tocsin.notification.channel;

import java.util.UUID;

/**
 * A tenant's channel, opened.
 *
 * @param kind kind of its adapter
 * @param defaultAddress where messages go that name no address; empty for none
 * @param rate messages a second that it may be sent; 0 for what is usual for its kind
 * @param burst messages that may go at once after a pause; 0 for what is usual
 */
public record ConfiguredChannel(
    UUID id,
    String name,
    String kind,
    boolean disabled,
    boolean isDefault,
    String defaultAddress,
    double rate,
    int burst,
    ChannelSettings settings) {}
