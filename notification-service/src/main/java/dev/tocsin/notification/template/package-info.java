/**
 * How messages look: a tenant's templates, checked when they are saved and versioned, and the
 * preview. {@link dev.tocsin.notification.template.TemplateStore} gives {@code delivery} the
 * template that a message is to use; rendering itself is in {@code channel} and {@code render}.
 */
@NullMarked
package dev.tocsin.notification.template;

import org.jspecify.annotations.NullMarked;
