/**
 * Passwords: made, hashed and compared. Comes in clear text, goes out a bcrypt hash or a yes or no;
 * the work runs on a small pool of its own, because one hash takes as long as a hundred calls.
 */
@NullMarked
package dev.tocsin.identity.password;

import org.jspecify.annotations.NullMarked;
