/**
 * Who: tenants, users, teams, roles, API keys, sessions, and who is on call when. Asked by the
 * other services through gRPC; sends nothing itself.
 */
@NullMarked
package dev.tocsin.identity;

import org.jspecify.annotations.NullMarked;
