/** The record elsewhere: opens, links and closes tickets at a provider on behalf of an alert. */
@NullMarked
package dev.tocsin.ticketing;

import org.jspecify.annotations.NullMarked;
