/**
 * The work queue: rows with a due time, claimed in batches under a lease by any replica, retried
 * with backoff, and kept as dead letters when given up.
 *
 * <p>A queue is a set of columns on a domain row, so that the thing and its job commit together. A
 * table becomes one by these columns and a call in its migration:
 *
 * <pre>{@code
 * CREATE TABLE escalation_step (
 *   tenant_id uuid NOT NULL, id uuid NOT NULL,
 *   queue text NOT NULL, state text NOT NULL DEFAULT 'pending', due_at timestamptz NOT NULL,
 *   attempts int NOT NULL DEFAULT 0, fence bigint NOT NULL DEFAULT 0, last_error text,
 *   created_at timestamptz NOT NULL, finished_at timestamptz,
 *   …
 *   PRIMARY KEY (tenant_id, id));
 * CALL make_tenant_table('escalation_step');
 * CALL make_queue('escalation_step');
 * }</pre>
 *
 * <p>{@code state} is {@code pending} while a row is in the queue, {@code dead} when it was given
 * up, and anything else when it is done; a row leaves the queue by any update of its state, as when
 * an acknowledgement cancels steps. Writers set {@code due_at} from the clock that {@link
 * dev.tocsin.platform.db.Database#clock} names, commit, and then call {@link
 * dev.tocsin.platform.queue.WorkQueue#wake}. A row that is due at once may be inserted already
 * claimed, where {@link dev.tocsin.platform.queue.WorkQueue#reserve} has a place for it. Handlers
 * are idempotent; the fence makes sure that only one of two workers finishes a row, never that only
 * one began.
 */
@NullMarked
package dev.tocsin.platform.queue;

import org.jspecify.annotations.NullMarked;
