/**
 * People of a tenant and how to reach them. Comes in: users and contact methods through {@code
 * UserGrpc}; goes out: the same, and to the other packages {@link dev.tocsin.identity.user.People},
 * which knows who exists and who is active. Only this service holds a person's data.
 */
@NullMarked
package dev.tocsin.identity.user;

import org.jspecify.annotations.NullMarked;
