package dev.tocsin.notification.command;

import java.util.UUID;

/**
 * A line that somebody typed to Tocsin in Slack.
 *
 * @param tenant whose workspace it is
 * @param member Slack id of who typed it
 * @param text the words as Slack sends them: escaped, mentions in angle brackets
 * @param key names the request: the same one again pages nobody twice
 * @param how what the member types before the words, for examples: {@code /tocsin} or
 *     {@code @Tocsin}
 */
public record Asked(UUID tenant, String member, String text, String key, String how) {}
