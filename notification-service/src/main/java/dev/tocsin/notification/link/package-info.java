/**
 * Links that answer a page without a login. A link is made for each e-mail when it is sent and read
 * again by {@code respond}; what it says is sealed, so nobody can read, change or make one.
 */
@NullMarked
package dev.tocsin.notification.link;

import org.jspecify.annotations.NullMarked;
