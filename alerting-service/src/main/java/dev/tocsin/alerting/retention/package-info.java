/**
 * Alerts go by age: a group that has been over for as long as its tenant keeps alerts, with all
 * that belongs to it. Comes in: the tenant whose groups come to their end; goes out: old ones, a
 * piece at a time, beside and behind everything else ({@code docs/adr/0034}).
 */
@NullMarked
package dev.tocsin.alerting.retention;

import org.jspecify.annotations.NullMarked;
