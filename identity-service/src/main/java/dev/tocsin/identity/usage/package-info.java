/**
 * What tenants use, by day. Comes in: reports of all services through {@code UsageGrpc}, each added
 * once; goes out: the sums.
 */
@NullMarked
package dev.tocsin.identity.usage;

import org.jspecify.annotations.NullMarked;
