/**
 * Expressions that a tenant writes, over data that a stranger sends: compiled when saved, bounded
 * when evaluated. Comes in: a text in the Common Expression Language and the names it may use; goes
 * out: an {@link dev.tocsin.platform.cel.Expression}, or each mistake with line and column.
 * Mappings of tickets and of incoming payloads use it; no type of the CEL library shows.
 */
@NullMarked
package dev.tocsin.platform.cel;

import org.jspecify.annotations.NullMarked;
