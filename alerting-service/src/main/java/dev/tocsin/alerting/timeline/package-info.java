/**
 * Why something happened and who did it: the words that every decision is told in, on the timeline,
 * in {@code explain}, in logs and in metrics. The codes are listed in docs/reasons.md.
 */
@NullMarked
package dev.tocsin.alerting.timeline;

import org.jspecify.annotations.NullMarked;
