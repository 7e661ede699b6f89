/**
 * What the alerts of a while have cost: how many, how they were answered, who was paged and when.
 * Comes in: a range and a zone; goes out: the contract's {@code AnalyticsService}. Everything is
 * counted by the database from alerts, groups and their timelines, a few reports at once.
 */
@NullMarked
package dev.tocsin.alerting.analytics;

import org.jspecify.annotations.NullMarked;
