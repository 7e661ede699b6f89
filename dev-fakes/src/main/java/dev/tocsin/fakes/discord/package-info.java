/**
 * Discord's webhooks: execute, edit, fetch and delete with the limits and error bodies of the real
 * thing, and presses of the buttons under a message as signed interactions. What was posted is in
 * the inbox.
 */
@NullMarked
package dev.tocsin.fakes.discord;

import org.jspecify.annotations.NullMarked;
