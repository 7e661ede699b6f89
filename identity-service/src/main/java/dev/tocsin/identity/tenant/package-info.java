/**
 * Tenants: organisations that do not see one another's data. Comes in: the operator's calls through
 * {@code TenantGrpc}; the first tenant, by {@link dev.tocsin.identity.tenant.FirstTenant}, at a
 * start that names its owner ({@link dev.tocsin.identity.tenant.FirstRun}) or from the setup
 * package; goes out: a tenant with its first owner, who signs in through the session package.
 */
@NullMarked
package dev.tocsin.identity.tenant;

import org.jspecify.annotations.NullMarked;
