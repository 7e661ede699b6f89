/**
 * A strict Jira at {@code /jira}: the version 3 endpoints (cloud) and their version 2 twins (Data
 * Center) that Tocsin uses, documents checked against the ADF schema, unknown fields and missing
 * ones refused, transitions by workflow, webhooks signed. {@link dev.tocsin.fakes.jira.FakeJira} is
 * the face; {@code JiraApi} is what a client sees, {@code JiraDesk} what a person does, {@code
 * Tracker} holds the issues.
 */
@NullMarked
package dev.tocsin.fakes.jira;

import org.jspecify.annotations.NullMarked;
