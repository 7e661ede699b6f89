/**
 * Teams: people who answer for something together. Comes in: teams with their members through
 * {@code TeamGrpc}; goes out: the same, to schedules and to the escalation of the alerting service.
 */
@NullMarked
package dev.tocsin.identity.team;

import org.jspecify.annotations.NullMarked;
