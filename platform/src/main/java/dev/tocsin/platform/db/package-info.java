/**
 * The database of one service: its schema, brought up to date at start by {@link
 * dev.tocsin.platform.db.Migrations}, and its transactions, each bound to one tenant by {@link
 * dev.tocsin.platform.db.Database}.
 *
 * <p>Roles are made by {@code db/roles.sql}, outside of migrations: {@code tocsin_owner} owns the
 * schemas, {@code tocsin_app} owns nothing and sees the rows of the tenant that its transaction
 * names, {@code tocsin_worker} and {@code tocsin_lookup} own the few definer functions that look
 * across tenants. A service's scripts, {@code db/<schema>/V1__….sql}, write unqualified names and
 * may call the procedures of {@code db/tools.sql} that are installed in the schema before them:
 *
 * <ul>
 *   <li>{@code CALL make_tenant_table('alert')} forces row-level security on a table that has a
 *       {@code tenant_id};
 *   <li>{@code CALL make_queue('escalation_step')} makes the work queue of package {@code queue} of
 *       a table that has the queue's columns; call it after {@code make_tenant_table};
 *   <li>{@code CALL make_lookup('integration_by_key(bytea)')} hands a function to {@code
 *       tocsin_lookup} as its definer; grant that role the columns it reads first, and give it a
 *       policy with {@code CALL let_lookup_read('integration', 'tenant_id, id, key_hash')}.
 * </ul>
 */
@NullMarked
package dev.tocsin.platform.db;

import org.jspecify.annotations.NullMarked;
