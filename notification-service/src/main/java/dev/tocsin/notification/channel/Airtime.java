package dev.tocsin.notification.channel;

/**
 * What a text message takes on the air.
 *
 * @param encoding {@code GSM-7} or {@code UCS-2}
 * @param characters what a reader takes for characters
 * @param segments how many it is sent in, each of which is paid for
 */
public record Airtime(String encoding, int characters, int segments) {}
