package dev.tocsin.notification.template;

import java.util.Map;
import java.util.UUID;

/**
 * The template of the tenant that a message uses.
 *
 * @param name name of its set
 * @param locale its language; empty for the default one
 * @param parts the text of each part
 */
public record Chosen(UUID id, String name, int version, String locale, Map<String, String> parts) {}
