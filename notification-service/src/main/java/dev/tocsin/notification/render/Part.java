package dev.tocsin.notification.render;

/**
 * A part that the messages of a channel have.
 *
 * @param name its name in templates, for example {@code subject}
 * @param escape how values are made harmless in it
 * @param required whether a template must have it
 */
public record Part(String name, Escape escape, boolean required) {}
