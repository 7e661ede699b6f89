/**
 * Tickets as Jira issues, in Atlassian's cloud (REST version 3, ADF) and on Data Center (REST
 * version 2, wiki markup). Comes in: a {@link dev.tocsin.ticketing.provider.TicketCall}; goes out:
 * issues, transitions found at run time, and comments; back come Jira's webhooks. {@code
 * JiraProvider} names what is done in which order, {@code JiraApi} sends, the rest is pure.
 */
@NullMarked
package dev.tocsin.ticketing.provider.jira;

import org.jspecify.annotations.NullMarked;
