/**
 * What people type to Tocsin in a chat: a line of words comes in with the member who typed it, and
 * what to answer comes out. {@link dev.tocsin.notification.command.Commands} is the face; finding
 * out whom the words name ({@link dev.tocsin.notification.command.Whom}) is plain Java. {@code
 * respond} receives the requests and writes the answers.
 */
@NullMarked
package dev.tocsin.notification.command;

import org.jspecify.annotations.NullMarked;
