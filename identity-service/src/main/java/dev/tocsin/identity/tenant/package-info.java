/**
 * Tenants: organisations that do not see one another's data. Comes in: the operator's calls through
 * {@code TenantGrpc}, and at a first start {@link dev.tocsin.identity.tenant.FirstRun}; goes out: a
 * tenant with its first owner, who signs in through the session package.
 */
@NullMarked
package dev.tocsin.identity.tenant;

import org.jspecify.annotations.NullMarked;
