/**
 * How much rest people are to have, and where a plan breaks it. Comes in: the tenant's rules, and
 * stretches of time in which people are on call; goes out: findings and the hours at night. Warns,
 * and forbids nothing; whether pages are diverted for it alerting-service is told with whom to
 * page.
 */
@NullMarked
package dev.tocsin.identity.rest;

import org.jspecify.annotations.NullMarked;
