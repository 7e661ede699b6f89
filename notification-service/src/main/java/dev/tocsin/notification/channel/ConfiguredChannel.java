package dev.tocsin.notification.channel;

import java.util.UUID;

/**
 * A tenant's channel, opened.
 *
 * @param kind kind of its adapter
 * @param defaultAddress where messages go that name no address; empty for none
 */
public record ConfiguredChannel(
    UUID id,
    String name,
    String kind,
    boolean disabled,
    boolean isDefault,
    String defaultAddress,
    ChannelSettings settings) {}
