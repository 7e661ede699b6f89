package dev.tocsin.notification.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A delivery as it is shown. */
record DeliveryView(
    UUID id,
    String kind,
    String event,
    UUID channelId,
    String maskedAddress,
    String userId,
    String group,
    String state,
    int tries,
    Instant dueAt,
    Instant createdAt,
    @Nullable Instant sentAt,
    String error,
    boolean possibleRepeat,
    String providerMessageId,
    String receipt,
    @Nullable Instant receiptAt,
    String locale,
    String held) {}
