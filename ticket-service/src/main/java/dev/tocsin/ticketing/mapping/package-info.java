/**
 * Fields of tickets that a tenant maps: an expression for each, over what happened. Comes in: the
 * mappings of a provider's settings and a context; goes out: values, and why one is left out. Used
 * by {@code settings}, which keeps the texts, and {@code ticket}, which sends the values.
 */
@NullMarked
package dev.tocsin.ticketing.mapping;

import org.jspecify.annotations.NullMarked;
