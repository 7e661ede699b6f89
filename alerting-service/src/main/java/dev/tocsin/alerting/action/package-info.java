/**
 * What people and other services do with alerts: acknowledge, resolve, ask for the next step, take
 * a note. {@link dev.tocsin.alerting.action.Standing} holds the legal transitions; {@code
 * AlertActions} makes them true in one transaction together with everything that follows from them.
 * Next: {@code outbox} tells the other services.
 */
@NullMarked
package dev.tocsin.alerting.action;

import org.jspecify.annotations.NullMarked;
