/**
 * Reaches people. In comes a step with its targets; identity-service is asked who that is now and
 * how they are reached ({@code Directory}), {@link dev.tocsin.alerting.paging.Paging} decides page
 * by page without side effects, and {@code Pager} hands the pages to notification-service. Out go
 * what was taken and, for everything else, the reason why not.
 */
@NullMarked
package dev.tocsin.alerting.paging;

import org.jspecify.annotations.NullMarked;
