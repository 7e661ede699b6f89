/**
 * Sessions of people. Comes in: an address and a password, later refresh tokens; goes out: access
 * tokens of minutes that every service checks offline against the published keys, and refresh
 * tokens that work once. Only hashes of refresh tokens are stored.
 */
@NullMarked
package dev.tocsin.identity.session;

import org.jspecify.annotations.NullMarked;
