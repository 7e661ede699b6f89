/**
 * Why an alert paged whom it paged, or nobody: the stored reasons, told in one sentence with
 * people's names, and the steps that have fired and are still to come.
 */
@NullMarked
package dev.tocsin.alerting.explain;

import org.jspecify.annotations.NullMarked;
