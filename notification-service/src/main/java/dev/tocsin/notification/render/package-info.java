/**
 * Rendering. The text of a template and what is known of an alert come in, the parts of a message
 * go out: the same bytes for a preview and for a page. {@link
 * dev.tocsin.notification.render.PartRenderer} is the face; templates are written by tenants and
 * values by whoever can raise an alert, so neither is trusted. Next: {@code channel}, which shapes
 * the parts for its provider.
 */
@NullMarked
package dev.tocsin.notification.render;

import org.jspecify.annotations.NullMarked;
