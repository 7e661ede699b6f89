/**
 * How: a page comes in, is rendered for its channel, queued, delivered and followed until answered.
 */
@NullMarked
package dev.tocsin.notification;

import org.jspecify.annotations.NullMarked;
