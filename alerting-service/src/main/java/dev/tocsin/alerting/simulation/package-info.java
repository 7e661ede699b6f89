/**
 * What would happen: an alert or payload comes in with a question, the routes' verdicts or the plan
 * of an escalation go out. Decided by the code that decides in earnest ({@code routing}, {@code
 * grouping}, {@code escalation}, {@code paging}); nothing is stored, nobody is paged.
 */
@NullMarked
package dev.tocsin.alerting.simulation;

import org.jspecify.annotations.NullMarked;
